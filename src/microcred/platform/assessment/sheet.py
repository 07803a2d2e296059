"""Marks from a sheet or a program: a row for each person, a level for each criterion, each row checked.

Pure but for the sheets' reader. What is wrong with a row stays in it, so that all can be told at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from microcred.platform.assessment.errors import LevelUnknown, ResultsRefused
from microcred.platform.assessment.rubric.method import Criterion, Method
from microcred.platform.assessment.rubric.results import Result, result
from microcred.platform.awards.sheets import EVERYBODY, Problem, Reading, SheetError, read_row, read_sheet
from microcred.platform.awards.sheets.errors import EmailInvalid, RowTwice

NAMES = ("name", "full name", "learner", "student")
MAILS = ("email", "e-mail", "mail", "e-mail address", "email address")
MOST = 2_000
"""People in one cohort."""


@dataclass(frozen=True)
class Line:
    """One person with the marks of their row, what they come to, and what is wrong with the row."""

    number: int
    name: str
    email: str
    marks: dict[str, str]
    result: Result | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Given:
    """A row as it came: the level that is named for a criterion, by the criterion's key."""

    number: int
    name: str
    email: str
    levels: Mapping[str, str]


def rows_of_sheet(method: Method, data: bytes) -> list[Given]:
    """The rows of a sheet; raises `ResultsRefused` for one without rows, or naming the column it lacks."""
    try:
        sheet = read_sheet(data)
    except SheetError as error:
        raise ResultsRefused(str(error)) from None
    places = {header.strip().casefold(): at for at, header in enumerate(sheet.headers)}
    name, email = _column(places, NAMES), _column(places, MAILS)
    columns = {one.key: _column(places, (one.name.casefold(), one.key)) for one in method.criteria}
    return [
        Given(
            row.number, row.cells[name], row.cells[email], {key: row.cells[at] for key, at in columns.items()}
        )
        for row in sheet.rows
    ]


def read_rows(method: Method, rows: Sequence[Given], today: date) -> list[Line]:
    """Each row checked; raises `ResultsRefused` for none and for too many."""
    if not 0 < len(rows) <= MOST:
        raise ResultsRefused(f"{len(rows):,} / {MOST:,}")
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        line = _read(method, row, today)
        if line.email in seen:
            twice = Problem.of(RowTwice, row.number, "email", f"{line.email}: {seen[line.email]}")
            line = replace(line, problems=(*line.problems, twice))
        elif line.email:
            seen[line.email] = row.number
        found.append(line)
    return found


def _read(method: Method, row: Given, today: date) -> Line:
    known = {"name": row.name.strip(), "email": row.email.strip()}
    person = read_row(
        row.number, {name: cell for name, cell in known.items() if cell}, Reading(EVERYBODY, today)
    )
    problems = list(person.problems)
    if not person.email and all(one.column != "email" for one in problems):
        problems.append(Problem.of(EmailInvalid, row.number, "email", row.email[:60]))
    marks: dict[str, str] = {}
    for criterion in method.criteria:
        level = _level(criterion, row.levels.get(criterion.key, ""))
        if level is None:
            cell = row.levels.get(criterion.key, "")[:40]
            problems.append(Problem.of(LevelUnknown, row.number, criterion.name, cell))
        else:
            marks[criterion.key] = level
    known_keys = {one.key for one in method.criteria}
    problems += [
        Problem.of(LevelUnknown, row.number, key[:40], level)
        for key, level in row.levels.items()
        if key not in known_keys
    ]
    whole = len(marks) == len(method.criteria)
    return Line(
        row.number,
        person.name,
        person.email.lower(),
        marks,
        result(method, marks) if whole else None,
        tuple(problems),
    )


def _column(places: dict[str, int], names: tuple[str, ...]) -> int:
    at = next((places[name] for name in names if name in places), None)
    if at is None:
        raise ResultsRefused(names[0])
    return at


def _level(criterion: Criterion, cell: str) -> str | None:
    """The level that a cell names: by its name, its key or its points."""
    text = cell.strip().casefold()
    for level in criterion.levels:
        if text in (level.name.casefold(), level.key, str(level.points)):
            return level.key
    return None
