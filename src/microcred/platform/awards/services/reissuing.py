"""Issuing anew what a leaked key signed: each award corrected by one that says the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.errors import MicrocredError
from microcred.platform.awards import access
from microcred.platform.awards.jobs import enqueue_reissue
from microcred.platform.awards.queries.affected import affected_ids
from microcred.platform.awards.services.single import correct
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def reissue(*, actor: Account, institution: str) -> int:
    """Asks the worker to issue anew what leaked keys signed; how many awards that are.

    Raises `NotAllowed` for members who may not award, `NotFound` for strangers.
    """
    institutions.require(actor, institutions.by_public_id(institution), access.ROLES["award"])
    count = len(affected_ids(actor, institution))
    if count:
        enqueue_reissue(institution, actor.pk)
    return count


def reissue_affected(actor: Account, institution: str, now: datetime) -> Iterator[tuple[int, int]]:
    """Issues them anew one by one; after each, how many are done and how many there were.

    Each is a transaction of its own and is no longer among the affected after it: a worker that is killed
    loses nothing, and the next one does nothing twice. What cannot be issued anew stays listed.
    """
    ids = affected_ids(actor, institution)
    for done, public_id in enumerate(ids, 1):
        try:
            correct(actor=actor, public_id=public_id, values={}, now=now)
        except MicrocredError:
            continue
        yield done, len(ids)
