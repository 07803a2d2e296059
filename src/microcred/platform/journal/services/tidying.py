"""Forgetting what is over: finished jobs after a month."""

from __future__ import annotations

from datetime import datetime, timedelta

from microcred.platform.journal.models import Job, JobState

KEPT = timedelta(days=30)


def tidy(*, now: datetime) -> int:
    """Deletes jobs that were done or replaced a month ago; how many. Failed ones stay to be seen."""
    over = Job.objects.filter(state__in=[JobState.DONE, JobState.REPLACED], finished_at__lt=now - KEPT)
    return over.delete()[0]
