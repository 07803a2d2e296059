"""From marks to a result: points, what is short, passed or not. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microcred.platform.assessment.errors import MarksInvalid
from microcred.platform.assessment.rubric.method import Criterion, Level, Method

Marks = Mapping[str, str]
"""The key of the chosen level, by the key of the criterion."""


@dataclass(frozen=True)
class Reached:
    """A criterion with the level that was reached; `short` where a higher one must be."""

    criterion: Criterion
    level: Level
    short: bool


@dataclass(frozen=True)
class Result:
    """What marks come to."""

    reached: tuple[Reached, ...]
    points: int
    most: int
    needed: int
    passed: bool

    @property
    def short(self) -> tuple[str, ...]:
        """The names of the criteria in which too low a level was reached."""
        return tuple(one.criterion.name for one in self.reached if one.short)


def checked(method: Method, marks: Marks) -> dict[str, str]:
    """One level for each criterion and nothing else; raises `MarksInvalid` naming the criterion."""
    for criterion in method.criteria:
        if criterion.place(str(marks.get(criterion.key, ""))) is None:
            raise MarksInvalid(criterion.name)
    known = {one.key for one in method.criteria}
    for key in marks:
        if key not in known:
            raise MarksInvalid(str(key)[:40])
    return {one.key: str(marks[one.key]) for one in method.criteria}


def result(method: Method, marks: Marks) -> Result:
    """Points and verdict by the method's rule: enough points in all, and each level that must be reached."""
    given = checked(method, marks)
    reached = tuple(_reached(criterion, given[criterion.key]) for criterion in method.criteria)
    points = sum(one.level.points for one in reached)
    passed = points >= method.pass_points and not any(one.short for one in reached)
    return Result(reached, points, method.most, method.pass_points, passed)


def _reached(criterion: Criterion, key: str) -> Reached:
    place = criterion.place(key) or 0
    needed = criterion.place(criterion.at_least) if criterion.at_least else None
    return Reached(criterion, criterion.levels[place], needed is not None and place < needed)


def agreed(method: Method, all_marks: Sequence[Marks]) -> dict[str, str]:
    """One set of marks from those of several assessors who do not differ too much.

    For each criterion the middle level; between two, the lower one. The order of the assessors does not
    matter. Raises `MarksInvalid` for nobody's marks.
    """
    if not all_marks:
        raise MarksInvalid("")
    given = [checked(method, marks) for marks in all_marks]
    found = {}
    for criterion in method.criteria:
        places = sorted(criterion.place(marks[criterion.key]) or 0 for marks in given)
        found[criterion.key] = criterion.levels[places[(len(places) - 1) // 2]].key
    return found
