"""The steps of a cohort, as they stand in the log."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.assessment.events import CohortStep
from microcred.platform.assessment.models import Cohort
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def tell_step(
    cohort: Cohort,
    step: str,
    now: datetime,
    actor: Account,
    sample: tuple[str, ...] = (),
    reason: str = "",
) -> None:
    """Records one step, in the caller's transaction."""
    at = cohort.method.institution_id
    journal.record(CohortStep(cohort.public_id, step, sample, at, now, actor.pk, reason))
