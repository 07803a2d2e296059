"""Tables read by their header, never by position: delimited text and Excel sheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import python_calamine

from microcred.skills.readers.report import ReadReport, Reason
from microcred.skills.readers.workbooks import OLE_START, UNREADABLE, ZIP_START, weighed

SEPARATORS = (",", "\t", ";", "|")
_QUOTED = re.compile(r'^="(.*)"$', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` counts from 1 for the first row after the header; keys are normalised (`key`)."""

    number: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def missing(self, columns: Iterable[str]) -> str:
        """The first of `columns` that is empty here, or an empty text."""
        return next((column for column in columns if not self[column]), "")


def key(header: str) -> str:
    """A header's name for comparing: lower case, letters and digits ("O*NET-SOC Code" -> "onetsoccode")."""
    return re.sub(r"[^a-z0-9]+", "", header.lower())


def encoding_of(data: bytes, name: str, report: ReadReport) -> str:
    """How a file's text is encoded: UTF-8, UTF-16 where it says so, else Windows-1252 with a remark."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        report.read(name, 0, Reason.ENCODING)
        return "cp1252"
    return "utf-8-sig"


class _Lines:
    """Lines with their own ends kept, counting how the last line of each record ended."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self._lines = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors="replace", newline="")
        self.last = ""

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        self.last = next(self._lines)
        return self.last

    @property
    def end(self) -> str:
        """How the line read last ended: "\\r\\n", "\\n", "\\r" or nothing at the end of the file."""
        return self.last[len(self.last.rstrip("\r\n")) :]


def _separator(first: str, needed: Sequence[str]) -> str | None:
    """The separator with which the header line holds all `needed` columns; None if there is none."""
    for separator in SEPARATORS:
        try:
            header = [key(name) for name in next(csv.reader([first], delimiter=separator), [])]
        except csv.Error:  # a quote that stands alone: with this separator it is no header
            continue
        if not lacking(header, needed):
            return separator
    return None


def lacking(header: Sequence[str], needed: Sequence[str]) -> list[str]:
    """Those of `needed` (normalised names, or patterns that match a whole one) that no column has."""
    return [column for column in needed if not any(re.fullmatch(column, name) for name in header)]


def _header_line(text: str) -> str:
    """The first record, which may hold line ends inside quotes; at most some thousand characters."""
    end, quoted = 0, False
    for end, character in enumerate(text):
        quoted ^= character == '"'
        if character in "\r\n" and not quoted:
            return text[:end]
    return text[: end + 1]


def delimited(data: bytes, name: str, needed: Sequence[str], report: ReadReport) -> Iterator[Row]:
    """The rows of a delimited text whose header holds the columns `needed` (normalised names).

    The separator is the one with which the header is complete. A row with missing trailing fields is read
    with a remark; one with more fields than the header is skipped. Without the columns the file is refused.
    """
    encoding = encoding_of(data, name, report)
    first = _header_line(data[:20000].decode(encoding, "replace"))
    separator = _separator(first, needed)
    if separator is None:
        lost = lacking([key(part) for part in re.split(r"[,;\t|]", first)], needed)
        report.refuse(name, Reason.MISSING_COLUMN if lost else Reason.SEPARATOR, ", ".join(lost))
        return
    lines = _Lines(data, encoding)
    records = csv.reader(lines, delimiter=separator)
    ends: set[str] = set()
    number = 0
    try:
        header = [key(part) for part in next(records)]
        ends.add(lines.end)
        for record in records:
            ends.add(lines.end)
            if not any(record):
                continue
            number += 1
            row = _row(number, header, record, name, separator, report)
            if row is not None:
                yield row
    except csv.Error as error:
        report.refuse(name, Reason.UNREADABLE, f"row {number + 1}: {error}")
    report.rows[name] = number
    if len(ends - {""}) > 1:
        report.read(name, 0, Reason.LINE_ENDS)


def _row(
    number: int, header: list[str], record: list[str], name: str, separator: str, report: ReadReport
) -> Row | None:
    if len(record) > len(header) and any(part.strip() for part in record[len(header) :]):
        report.skipped(name, number, Reason.RAGGED, f"{len(record)} fields, the header has {len(header)}")
        return None
    if len(record) == 1 and len(header) > 2 and any(s in record[0] for s in SEPARATORS if s != separator):
        report.skipped(name, number, Reason.SEPARATOR, record[0][:80])
        return None
    if len(record) < len(header):
        report.read(name, number, Reason.RAGGED, f"{len(record)} fields, the header has {len(header)}")
    return Row(number, {column: _plain(value) for column, value in zip(header, record, strict=False)})


def _plain(value: str) -> str:
    """A value without outer spaces and without the wrapping that guards it from Excel (`="13-2011"`)."""
    value = value.strip()
    if value.startswith("="):
        wrapped = _QUOTED.match(value)
        return wrapped.group(1) if wrapped else value
    return value


def sheet(
    data: bytes, name: str, needed: Sequence[str], report: ReadReport, title: str = ""
) -> Iterator[Row]:
    """The rows of the first sheet with all `needed` columns of an Excel workbook.

    The header is the first row that holds every needed column, so that a title line above it is no matter.
    Dots of whole numbers ("4.0") are left off. A workbook that would take too much room is refused before it
    is opened (`workbooks.weighed`).
    """
    try:
        weight = weighed(data)
        if weight.too_large:
            report.refuse(name, Reason.TOO_LARGE, weight.too_large)
            return
        if weight.formulas:
            report.read(name, 0, Reason.FORMULAS)
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = (workbook.get_sheet_by_name(each).to_python() for each in workbook.sheet_names)
        found = next(((rows, at) for rows in tables if (at := _header_at(rows, needed)) >= 0), None)
    except UNREADABLE as error:
        report.refuse(name, Reason.UNREADABLE, str(error)[:200])
        return
    if found is None:
        report.refuse(name, Reason.MISSING_COLUMN, ", ".join(needed))
        return
    rows, at = found
    header = [key(str(cell)) for cell in rows[at]]
    number = 0
    for cells in rows[at + 1 :]:
        values = {column: _cell(cell) for column, cell in zip(header, cells, strict=False) if column}
        if any(values.values()):
            number += 1
            yield Row(number, values)
    report.rows[name] = number


def _header_at(rows: Sequence[Sequence[object]], needed: Sequence[str]) -> int:
    for at, cells in enumerate(rows[:20]):
        if not lacking([key(str(cell)) for cell in cells], needed):
            return at
    return -1


def _cell(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _plain(str(cell))


def table(
    data: bytes, name: str, needed: Sequence[str], report: ReadReport, title: str = ""
) -> Iterator[Row]:
    """The rows of an Excel workbook or a delimited text, whichever the bytes are."""
    if data[:4] in (ZIP_START, OLE_START):
        return sheet(data, name, needed, report)
    return delimited(data, name, needed, report)
