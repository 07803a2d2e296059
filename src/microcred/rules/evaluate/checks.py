"""Conditions made ready for one day: which of them a credential does not fulfil, the first one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from microcred.rules.evaluate.facets import Facets
from microcred.rules.facts import Fault, HeldCredential
from microcred.rules.model.conditions import Conditions, MinimumGrade
from microcred.rules.model.rule import Equivalence, Rule

Grades = Mapping[str, Mapping[str, int]]


@dataclass(slots=True)
class Seen:
    """A credential as a rule sees it: with its equivalences, and its credit in the rule's unit.

    `credits` is None where none can be counted; `credit_fault` says why.
    """

    held: HeldCredential
    achievements: frozenset[str]
    by: frozenset[str]
    credits: Fraction | None
    credit_fault: Fault | None
    level: int | None
    skills: Mapping[str, int | None]


def grades_of(rule: Rule) -> Grades:
    """The position of each grade on each scale."""
    return {scale.name: {grade: n for n, grade in enumerate(scale.grades)} for scale in rule.scales}


def months_before(day: date, months: int) -> date:
    """The day so many calendar months earlier; the last of the month where there is no such day."""
    number = day.year * 12 + day.month - 1 - months
    if number < 12:
        return date.min
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Viewer:
    """Sees credentials as a rule does."""

    def __init__(self, rule: Rule, grades: Grades) -> None:
        self._unit = rule.unit
        self._factors = {each.system: each.factor for each in rule.conversions}
        self._grades = grades
        self._equivalences: dict[str, list[Equivalence]] = {}
        for each in rule.equivalences:
            self._equivalences.setdefault(each.held, []).append(each)

    def see(self, held: HeldCredential) -> Seen:
        """The credential with what it counts as. The first equivalence that states credit gives it."""
        by = frozenset((held.issuer, held.certifier)) if held.certifier else frozenset((held.issuer,))
        names, amount, level = {held.achievement}, None, None
        for each in self._equivalences.get(held.achievement, ()):
            if self._applies(each, held, by):
                names.add(each.counts_as)
                amount = amount or each.credits
                level = level or each.level
        fault = None
        if amount is None:
            amount, fault = self._credits(held)
        return Seen(held, frozenset(names), by, amount, fault, level or held.level, _highest(held.skills))

    def _credits(self, held: HeldCredential) -> tuple[Fraction | None, Fault | None]:
        if not held.credits:
            return None, Fault.NO_CREDITS
        if held.system == self._unit:
            return held.credits, None
        factor = self._factors.get(held.system)
        return (None, Fault.NO_CONVERSION) if factor is None else (held.credits * factor, None)

    def _applies(self, each: Equivalence, held: HeldCredential, by: frozenset[str]) -> bool:
        return (
            (not each.issuers or not by.isdisjoint(each.issuers))
            and (each.awarded_from is None or held.awarded >= each.awarded_from)
            and (each.awarded_until is None or held.awarded <= each.awarded_until)
            and grade_fault(held, each.minimum_grades, self._grades) is None
        )


def _highest(skills: Sequence[tuple[str, int | None]]) -> Mapping[str, int | None]:
    found: dict[str, int | None] = {}
    for skill, level in skills:
        before = found.get(skill)
        found[skill] = level if before is None else max(before, level or 0)
    return found


def grade_fault(held: HeldCredential, minimums: Sequence[MinimumGrade], grades: Grades) -> Fault | None:
    """Why a grade does not reach the minimum; None where it does or none is stated."""
    if not minimums:
        return None
    if not held.grade:
        return Fault.NO_GRADE
    for minimum in minimums:
        if minimum.scale == held.scale:
            scale = grades[minimum.scale]
            low = scale.get(held.grade, -1) < scale[minimum.grade]
            return Fault.GRADE_TOO_LOW if low else None
    return Fault.OTHER_SCALE


class Check:
    """Conditions for one day. Papers are not its affair: whether they count is said by a whole chain.

    `fault` tells of one credential why it does not fulfil them, `bits` of all at once which do.
    """

    __slots__ = (
        "_first_day",
        "_grades",
        "_tests",
        "_wanted",
        "from_day",
        "highest",
        "lowest",
        "until_day",
        "where",
    )

    def __init__(self, where: Conditions, at: date, grades: Grades) -> None:
        self.where = where
        self._grades = grades
        self._wanted = tuple((wanted.skill, wanted.level) for wanted in where.skills)
        self.lowest = where.level_at_least
        self.highest = where.level_at_most
        self.from_day = where.awarded_from
        self.until_day = where.awarded_until
        self._first_day = where.awarded_from or date.min
        tests: list[Callable[[Seen], Fault | None]] = []
        if where.micro_credentials:
            names = frozenset(where.micro_credentials)
            tests.append(lambda s: Fault.OTHER_CREDENTIAL if names.isdisjoint(s.achievements) else None)
        if where.issuers:
            issuers = frozenset(where.issuers)
            tests.append(lambda s: Fault.ISSUER if issuers.isdisjoint(s.by) else None)
        if where.accredited_for:
            scopes = frozenset(where.accredited_for)
            tests.append(lambda s: Fault.NOT_ACCREDITED if scopes.isdisjoint(s.held.scopes) else None)
        if where.skills:
            tests.append(self._skills)
        if where.fields:
            tests.append(lambda s: None if s.held.field.startswith(where.fields) else Fault.FIELD)
        if where.level_at_least is not None or where.level_at_most is not None:
            tests.append(self._level)
        if where.minimum_grades:
            tests.append(lambda s: grade_fault(s.held, where.minimum_grades, grades))
        if where.not_older_than_months is not None:
            first = months_before(at, where.not_older_than_months)
            self._first_day = max(self._first_day, first)
            tests.append(lambda s: Fault.TOO_OLD if s.held.awarded < first else None)
        if where.awarded_from is not None:
            begins = where.awarded_from
            tests.append(lambda s: Fault.TOO_EARLY if s.held.awarded < begins else None)
        if where.awarded_until is not None:
            ends = where.awarded_until
            tests.append(lambda s: Fault.TOO_LATE if s.held.awarded > ends else None)
        if where.home:
            tests.append(lambda s: None if s.held.home else Fault.NOT_HOME)
        self._tests = tuple(tests)

    @property
    def anything(self) -> bool:
        """Whether every credential fulfils it."""
        return not self._tests

    def fault(self, seen: Seen) -> Fault | None:
        """The first condition that the credential does not fulfil."""
        for test in self._tests:
            found = test(seen)
            if found is not None:
                return found
        return None

    def bits(self, facets: Facets) -> int:
        """The credentials that fulfil all of it."""
        where, found = self.where, facets.all
        if where.micro_credentials:
            found &= facets.achievements(where.micro_credentials)
        if where.issuers:
            found &= facets.by(where.issuers)
        if where.accredited_for:
            found &= facets.scopes(where.accredited_for)
        for skill, level in self._wanted:
            found &= facets.skill(skill, level or 0)
        if where.fields:
            found &= facets.fields(where.fields)
        if self.lowest is not None or self.highest is not None:
            found &= facets.levels(self.lowest or 1, self.highest or 8)
        if self._first_day > date.min or self.until_day is not None:
            found &= facets.awarded(self._first_day, self.until_day or date.max)
        if where.home:
            found &= facets.home
        if where.minimum_grades and found:
            minimums, grades = where.minimum_grades, self._grades
            found &= facets.those(lambda each: grade_fault(each.held, minimums, grades) is None)
        return found

    def _skills(self, seen: Seen) -> Fault | None:
        for skill, level in self._wanted:
            if skill not in seen.skills:
                return Fault.SKILL_MISSING
            if level is not None and (seen.skills[skill] or 0) < level:
                return Fault.SKILL_TOO_LOW
        return None

    def _level(self, seen: Seen) -> Fault | None:
        if seen.level is None:
            return Fault.NO_LEVEL
        if self.lowest is not None and seen.level < self.lowest:
            return Fault.LEVEL_TOO_LOW
        if self.highest is not None and seen.level > self.highest:
            return Fault.LEVEL_TOO_HIGH
        return None


def contradictory(checks: Sequence[Check]) -> bool:
    """Whether no credential at all could fulfil all of these together."""
    lowest = max((c.lowest for c in checks if c.lowest), default=1)
    highest = min((c.highest for c in checks if c.highest), default=8)
    begins = max((c.from_day for c in checks if c.from_day), default=date.min)
    ends = min((c.until_day for c in checks if c.until_day), default=date.max)
    if lowest > highest or begins > ends:
        return True
    fields = [c.where.fields for c in checks if c.where.fields]
    return any(
        not any(a.startswith(b) or b.startswith(a) for a in one for b in other)
        for n, one in enumerate(fields)
        for other in fields[:n]
    )


def over(checks: Sequence[Check], at: date) -> bool:
    """Whether the last day that counts is past, so that nothing awarded from now on fulfils them."""
    return any(c.until_day is not None and c.until_day < at for c in checks)
