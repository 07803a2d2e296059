"""A rule: one version of a requirement, with what is needed to count: units, conversions, equivalences."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm
from typing import Annotated, Self

import pydantic
from pydantic import model_validator

from microcred.rules.model.conditions import ANYTHING, Conditions, MinimumGrade
from microcred.rules.model.requirements import (
    By,
    GivenCredential,
    Group,
    NotHeld,
    Requirement,
    SomeCredentials,
    SomeCredits,
    parts_of,
)
from microcred.rules.model.values import Amount, Day, Frozen, Level, Name, Version, fault

MOST_REQUIREMENTS = 2_000
FINEST = 1_000_000


class Conversion(Frozen):
    """Credit of another system: so much of it equals so much of the rule's unit."""

    system: Name
    """The other system, such as "hours"."""
    amount: Amount
    """How much of it."""
    equals: Amount
    """How much that is in the rule's unit."""

    @property
    def factor(self) -> Fraction:
        """What one of the other system is worth."""
        return self.equals / self.amount


class GradeScale(Frozen):
    """A grading scale: all its passing grades, from the lowest to the highest."""

    name: Name
    """The name by which credentials and minimum grades refer to it."""
    grades: Annotated[tuple[Name, ...], pydantic.Field(min_length=1, max_length=1000)]
    """The grades, lowest first."""

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        if len(set(self.grades)) != len(self.grades):
            raise fault("named-twice", f"a grade of {self.name}")
        return self


class Equivalence(Frozen):
    """A micro-credential counts as another, in this direction and one step only."""

    held: Name
    """What is held."""
    counts_as: Name
    """What it counts as."""
    issuers: tuple[Name, ...] = ()
    """Only if it was issued or certified by one of these."""
    credits: Amount | None = None
    """With so many credits in the rule's unit, whatever it states itself."""
    level: Level | None = None
    """At this level, whatever it states itself."""
    minimum_grades: tuple[MinimumGrade, ...] = ()
    """Only with such a grade."""
    awarded_from: Day | None = None
    """Only if awarded on this day or later."""
    awarded_until: Day | None = None
    """Only if awarded on this day or earlier."""

    @model_validator(mode="after")
    def _another(self) -> Self:
        if self.held == self.counts_as:
            raise fault("named-twice", f"{self.held} counts as itself")
        for names in (self.issuers, [each.scale for each in self.minimum_grades]):
            if len(set(names)) != len(names):
                raise fault("named-twice", ", ".join(names))
        return self


class NotTogether(Frozen):
    """Of these micro-credentials only one counts, whichever helps most."""

    micro_credentials: Annotated[tuple[Name, ...], pydantic.Field(min_length=2)]
    """The micro-credentials that exclude one another."""


class Rule(Frozen):
    """One version of the rules of a qualification, an entry or a recognition."""

    id: Name
    """The address of the rule, the same for all its versions."""
    version: Version
    """Its version; who started under one finishes under it."""
    title: Name
    """What it is for."""
    awards: Name | None = None
    """The qualification, itself a micro-credential, that completing it gives."""
    unit: Name = "ects"
    """The credit system in which it counts."""
    credential_weight: Amount = Fraction(1)
    """To compare what is missing: one missing credential weighs as much as so many credits."""
    conversions: tuple[Conversion, ...] = ()
    """What credit of other systems is worth; credit of a system that is not named counts nothing."""
    scales: tuple[GradeScale, ...] = ()
    """The grading scales on which it states minimum grades."""
    equivalences: tuple[Equivalence, ...] = ()
    """What counts as what."""
    not_together: tuple[NotTogether, ...] = ()
    """What excludes one another."""
    every: Conditions = ANYTHING
    """What every credential must be to be counted anywhere."""
    requirement: Requirement
    """What must be met."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for names in (
            [self.unit, *(each.system for each in self.conversions)],
            [each.name for each in self.scales],
        ):
            if len(set(names)) != len(names):
                raise fault("named-twice", ", ".join(names))
        finest = lcm(*(each.factor.denominator for each in self.conversions), 1)
        if finest > FINEST:
            raise fault("number-out-of-range", "the conversions together are finer than is counted")
        if sum(1 for _ in self.walk()) > MOST_REQUIREMENTS:
            raise fault("too-large", f"more than {MOST_REQUIREMENTS} requirements")
        known = {each.name: frozenset(each.grades) for each in self.scales}
        for minimum in self._minimum_grades():
            if minimum.grade not in known.get(minimum.scale, ()):
                raise fault("unknown-scale", f"{minimum.grade} on {minimum.scale}")
        return self

    def walk(self) -> Iterator[tuple[str, Requirement]]:
        """Every requirement with its path, a part after what it is part of: "1", "1.1", "1.1.2"."""
        waiting: list[tuple[str, Requirement]] = [("1", self.requirement)]
        while waiting:
            path, requirement = waiting.pop()
            yield path, requirement
            parts = parts_of(requirement)
            waiting += [(f"{path}.{n}", parts[n - 1]) for n in range(len(parts), 0, -1)]

    def conditions(self) -> Iterator[tuple[str, Conditions]]:
        """Every set of conditions with the path of the requirement that states it; "" is the rule itself."""
        yield "", self.every
        for path, requirement in self.walk():
            for stated in conditions_of(requirement):
                yield path, stated

    def _minimum_grades(self) -> Iterator[MinimumGrade]:
        for _, stated in self.conditions():
            yield from stated.minimum_grades
        for equivalence in self.equivalences:
            yield from equivalence.minimum_grades


def conditions_of(requirement: Requirement) -> Iterator[Conditions]:
    """Every set of conditions that a requirement itself states."""
    if isinstance(requirement, Group):
        yield requirement.every
        if requirement.others is not None:
            yield requirement.others
        yield from (each.where for each in requirement.minimums)
        yield from (each.where for each in requirement.shares_of)
        yield from (each.where for each in requirement.limits)
    elif isinstance(requirement, GivenCredential | SomeCredentials | SomeCredits | NotHeld):
        yield requirement.where


__all__ = ["By", "Conversion", "Equivalence", "GradeScale", "NotTogether", "Rule", "conditions_of"]
