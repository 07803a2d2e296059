"""Rows grouped by person: what each holds, which wanted skills that shows, and what needs a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from microcred.platform.verifier.desk.results import NAMED
from microcred.skills.search.words import folded
from microcred.vc.report import PART
from microcred.vc.verdicts import Verdict

MOST_NAME = 300
"""Characters that are kept of a file's name or an address."""
FOUND, DOUBTFUL, MISSING = "found", "doubtful", "missing"
_LOOK = frozenset({Verdict.NOT_GENUINE.value, Verdict.WITHDRAWN.value, Verdict.UNCHECKED.value})
_WORTHLESS = frozenset({Verdict.NOT_GENUINE.value, Verdict.WITHDRAWN.value})


@dataclass(frozen=True)
class Row:
    """One thing that was given. `result` is None while it waits; `state` is waiting, checked or consent."""

    number: int
    name: str
    state: str
    person: int | None
    result: Mapping[str, Any] | None

    @property
    def notes(self) -> tuple[str, ...]:
        """English sentences that are to be read beside the verdict."""
        return (PART,) if self.result is not None and self.result.get("part") else ()

    @property
    def is_link(self) -> bool:
        """Whether it was given as an address that is kept whole, so that it can be given again alone."""
        return self.name.startswith(("https://", "http://")) and len(self.name) < MOST_NAME

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should read more than the verdict."""
        if self.result is None:
            return False
        return self.result["verdict"] in _LOOK or self.result["person"] == "other"


@dataclass(frozen=True)
class Person:
    """One person with their rows. `number` is stable in a run, so that names can be hidden."""

    number: int
    name: str
    email: str
    rows: tuple[Row, ...]
    skills: Mapping[str, str]

    @property
    def needs_a_look(self) -> bool:
        """Whether any row does."""
        return any(row.needs_a_look for row in self.rows)

    @property
    def holds(self) -> int:
        """How many credentials hold."""
        return sum(1 for row in self.rows if row.result and row.result["verdict"] == Verdict.HOLDS.value)

    @property
    def verdicts(self) -> set[str]:
        """The verdicts on what was checked."""
        return {row.result["verdict"] for row in self.rows if row.result and row.state == "checked"}

    def having(self, state: str) -> list[str]:
        """The wanted skills that are found, doubtful or missing."""
        return [skill for skill, found in self.skills.items() if found == state]

    @property
    def found(self) -> list[str]:
        """Wanted skills that are shown by a credential that holds."""
        return self.having(FOUND)

    @property
    def doubtful(self) -> list[str]:
        """Wanted skills that are only hinted at, or shown by what does not hold without doubt."""
        return self.having(DOUBTFUL)

    @property
    def missing(self) -> list[str]:
        """Wanted skills of which nothing speaks."""
        return self.having(MISSING)


def group(rows: Sequence[Row], applicants: Sequence[tuple[str, str]], wanted: Sequence[str]) -> list[Person]:
    """Applicants of the sheet first, in its order, each with their rows, even with none.

    Other rows are grouped by the recipient's name, or by their identifier where no name is stated; what names
    nobody stands alone.
    """
    groups: dict[object, list[Row]] = {("sheet", place): [] for place in range(len(applicants))}
    for row in rows:
        groups.setdefault(_key(row), []).append(row)
    people = []
    for number, (key, own) in enumerate(groups.items(), 1):
        listed = isinstance(key, tuple) and key[0] == "sheet"
        name, email = applicants[key[1]] if listed else (_name(own), "")  # type: ignore[index]
        people.append(Person(number, name, email, tuple(own), _skills(own, wanted)))
    return people


def _key(row: Row) -> object:
    if row.person is not None:
        return ("sheet", row.person)
    result = row.result
    if result is None or not result["sure"] or not result["recipient"]:
        return ("alone", row.number)
    return ("name", folded(result["recipient"]))


def _name(rows: Sequence[Row]) -> str:
    return next((row.result["recipient"] for row in rows if row.result and row.result["sure"]), "")


def _skills(rows: Sequence[Row], wanted: Sequence[str]) -> dict[str, str]:
    found = dict.fromkeys(wanted, MISSING)
    for row in rows:
        result = row.result
        if result is None or result["verdict"] in _WORTHLESS or result["person"] == "other":
            continue
        for skill, how in result["skills"].items():
            if how == NAMED and result["verdict"] == Verdict.HOLDS.value:
                found[skill] = FOUND
            elif found.get(skill) == MISSING:
                found[skill] = DOUBTFUL
    return found
