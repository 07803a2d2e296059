"""How the installation stands, for its operator: work, mails, what is done again and again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from microcred.platform.journal.models import Job, JobState, Mail, MailState, Round


@dataclass(frozen=True)
class Standing:
    """Counts of what waits and what failed; `oldest_job` and `oldest_mail` say since when something waits."""

    jobs_waiting: int
    jobs_running: int
    jobs_failed: int
    oldest_job: datetime | None
    mails_waiting: int
    mails_failed: int
    oldest_mail: datetime | None
    rounds: list[tuple[str, datetime]]


def standing(now: datetime) -> Standing:
    """Counted at `now`: what waits for its time only counts as waiting once that has come."""
    jobs = dict(Job.objects.values_list("state").annotate(count=Count("pk")))
    due = Job.objects.filter(state=JobState.WAITING).exclude(due__gt=now)
    mails = Mail.objects.filter(state__in=(MailState.QUEUED, MailState.SENDING), due__lte=now)
    return Standing(
        jobs_waiting=due.count(),
        jobs_running=jobs.get(JobState.RUNNING, 0),
        jobs_failed=jobs.get(JobState.FAILED, 0),
        oldest_job=due.aggregate(at=Min("created_at"))["at"],
        mails_waiting=mails.count(),
        mails_failed=Mail.objects.filter(state=MailState.FAILED).count(),
        oldest_mail=mails.aggregate(at=Min("due"))["at"],
        rounds=list(Round.objects.order_by("kind").values_list("kind", "begun_at")),
    )
