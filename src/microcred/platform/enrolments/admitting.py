"""Who is taken into an offering now: the one rule, for pages and services alike.

An agreement with the certifier is asked for where somebody new comes in, never where somebody who is in goes
on: paying, handing in, withdrawing and being certified need none.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from microcred.errors import MicrocredError
from microcred.platform.catalogue.queries import OfferingDetail
from microcred.platform.enrolments.errors import AgreementEnded, OfferingNotOpen


def refusal(found: OfferingDetail, now: datetime) -> MicrocredError | None:
    """Why nobody new is taken in at a time, or None where somebody is."""
    if not found.open_on(timezone.localdate(now)):
        return OfferingNotOpen(found.name)
    if not found.agreed_at(now):
        return AgreementEnded(found.not_agreed(now))
    return None


def require_open(found: OfferingDetail, now: datetime) -> None:
    """Returns where somebody new is taken in; raises `OfferingNotOpen` or `AgreementEnded`."""
    refused = refusal(found, now)
    if refused is not None:
        raise refused


def list_moves(found: OfferingDetail, now: datetime) -> bool:
    """Whether who waits can still get a place: the last day to apply may be over, the offering may not."""
    runs = found.state == "published" and timezone.localdate(now) <= found.ends_on
    return runs and found.agreed_at(now)
