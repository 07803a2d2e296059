"""Taking a job and giving it back: done, put off, or failed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from microcred.platform.journal.errors import LeaseLost, WorkerLost
from microcred.platform.journal.leases import ATTEMPTS, LEASE, backoff, new_claim, unclaimed
from microcred.platform.journal.models import Job, JobState
from microcred.platform.journal.services.enqueuing import put_back


def claim(now: datetime) -> Job | None:
    """Takes the job that has waited longest, or one whose worker fell silent; None if nothing is due.

    A job is not taken while another of the same kind and reference runs. One whose workers died too often
    is failed instead.
    """
    while True:
        with transaction.atomic():
            job = unclaimed(_due(now)).first()
            if job is None:
                return None
            if job.state == JobState.RUNNING and job.attempts >= ATTEMPTS:
                _close(job, JobState.FAILED, now, WorkerLost.code)
                continue
            job.state, job.slot, job.claim = JobState.RUNNING, None, new_claim()
            job.leased_until, job.attempts = now + LEASE, job.attempts + 1
            job.save(update_fields=["state", "slot", "claim", "leased_until", "attempts"])
            return job


def renew(job: Job, now: datetime, done: int, total: int) -> None:
    """Prolongs the lease and says how far the work is; raises `LeaseLost` if another worker has it.

    Progress never goes back, and with each progress the tries are counted anew.
    """
    values = {"leased_until": now + LEASE, "total": total}
    if done > job.done:
        values |= {"done": done, "attempts": 0}
        job.done, job.attempts = done, 0
    if not _mine(job).update(**values):
        raise LeaseLost(job.kind)


def finish(job: Job, now: datetime) -> None:
    """The job is done."""
    _close(job, JobState.DONE, now)


def put_off(job: Job, now: datetime, error: str, detail: str = "") -> None:
    """The job went wrong: it waits to be tried again, or has failed after the last try.

    If the same was asked for meanwhile, that one takes its place.
    """
    detail = detail[:500]
    if job.attempts >= ATTEMPTS:
        _close(job, JobState.FAILED, now, error, detail)
    elif not put_back(job, due=now + backoff(job.attempts), error=error, detail=detail):
        _close(job, JobState.REPLACED, now, error, detail)


def _due(now: datetime) -> QuerySet[Job]:
    waiting = Q(state=JobState.WAITING) & (Q(due=None) | Q(due__lte=now))
    silent = Q(state=JobState.RUNNING, leased_until__lte=now)
    same = Job.objects.filter(
        kind=OuterRef("kind"), reference=OuterRef("reference"), state=JobState.RUNNING, leased_until__gt=now
    )
    free = ~Exists(same.exclude(pk=OuterRef("pk")))
    return (
        Job.objects.filter(waiting | silent)
        .filter(free)
        .order_by(F("due").asc(nulls_first=True), "created_at")
    )


def _close(job: Job, state: JobState, now: datetime, error: str = "", detail: str = "") -> None:
    _mine(job).update(state=state, finished_at=now, error=error, detail=detail, claim="", leased_until=None)


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
