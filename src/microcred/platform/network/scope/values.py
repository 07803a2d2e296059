"""The values of a right: what may be done, for what, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, get_args

Verb = Literal["teach", "assess", "certify"]
VERBS: tuple[Verb, ...] = get_args(Verb)
LOWEST, HIGHEST = 1, 8
"""The levels of the EQF."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A field of education or a part of a skill framework, by its address; everything below it is meant."""

    address: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a right covers. Empty branches, methods and countries, and no credits, mean no limit.

    `passes_on` is how many further steps it may be handed down: 0 is not at all. `starts` is inclusive,
    `ends` exclusive. Raises `ValueError` for one that covers nothing.
    """

    verb: Verb
    starts: datetime
    ends: datetime | None = None
    branches: tuple[Branch, ...] = ()
    lowest: int = LOWEST
    highest: int = HIGHEST
    methods: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    credits: Decimal | None = None
    passes_on: int = 0

    def __post_init__(self) -> None:
        if self.verb not in VERBS:
            raise ValueError(f"verb {self.verb}")
        if not LOWEST <= self.lowest <= self.highest <= HIGHEST:
            raise ValueError(f"levels {self.lowest} to {self.highest}")
        if self.ends is not None and self.ends <= self.starts:
            raise ValueError("it ends before it begins")
        if self.passes_on < 0 or (self.credits is not None and self.credits <= 0):
            raise ValueError("a number below zero")

    def holds(self, at: datetime) -> bool:
        """Whether `at` lies in its period."""
        return self.starts <= at and (self.ends is None or at < self.ends)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a right is needed for: a micro-credential by its skills, field, level, methods and credits.

    `skills` and `field` are addresses, `country` is that of the institution (ISO 3166-1, two letters).
    """

    skills: tuple[str, ...] = ()
    field: str = ""
    level: int | None = None
    methods: frozenset[str] = frozenset()
    credits: Decimal | None = None
    country: str = ""
