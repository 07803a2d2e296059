"""What is told of a case: each step stands in the log."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.admissions.events import CaseItemStep, CaseStep
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.admissions.models import Case


def tell_step(case: Case, step: str, now: datetime, actor: Account | None) -> None:
    """A step of the whole application."""
    who = actor.pk if actor else None
    journal.record(CaseStep(case.public_id, step, case.programme.institution_id, now, who))


def tell_item(case: Case, step: str, position: int, now: datetime, actor: Account) -> None:
    """A step with one of the things that were handed in, by its place."""
    its = case.programme.institution_id
    journal.record(CaseItemStep(case.public_id, step, position, its, now, actor.pk))
