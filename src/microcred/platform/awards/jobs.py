"""What workers do for awards: the release of a batch at its time."""

from __future__ import annotations

from datetime import datetime

from microcred.platform.journal import services as journal

RELEASE = "awards.release"


def enqueue_release(batch: str, *, now: datetime, due: datetime) -> None:
    """Puts the release of a batch on the list of work, in the transaction that scheduled it."""
    journal.enqueue(RELEASE, batch, due=due)
