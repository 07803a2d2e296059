"""The dry run: every row of a sheet with what is to become of it, before anything is signed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from microcred.platform.awards.models import Award, Batch, RowState
from microcred.platform.awards.people import person_hash
from microcred.platform.awards.sheets import Mapping as Columns
from microcred.platform.awards.sheets import (
    PassRule,
    Problem,
    RawSheet,
    Reading,
    SheetRow,
    Slip,
    find_slips,
    mark_twice,
    read_row,
    read_rows,
)
from microcred.platform.awards.sheets.errors import RowError
from microcred.platform.web.typesetting.glyphs import ALWAYS, missing_glyphs

_MANY = 500


class NameUnprintable(RowError):
    """A name with a letter that no font here can set: the certificate would show boxes."""

    code = "row.glyphs"
    sentence = "The certificate cannot show a letter of this name: no font for it is installed."
    remedy = "Ask the operator to install the fonts of the package named."


@dataclass(frozen=True)
class CheckedRow:
    """A row with its state, its person's hash, and problems and slips as they are stored."""

    row: SheetRow
    state: str
    person: str
    problems: list[dict[str, Any]]
    slips: list[dict[str, Any]]


@dataclass
class Checked:
    """By what the rows of a batch are checked."""

    institution_id: int
    achievement_id: int
    columns: Columns
    reading: Reading
    _held: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, batch: Batch, columns: Columns, rule: PassRule, today: date) -> Checked:
        """For the rows of a batch as its columns and rule stand."""
        headers: dict[str, str] = {one.field: one.header for one in columns.columns if one.field}
        reading = Reading(rule, today, columns.dates, headers)
        return cls(batch.institution_id, batch.version.achievement_id, columns, reading)

    def person(self, values: Mapping[str, str], number: int) -> str:
        """The hash of the person whom these cells name."""
        return person_hash(self.institution_id, read_row(number, values, self.reading))

    def again(self, rows: Mapping[int, Mapping[str, str]]) -> list[CheckedRow]:
        """Rows from their cells, checked together."""
        read = [read_row(number, values, self.reading) for number, values in rows.items()]
        return list(self.judge(mark_twice(read, self.reading)))

    def judge(self, rows: list[SheetRow]) -> Iterator[CheckedRow]:
        """What is to become of each row. Asks once for all people who hold it already."""
        people = [person_hash(self.institution_id, row) for row in rows]
        held = self._already(people)
        slips: dict[int, list[dict[str, Any]]] = {}
        for slip in find_slips(rows):
            slips.setdefault(slip.row, []).append(asdict(slip))
        for row, person in zip(rows, people, strict=True):
            problems = list(row.problems)
            if row.verdict == "passed":
                problems += unprintable(row, self.reading)
            state = _state(row, problems, person in held)
            asked = slips.get(row.number, []) if state == RowState.READY else []
            yield CheckedRow(row, state, person, [asdict(one) for one in problems], asked)

    def _already(self, people: list[str]) -> set[str]:
        found: set[str] = set()
        holders = Award.objects.filter(achievement_id=self.achievement_id, live=True)
        for start in range(0, len(people), _MANY):
            chunk = people[start : start + _MANY]
            found.update(holders.filter(person__in=chunk).values_list("person", flat=True))
        return found


def check_rows(checked: Checked, sheet: RawSheet) -> Iterable[CheckedRow]:
    """All rows of a sheet, checked. Raises `SheetHeaders` if the columns name nobody."""
    rows = read_rows(sheet, checked.columns, checked.reading.rule, checked.reading.today)
    return checked.judge(rows)


def stored_row(batch_id: int, one: CheckedRow) -> tuple[Any, ...]:
    """A checked row as the table takes it."""
    return (
        batch_id,
        one.row.number,
        one.state,
        one.person,
        json.dumps(one.row.values, ensure_ascii=False),
        json.dumps(one.problems, ensure_ascii=False) if one.problems else "[]",
        json.dumps(one.slips, ensure_ascii=False) if one.slips else "[]",
    )


def unprintable(row: SheetRow, reading: Reading | None = None) -> list[Problem]:
    """The problem of a name that cannot be printed, if there is one; names in Latin letters cost nothing."""
    if row.name.isascii() or ALWAYS.issuperset(row.name):
        return []
    missing = missing_glyphs(row.name)
    if missing is None:
        return []
    column = reading.header("name") if reading else "name"
    return [Problem.of(NameUnprintable, row.number, column, str(missing))]


def as_problem(value: Mapping[str, Any]) -> Problem:
    """A stored problem."""
    return Problem(**value)


def as_slip(value: Mapping[str, Any]) -> Slip:
    """A stored slip."""
    return Slip(**value)


def _state(row: SheetRow, problems: list[Problem], held: bool) -> str:
    if problems:
        return RowState.NEEDS_YOU
    if row.verdict != "passed":
        return RowState.NOT_PASSED
    return RowState.ALREADY if held else RowState.READY
