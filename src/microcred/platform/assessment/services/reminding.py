"""A mail once before a last day, to who is enrolled, has not handed in, and wants to be reminded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from microcred.platform.accounts.models import Account
from microcred.platform.assessment.models import MethodRecord, Reminder, Stage, Submission, Unreminded
from microcred.platform.assessment.queries.due import to_hand_in
from microcred.platform.assessment.reminders import REMINDER
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.enrolments import queries as enrolments
from microcred.platform.journal import services as journal

BEFORE = timedelta(days=7)
"""How long before the last day."""


def remind(*, now: datetime) -> int:
    """Reminds each once for each last day; how many. For the hourly round, harmless when repeated."""
    day, count = timezone.localdate(now), 0
    for record in MethodRecord.objects.filter(version__state="published").select_related(
        "version__achievement"
    ):
        due = Method.read(record.content).due
        if due is None or not day <= due <= day + BEFORE:
            continue
        for learner in _learners(record):
            achievement = record.version.achievement.public_id
            wanted = any(one.achievement == achievement for one in to_hand_in(learner, day))
            if wanted and not Unreminded.objects.filter(learner=learner).exists():
                count += _once(record, learner, due, now)
    return count


def set_reminders(*, actor: Account, wanted: bool) -> None:
    """Whether somebody is reminded before a last day."""
    if wanted:
        Unreminded.objects.filter(learner=actor).delete()
    else:
        Unreminded.objects.get_or_create(learner=actor)


def _learners(record: MethodRecord) -> Iterator[Account]:
    """Who is enrolled, and whose work is asked for again."""
    ids = set(enrolments.learners_of(record.version.achievement.public_id))
    again = Submission.objects.filter(method=record, stage=Stage.AGAIN, learner__isnull=False)
    ids |= {one for one in again.values_list("learner_id", flat=True) if one is not None}
    yield from Account.objects.filter(pk__in=ids, is_active=True).order_by("pk")


def _once(record: MethodRecord, learner: Account, due: date, now: datetime) -> int:
    with transaction.atomic():
        made, new = Reminder.objects.get_or_create(
            method=record, learner=learner, due=due, defaults={"queued_at": now}
        )
        if new:
            journal.queue_mails(REMINDER, [str(made.pk)], now=now)
    return int(new)
