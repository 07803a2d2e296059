"""An equivalence table, as rows by header, read as equivalences, with a report of what was skipped and why.

Reading CSV or XLSX into rows is the caller's. Columns are found by their names in any case and order:

| column | also called | meaning |
|---|---|---|
| held | external, source, from | the micro-credential that is held |
| counts as | internal, target, to | what it counts as |
| issuer | institution, provider | only from these, separated by ";" |
| credits | ects | how many credits it then has: 7.5 or 7,5 |
| level | eqf | at which level, 1 to 8 |
| scale | grading scale | the scale of the minimum grade |
| minimum grade | grade | the lowest grade that counts |
| from, until | valid from, valid until | the days of award that count, like 2026-01-31 |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import ValidationError

from microcred.rules.model.rule import Equivalence, GradeScale

NAMES: Mapping[str, tuple[str, ...]] = {
    "held": ("held", "external", "source", "from achievement", "from micro-credential"),
    "counts as": ("counts as", "internal", "target", "to", "equivalent"),
    "issuer": ("issuer", "issuers", "institution", "provider"),
    "credits": ("credits", "ects", "ects credits"),
    "level": ("level", "eqf", "eqf level"),
    "scale": ("scale", "grading scale"),
    "minimum grade": ("minimum grade", "grade", "min grade"),
    "from": ("from", "valid from", "awarded from"),
    "until": ("until", "valid until", "awarded until"),
}
NEEDED = ("held", "counts as")
_NUMBER = re.compile(r"([0-9]{1,5})(?:[.,]([0-9]{1,4}))?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class RowFault(Enum):
    """Why a row was skipped, or what is odd about one that was read: a stable code and a sentence."""

    MISSING_COLUMN = ("missing-column", "A column that is needed is not there.")
    UNKNOWN_COLUMN = ("unknown-column", "This column is not known and was not read.")
    EMPTY = ("empty", "The row is empty.")
    MISSING_VALUE = ("missing-value", "A value that is needed is empty.")
    BAD_NUMBER = ("bad-number", "A number cannot be read.")
    NEGATIVE = ("negative", "A number is negative.")
    BAD_LEVEL = ("bad-level", "A level is not a whole number from 1 to 8.")
    BAD_DAY = ("bad-day", "A day is not written like 2026-01-31.")
    DAYS_REVERSED = ("days-reversed", "The last day is before the first.")
    UNKNOWN_GRADE = ("unknown-grade", "The grade is on no scale of the rule.")
    ITSELF = ("itself", "It counts as itself, so that nothing is said.")
    TWICE = ("twice", "The same is said in a row above.")
    BAD_NAME = ("bad-name", "A name has line breaks or is too long.")

    @property
    def code(self) -> str:
        """The stable code."""
        return self.value[0]

    @property
    def sentence(self) -> str:
        """The English sentence, for `gettext`."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class RowNote:
    """One remark. `row` counts from 1 for the first row after the header; 0 is the table as a whole."""

    row: int
    fault: RowFault
    skipped: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The equivalences of a table in its order, how many rows it has, and the report."""

    equivalences: tuple[Equivalence, ...]
    rows: int
    notes: tuple[RowNote, ...]


class _Skip(Exception):
    def __init__(self, fault: RowFault, detail: str = "") -> None:
        super().__init__(detail)
        self.fault, self.detail = fault, detail


def read_equivalences(rows: Iterable[Mapping[str, Any]], scales: Sequence[GradeScale] = ()) -> ReadTable:
    """Equivalences from rows by header. Cells may be texts, numbers or days, as a sheet gives them.

    A row with a fault is skipped and told; nothing is guessed. Without a needed column nothing is read.
    """
    listed = list(rows)
    columns, notes = _columns(listed)
    if any(note.fault is RowFault.MISSING_COLUMN for note in notes):
        return ReadTable((), len(listed), tuple(notes))
    found: dict[Equivalence, int] = {}
    for number, row in enumerate(listed, 1):
        cells = {name: row.get(column) for name, column in columns.items()}
        try:
            each = _equivalence(cells, scales)
            if each in found:
                raise _Skip(RowFault.TWICE, f"row {found[each]}")
            found[each] = number
        except _Skip as skip:
            notes.append(RowNote(number, skip.fault, True, skip.detail[:200]))
    return ReadTable(tuple(found), len(listed), tuple(notes))


def _columns(rows: Sequence[Mapping[str, Any]]) -> tuple[dict[str, str], list[RowNote]]:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    plain = {header: " ".join(str(header).replace("_", " ").lower().split()) for header in headers}
    found: dict[str, str] = {}
    notes = []
    for header in headers:
        name = next((name for name, called in NAMES.items() if plain[header] in called), None)
        if name is None or name in found:
            notes.append(RowNote(0, RowFault.UNKNOWN_COLUMN, True, str(header)))
        else:
            found[name] = header
    notes += [RowNote(0, RowFault.MISSING_COLUMN, True, name) for name in NEEDED if name not in found]
    return found, notes


def _equivalence(cells: Mapping[str, Any], scales: Sequence[GradeScale]) -> Equivalence:
    texts = {name: _text(cell) for name, cell in cells.items()}
    if not any(texts.values()):
        raise _Skip(RowFault.EMPTY)
    for name in NEEDED:
        if not texts[name]:
            raise _Skip(RowFault.MISSING_VALUE, name)
    if texts["held"] == texts["counts as"]:
        raise _Skip(RowFault.ITSELF, texts["held"])
    begins, ends = _day(texts.get("from", "")), _day(texts.get("until", ""))
    if begins and ends and begins > ends:
        raise _Skip(RowFault.DAYS_REVERSED, f"{begins} to {ends}")
    stated: dict[str, Any] = {
        "held": texts["held"],
        "countsAs": texts["counts as"],
        "issuers": tuple(dict.fromkeys(filter(None, map(str.strip, texts.get("issuer", "").split(";"))))),
        "credits": _amount(texts.get("credits", "")),
        "level": _level(texts.get("level", "")),
        "minimumGrades": _grade(texts, scales),
        "awardedFrom": begins,
        "awardedUntil": ends,
    }
    try:
        return Equivalence.model_validate({key: value for key, value in stated.items() if value})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        out = first["type"] == "number-out-of-range"
        raise _Skip(RowFault.BAD_NUMBER if out else RowFault.BAD_NAME, str(first["loc"][0])) from None


def _text(cell: Any) -> str:
    """A cell as text; a number of a sheet in its shortest decimal form, a day as 2026-01-31."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    return str(cell).strip()


def _amount(text: str) -> int | str | None:
    if not text:
        return None
    if text.startswith(("-", "\u2212")):
        raise _Skip(RowFault.NEGATIVE, text)
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise _Skip(RowFault.BAD_NUMBER, text)
    whole, rest = str(int(match[1])), (match[2] or "").rstrip("0")
    if not rest and whole == "0":
        raise _Skip(RowFault.BAD_NUMBER, text)
    return f"{whole}.{rest}" if rest else int(whole)


def _level(text: str) -> int | None:
    if not text:
        return None
    if text not in set("12345678"):
        raise _Skip(RowFault.BAD_LEVEL, text)
    return int(text)


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise _Skip(RowFault.BAD_DAY, text) from None
    return text


def _grade(texts: Mapping[str, str], scales: Sequence[GradeScale]) -> tuple[dict[str, str], ...]:
    grade, name = texts.get("minimum grade", ""), texts.get("scale", "")
    if not grade:
        return ()
    for scale in scales:
        if grade in scale.grades and name in ("", scale.name):
            return ({"scale": scale.name, "grade": grade},)
    raise _Skip(RowFault.UNKNOWN_GRADE, f"{grade} {name}".strip())
