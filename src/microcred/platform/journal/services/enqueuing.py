"""Putting jobs on the list of work, in the transaction that wants them done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from microcred.platform.journal.models import Job, JobState


def enqueue(
    kind: str, reference: str, *, due: datetime | None = None, payload: dict[str, Any] | None = None
) -> str:
    """Asks for a job, done at `due` or at once; its public id.

    The same kind and reference waits once only: asking again moves that job to the new `due`. One that is
    running already is not the same: it may have looked before this change was made, so another one waits.
    """
    slot = slot_of(kind, reference)
    with transaction.atomic():
        Job.objects.bulk_create(
            [Job(kind=kind, reference=reference, slot=slot, due=due, payload=payload or {})],
            update_conflicts=True,
            unique_fields=["slot"],
            update_fields=["due", "payload", "attempts", "error", "detail"],
        )
        return Job.objects.values_list("public_id", flat=True).get(slot=slot)


def try_again(public_id: str) -> bool:
    """Puts a failed job back on the list; whether it was one, and none like it waits already."""
    job = Job.objects.filter(pk=public_id, state=JobState.FAILED).first()
    return job is not None and put_back(job, due=None)


def put_back(job: Job, *, due: datetime | None, error: str = "", detail: str = "") -> bool:
    """Lets a job that runs or failed wait again; False if one like it waits already.

    Without an error its tries are counted from the beginning.
    """
    mine = Job.objects.filter(pk=job.pk, state=job.state, claim=job.claim)
    values: dict[str, Any] = {
        "error": error,
        "detail": detail,
        "due": due,
        "claim": "",
        "leased_until": None,
    }
    if not error:
        values["attempts"] = 0
    try:
        with transaction.atomic():
            slot = slot_of(job.kind, job.reference)
            return bool(mine.update(state=JobState.WAITING, slot=slot, finished_at=None, **values))
    except IntegrityError:  # the slot is taken
        return False


def slot_of(kind: str, reference: str) -> str:
    """What is held by the one job of this kind and reference that waits."""
    return f"{kind} {reference}"
