"""The sheet given back: as it came, with what became of each row, its number and its link."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from microcred.platform.awards.sheets.forms import RawSheet, SheetForm
from microcred.platform.awards.sheets.xlsx import write_workbook

_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Outcome:
    """What became of one row: the outcome in a word, why, the credential's number, link and code."""

    outcome: str
    reason: str = ""
    number: str = ""
    link: str = ""
    code: str = ""


def give_back(sheet: RawSheet, outcomes: Mapping[int, Outcome], headers: tuple[str, ...]) -> bytes:
    """The sheet in its own form with five columns more, under `headers`.

    Cells that a spreadsheet program would run get an apostrophe in front; a Windows-1252 sheet into which
    our words do not fit comes back in UTF-8 with its mark.
    """
    rows = list(_rows(sheet, outcomes, headers))
    if sheet.form.kind == "xlsx":
        return write_workbook(rows)
    return write_csv(rows, sheet.form)


def write_csv(rows: list[list[str]], form: SheetForm) -> bytes:
    """Rows as CSV in that form, safe to open in a spreadsheet program."""
    text = io.StringIO()
    if form.announced:
        text.write(f"sep={form.delimiter}{form.line_end}")
    writer = csv.writer(text, delimiter=form.delimiter, lineterminator=form.line_end)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    mark = "\ufeff" if form.mark else ""
    try:
        return (mark + text.getvalue()).encode(form.encoding)
    except UnicodeEncodeError:
        return ("\ufeff" + text.getvalue()).encode("utf-8")


def harmless(cell: str) -> str:
    """The cell, with an apostrophe in front if it could be taken for a formula; numbers stay numbers."""
    if not cell.startswith(_STARTS):
        return cell
    number = cell[1:].replace(",", ".").replace(" ", "")
    if cell[0] in "+-" and number.replace(".", "", 1).isdigit():
        return cell
    return f"'{cell}"


def _rows(sheet: RawSheet, outcomes: Mapping[int, Outcome], headers: tuple[str, ...]) -> Iterator[list[str]]:
    yield [*sheet.headers, *headers]
    nothing = Outcome("")
    for row in sheet.rows:
        found = outcomes.get(row.number, nothing)
        yield [*row.cells, found.outcome, found.reason, found.number, found.link, found.code]
