"""What workers do for awards: the release of a batch at its time, and what has to be issued anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from microcred.platform.accounts import queries as accounts
from microcred.platform.journal import services as journal

RELEASE = "awards.release"
REISSUE = "awards.reissue"


def enqueue_release(batch: str, *, now: datetime, due: datetime) -> None:
    """Puts the release of a batch on the list of work, in the transaction that scheduled it."""
    journal.enqueue(RELEASE, batch, due=due)


def release(batch: str, now: datetime, tell: Callable[[int, int], None]) -> None:
    """Releases a batch; after each chunk its progress is told. Harmless when run again."""
    from microcred.platform.awards.services.releasing import release_chunks  # it enqueues through this module

    for done, total in release_chunks(batch, now):
        tell(done, total)


def enqueue_reissue(institution: str, account: int) -> None:
    """Asks to issue anew what leaked keys of an institution signed, on behalf of an account."""
    journal.enqueue(REISSUE, f"{institution} {account}")


def reissue(reference: str, now: datetime, tell: Callable[[int, int], None]) -> None:
    """Issues anew what leaked keys signed; after each its progress is told. Harmless when run again."""
    from microcred.platform.awards.services.reissuing import reissue_affected  # as above

    institution, _, account = reference.partition(" ")
    actor = accounts.by_id(int(account))
    if actor is None:  # erased meanwhile: another member asks again
        return
    for done, total in reissue_affected(actor, institution, now):
        tell(done, total)
