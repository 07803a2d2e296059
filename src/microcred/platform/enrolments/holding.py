"""How long a place is held for who has not paid yet. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

HELD_FOR = timedelta(days=14)
"""From the day of the invoice, for a learner who pays."""
HELD_FOR_SPONSOR = timedelta(days=30)
"""For an employer who pays: its books take longer."""


def held_until(issued_at: datetime, *, sponsored: bool) -> datetime:
    """When a place is given on unless its invoice, written at `issued_at`, was paid."""
    return issued_at + (HELD_FOR_SPONSOR if sponsored else HELD_FOR)
