"""What workers do for awards: the release of a batch at its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from microcred.platform.journal import services as journal

RELEASE = "awards.release"


def enqueue_release(batch: str, *, now: datetime, due: datetime) -> None:
    """Puts the release of a batch on the list of work, in the transaction that scheduled it."""
    journal.enqueue(RELEASE, batch, due=due)


def release(batch: str, now: datetime, tell: Callable[[int, int], None]) -> None:
    """Releases a batch; after each chunk its progress is told. Harmless when run again."""
    from microcred.platform.awards.services.releasing import release_chunks  # it enqueues through this module

    for done, total in release_chunks(batch, now):
        tell(done, total)
