"""How far jobs are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from microcred.errors import MicrocredError, every_error
from microcred.platform.journal.errors import JobBroken
from microcred.platform.journal.models import Job, JobState


@dataclass(frozen=True)
class Progress:
    """How a job stands: `done` of `total`; `error` is the code of what went wrong at the last try.

    `id` is unguessable and opens its progress.
    """

    id: str
    kind: str
    reference: str
    state: str
    done: int
    total: int
    due: datetime | None
    attempts: int
    error: str
    detail: str

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it by itself."""
        return self.state not in (JobState.WAITING, JobState.RUNNING)

    @property
    def sentence(self) -> str:
        """What went wrong, in English; empty if nothing did."""
        return _error(self.error).sentence if self.error else ""

    @property
    def remedy(self) -> str:
        """What to do about it, in English."""
        return _error(self.error).remedy if self.error else ""


def progress(public_id: str) -> Progress | None:
    """How the job of this id stands."""
    job = Job.objects.filter(pk=public_id).first()
    return _progress(job) if job else None


def latest_job(kind: str, reference: str) -> Progress | None:
    """How the job that was asked for last of this kind and reference stands."""
    job = Job.objects.filter(kind=kind, reference=reference).order_by("-created_at", "-pk").first()
    return _progress(job) if job else None


def failed_jobs(limit: int = 100) -> list[Progress]:
    """Jobs that failed, newest first, for the operator."""
    failed = Job.objects.filter(state=JobState.FAILED).order_by("-finished_at")
    return [_progress(job) for job in failed[:limit]]


def _progress(job: Job) -> Progress:
    return Progress(
        job.pk,
        job.kind,
        job.reference,
        job.state,
        job.done,
        job.total,
        job.due,
        job.attempts,
        job.error,
        job.detail,
    )


def _error(code: str) -> type[MicrocredError]:
    return next((kind for kind in every_error() if kind.code == code), JobBroken)
