"""The kinds of requirement. A credential is counted in one requirement only, unless that one `shares`."""

from __future__ import annotations

from typing import Annotated, Literal, Self

import pydantic
from pydantic import model_validator

from microcred.rules.model.conditions import ANYTHING, Conditions
from microcred.rules.model.values import Amount, Count, Day, Frozen, Name, Percent, fault


class Titled(Frozen):
    """What every requirement may have."""

    title: Name | None = None
    """The name under which people see it."""


class AllOf(Titled):
    """Every part must be met."""

    kind: Literal["all-of"]
    parts: Annotated[tuple[Requirement, ...], pydantic.Field(min_length=1)]
    """What must be met."""


class AnyOf(Titled):
    """One part must be met; the one that is nearest counts."""

    kind: Literal["any-of"]
    parts: Annotated[tuple[Requirement, ...], pydantic.Field(min_length=1)]
    """What may be met."""


class NOf(Titled):
    """A number of parts must be met; those that are nearest count."""

    kind: Literal["n-of"]
    n: Count
    """How many."""
    parts: Annotated[tuple[Requirement, ...], pydantic.Field(min_length=1)]
    """What may be met."""

    @model_validator(mode="after")
    def _enough(self) -> Self:
        if self.n > len(self.parts):
            raise fault("more-than-there-are", f"{self.n} of {len(self.parts)}")
        return self


class GivenCredential(Titled):
    """One given micro-credential, or what counts as it by an equivalence."""

    kind: Literal["micro-credential"]
    micro_credential: Name
    """Its address."""
    where: Conditions = ANYTHING
    """What it must be besides."""
    shares: bool = False
    """It may be counted elsewhere too."""


class SomeCredentials(Titled):
    """A number of credentials that fulfil the conditions."""

    kind: Literal["credentials"]
    at_least: Count
    """How many."""
    where: Conditions = ANYTHING
    """What each must be."""
    shares: bool = False
    """They may be counted elsewhere too."""


class SomeCredits(Titled):
    """Credits from credentials that fulfil the conditions."""

    kind: Literal["credits"]
    at_least: Amount
    """How many credits, in the unit of the rule."""
    where: Conditions = ANYTHING
    """What each credential must be."""
    shares: bool = False
    """The credits may be counted elsewhere too."""


class Minimum(Frozen):
    """Of the credits counted in a group, at least so many are of a kind."""

    at_least: Amount
    """How many credits."""
    where: Conditions
    """Of which kind."""


class Share(Frozen):
    """A percentage of the credits that a group requires is of a kind, such as from the home institution."""

    percent: Percent
    """How much of the required credits."""
    where: Conditions
    """Of which kind."""


class Limit(Frozen):
    """Credits of a kind count in a group up to a limit; what is above it is not counted."""

    at_most: Amount
    """How many credits."""
    where: Conditions
    """Of which kind."""


class Group(Titled):
    """Parts that must all be met, with credit rules over everything that is counted in the group.

    A credential that is counted in a part also adds its credits to the group and to the groups around it.
    """

    kind: Literal["group"]
    parts: tuple[Requirement, ...] = ()
    """What must be met."""
    others: Conditions | None = None
    """Which credentials add to the group's credits without filling a part; without it none do."""
    every: Conditions = ANYTHING
    """What every credential in the group must be."""
    credits: Amount | None = None
    """How many credits the group requires."""
    minimums: tuple[Minimum, ...] = ()
    """How many of them are of a kind."""
    shares_of: tuple[Share, ...] = ()
    """What part of them is of a kind."""
    limits: tuple[Limit, ...] = ()
    """How many of a kind count at most."""
    outcomes_once: bool = False
    """Learning outcomes that two credentials have in common count once."""

    @model_validator(mode="after")
    def _asks(self) -> Self:
        if not (self.parts or self.credits or self.minimums):
            raise fault("nothing-asked", "a group needs parts or credits")
        if self.shares_of and self.credits is None:
            raise fault("nothing-asked", "a share needs the credits of which it is a part")
        return self


class NotHeld(Titled):
    """An exclusion: nobody who holds such a credential can meet this."""

    kind: Literal["not-held"]
    where: Conditions
    """Which credentials exclude."""

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if self.where == ANYTHING:
            raise fault("nothing-asked", "an exclusion must say which credentials exclude")
        return self


class By(Titled):
    """A deadline: the part must be met by credentials awarded on a day or earlier."""

    kind: Literal["by"]
    day: Day
    """The last day."""
    part: Requirement
    """What must be met by then."""


Requirement = Annotated[
    AllOf | AnyOf | NOf | GivenCredential | SomeCredentials | SomeCredits | Group | NotHeld | By,
    pydantic.Field(discriminator="kind"),
]

for _kind in (AllOf, AnyOf, NOf, Group, By):
    _kind.model_rebuild()


def parts_of(requirement: Requirement) -> tuple[Requirement, ...]:
    """The requirements directly inside one."""
    if isinstance(requirement, AllOf | AnyOf | NOf | Group):
        return requirement.parts
    return (requirement.part,) if isinstance(requirement, By) else ()
