"""Marks from a sheet: a row for each person, a column for each criterion. Pure but for the sheets' reader."""

from __future__ import annotations

from dataclasses import dataclass

from microcred.platform.assessment.errors import ResultsRefused
from microcred.platform.assessment.rubric.method import Criterion, Method
from microcred.platform.awards.sheets import SheetError, read_sheet

NAMES = ("name", "full name", "learner", "student")
MAILS = ("email", "e-mail", "mail", "e-mail address", "email address")


@dataclass(frozen=True)
class Line:
    """One person with the marks of their row."""

    number: int
    name: str
    email: str
    marks: dict[str, str]


def read_results(method: Method, data: bytes) -> list[Line]:
    """All rows of a sheet; raises `ResultsRefused` naming the row or the column that is missing."""
    try:
        sheet = read_sheet(data)
    except SheetError as error:
        raise ResultsRefused(str(error)) from None
    places = {header.strip().casefold(): at for at, header in enumerate(sheet.headers)}
    name, email = _column(places, NAMES), _column(places, MAILS)
    columns = [(one, _column(places, (one.name.casefold(), one.key))) for one in method.criteria]
    found = []
    seen: set[str] = set()
    for row in sheet.rows:
        address = row.cells[email].strip().lower()
        if "@" not in address or address in seen:
            raise ResultsRefused(f"{row.number}: {address[:60] or 'email'}")
        seen.add(address)
        marks = {one.key: _level(one, row.cells[at], row.number) for one, at in columns}
        found.append(Line(row.number, row.cells[name].strip()[:200], address, marks))
    if not found:
        raise ResultsRefused("0")
    return found


def _column(places: dict[str, int], names: tuple[str, ...]) -> int:
    at = next((places[name] for name in names if name in places), None)
    if at is None:
        raise ResultsRefused(names[0])
    return at


def _level(criterion: Criterion, cell: str, row: int) -> str:
    """The level that a cell names: by its name, its key or its points."""
    text = cell.strip().casefold()
    for level in criterion.levels:
        if text in (level.name.casefold(), level.key, str(level.points)):
            return level.key
    raise ResultsRefused(f"{row}: {criterion.name}: {cell[:40]}")
