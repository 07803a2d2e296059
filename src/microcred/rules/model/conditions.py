"""What a credential must be for a requirement to count it. Every condition that is stated must hold."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from microcred.rules.model.values import Day, Field, Frozen, Level, Months, Name, fault


class SkillAtLevel(Frozen):
    """A skill that the credential must state, at a level where one is given."""

    skill: Name
    """The address of the skill."""
    level: Level | None = None
    """The lowest level that will do; a credential that states no level does not reach one."""


class MinimumGrade(Frozen):
    """The lowest grade that counts, on one of the rule's scales."""

    scale: Name
    """The name of the scale, as the rule defines it."""
    grade: Name
    """The lowest grade that will do, as it is written on that scale."""


class Conditions(Frozen):
    """What a credential must be. Lists mean: any of these, except `skills`, of which all must be stated."""

    micro_credentials: tuple[Name, ...] = ()
    """It is one of these micro-credentials, or counts as one by an equivalence."""
    skills: tuple[SkillAtLevel, ...] = ()
    """It states all of these skills."""
    issuers: tuple[Name, ...] = ()
    """It was issued or certified by one of these institutions."""
    accredited_for: tuple[Name, ...] = ()
    """Its issuer or certifier is accredited for one of these scopes."""
    fields: tuple[Field, ...] = ()
    """Its field of education is one of these or narrower."""
    level_at_least: Level | None = None
    """It is at this level or higher."""
    level_at_most: Level | None = None
    """It is at this level or lower."""
    minimum_grades: tuple[MinimumGrade, ...] = ()
    """Its grade is on one of these scales and reaches the minimum there."""
    not_older_than_months: Months | None = None
    """It was awarded no longer ago than this."""
    awarded_from: Day | None = None
    """It was awarded on this day or later."""
    awarded_until: Day | None = None
    """It was awarded on this day or earlier."""
    home: bool = False
    """It comes from the home institution."""
    papers: bool = False
    """Papers that a person has seen and no machine has checked count too."""

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        for what in (self.micro_credentials, self.issuers, self.accredited_for, self.fields):
            if len(set(what)) != len(what):
                raise fault("named-twice", ", ".join(what))
        for names in ([each.skill for each in self.skills], [each.scale for each in self.minimum_grades]):
            if len(set(names)) != len(names):
                raise fault("named-twice", ", ".join(names))
        return self


ANYTHING = Conditions()
