"""The release of a batch, chunk by chunk: what is committed stays, what is not is done again, nothing twice.

A chunk is one transaction: signatures, credentials, awards, mails and the checkpoint `done_through`. A worker
that is killed loses at most the chunk it was at, of which nothing was kept; the next one goes on from the
checkpoint. Two workers at once wait for each other at the batch's row.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import IntegrityError, transaction

from microcred.platform.awards.checking import Checked
from microcred.platform.awards.errors import BatchMoved
from microcred.platform.awards.events import BatchStep
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.models import Award, Batch, BatchState, Row, RowState
from microcred.platform.awards.services.granting import Grant, grant
from microcred.platform.awards.sheets import EVERYBODY, PassRule, Reading, read_row
from microcred.platform.awards.versions import grant_of
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.journal import services as journal
from microcred.platform.network import services as network

CHUNK = 500
_TRIES = 3


def release_chunks(public_id: str, now: datetime) -> Iterator[tuple[int, int]]:
    """Releases a batch that is due; after each chunk the awards made so far and all to be made.

    Ends at once for a batch that was undone, or whose time was moved. Harmless when run again.
    """
    work: Grant | None = None
    by = Batch.objects.filter(public_id=public_id).values_list("scheduled_by_id", flat=True).first()
    total = made = 0
    while True:
        for attempt in range(_TRIES):
            try:
                with network.refused_awards_told(actor=by, now=now), transaction.atomic():
                    batch = _due(public_id, now)
                    if batch is None:
                        return
                    work = work or _work(batch, now)
                    total = total or batch.awarded + _left(batch)
                    more = _chunk(batch, work, now)
                    made = batch.awarded
                break
            except IntegrityError:  # somebody was awarded by another way meanwhile: look again who holds it
                if attempt + 1 == _TRIES:
                    raise
        yield made, total
        if not more:
            return


def release_now(public_id: str, now: datetime) -> int:
    """Releases a batch in this process, as the worker would; how many awards it made in all."""
    made = 0
    for made, _ in release_chunks(public_id, now):  # noqa: B007
        pass
    return made


def _due(public_id: str, now: datetime) -> Batch | None:
    batch = Batch.objects.select_for_update().defer("sheet").filter(public_id=public_id).first()
    if batch is None:
        raise BatchMoved(public_id)
    if batch.state not in (BatchState.SCHEDULED, BatchState.RELEASING):
        return None
    if batch.release_at is None or batch.release_at > now:
        return None
    return batch


def _work(batch: Batch, now: datetime) -> Grant:
    version = catalogue.version(batch.version_id)
    work = grant_of(
        version, Identity.from_json(batch.identity), None, now, batch_id=batch.pk, batch=batch.public_id
    )
    work.actor_id = batch.scheduled_by_id
    return work


def _left(batch: Batch) -> int:
    return batch.rows.filter(number__gt=batch.done_through, state=RowState.READY).count()


def _chunk(batch: Batch, work: Grant, now: datetime) -> bool:
    rows = list(
        batch.rows.filter(number__gt=batch.done_through, state=RowState.READY)
        .order_by("number")
        .values_list("number", "values", "person")[:CHUNK]
    )
    held = _held(work.achievement_id, [person for _, _, person in rows])
    reading = Reading(EVERYBODY, batch.created_at.date(), batch.mapping.get("dates"))
    people = [read_row(number, values, reading) for number, values, person in rows if person not in held]
    if people:
        grant(work, people)
    if held:
        numbers = [number for number, _, person in rows if person in held]
        batch.rows.filter(number__in=numbers).update(state=RowState.ALREADY)
    batch.awarded += len(people)
    batch.done_through = rows[-1][0] if rows else batch.done_through
    more = len(rows) == CHUNK
    batch.state = BatchState.RELEASING if more else BatchState.RELEASED
    batch.released_at = None if more else now
    batch.save(update_fields=["awarded", "done_through", "state", "released_at"])
    if not more:
        journal.record(
            BatchStep(batch.public_id, "released", batch.institution_id, now, batch.scheduled_by_id)
        )
    return more


def _held(achievement_id: int, people: list[str]) -> set[str]:
    holders = Award.objects.filter(achievement_id=achievement_id, live=True, person__in=people)
    return set(holders.values_list("person", flat=True))


__all__ = ["CHUNK", "Checked", "PassRule", "Row", "release_chunks", "release_now"]
