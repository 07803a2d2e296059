"""Who may mark, and who may decide. Pure: people are numbers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from microcred.errors import MicrocredError
from microcred.platform.assessment.errors import Conflicted, NotIndependent, OwnWork, PlaceTaken

Round = Literal["first", "moderation", "sample"]


@dataclass(frozen=True)
class Involved:
    """Everybody who had a part in one work: who wrote it, taught, declared a conflict, marked it."""

    learner: int
    taught: Collection[int] = ()
    conflicted: Collection[int] = ()
    marked: Collection[int] = ()


def refuses_marking(person: int, involved: Involved, round_: Round) -> type[MicrocredError] | None:
    """Why somebody may not mark in a round, or None.

    Nobody marks their own work or against a declared conflict; who has marked it once neither moderates nor
    marks it again for a sample, and has no second place in the first round.
    """
    if person == involved.learner:
        return OwnWork
    if person in involved.conflicted:
        return Conflicted
    if person in involved.marked:
        return PlaceTaken
    return NotIndependent if round_ == "sample" and person in involved.taught else None


def refuses_decision(person: int, involved: Involved, *, independent: bool) -> type[MicrocredError] | None:
    """Why somebody may not decide, or None: own work, a declared conflict, or who taught it, where the
    micro-credential asks for independence."""
    if person == involved.learner:
        return OwnWork
    if person in involved.conflicted:
        return Conflicted
    return NotIndependent if independent and person in involved.taught else None
