"""Which refusals stand in the log: a code that was tried, and a step that needs an agreement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.errors import MicrocredError
from microcred.platform.catalogue.queries import OfferingDetail
from microcred.platform.enrolments.errors import AgreementEnded, VoucherRefused
from microcred.platform.enrolments.events import EnrolmentRefused, VoucherTried
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@contextmanager
def refusals_told(
    found: OfferingDetail, *, actor: Account | None, step: str, now: datetime
) -> Iterator[None]:
    """Around a transaction: a refusal of these is recorded with who tried what and when, and goes on."""
    who = actor.pk if actor else None

    def event_of(error: MicrocredError) -> VoucherTried | EnrolmentRefused | None:
        if isinstance(error, VoucherRefused):
            return VoucherTried(found.public_id, error.code, found.institution_id, now, who)
        if isinstance(error, AgreementEnded):
            return EnrolmentRefused(found.public_id, step, error.code, found.institution_id, now, who)
        return None

    with journal.telling_refusals(event_of):
        yield
