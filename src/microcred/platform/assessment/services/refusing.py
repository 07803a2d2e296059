"""Which refusals stand in the log: those of somebody who tried what nobody may, or came too late."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.errors import MicrocredError
from microcred.platform.assessment.errors import (
    Conflicted,
    DecidedAlready,
    EvidenceRefused,
    NotAgreed,
    NotIndependent,
    OwnDecision,
    OwnWork,
    PlaceTaken,
)
from microcred.platform.assessment.events import StepRefused
from microcred.platform.assessment.models import Cohort, MethodRecord, Submission
from microcred.platform.journal import services as journal
from microcred.platform.network import services as network

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

TOLD = (
    *(Conflicted, DecidedAlready, EvidenceRefused, NotAgreed, NotIndependent),
    *(OwnDecision, OwnWork, PlaceTaken),
)


@contextmanager
def refusals_told(*, actor: Account, step: str, about: str, now: datetime) -> Iterator[None]:
    """Around a transaction: a refusal of these, and of an award without a right, is recorded with person,
    time and reason, and goes on. `about` is the public id of a work, a cohort or a method."""

    def event_of(error: MicrocredError) -> StepRefused | None:
        if not isinstance(error, TOLD):
            return None
        return StepRefused(about, step, error.code, _institution(about), now, actor.pk)

    with network.refused_awards_told(actor=actor.pk, now=now), journal.telling_refusals(event_of):
        yield


def _institution(about: str) -> int:
    """The certifier of what it is about; 0 for what is not there."""
    for found in (
        Submission.objects.filter(public_id=about).values_list("method__institution", flat=True),
        Cohort.objects.filter(public_id=about).values_list("method__institution", flat=True),
        MethodRecord.objects.filter(public_id=about).values_list("institution", flat=True),
    ):
        if at := found.first():
            return int(at)
    return 0
