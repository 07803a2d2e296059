"""Deadlines: who has a case to decide is reminded once before it is due, and once when it is overdue."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from microcred.platform.admissions import access
from microcred.platform.admissions.models import Case, CaseState
from microcred.platform.journal import services as journal

BEFORE = timedelta(days=3)
"""How long before the deadline; what is decided within so few days has no such reminder."""
DUE, OVERDUE = "admissions.due", "admissions.overdue"
_SOON, _LATE = 1, 2
_CHUNK = 200


def remind_due(*, now: datetime) -> int:
    """Reminds of the cases that wait for a decision or its approval; how many cases. For the hourly round."""
    waiting = Case.objects.exclude(state=CaseState.DECIDED)
    late = waiting.filter(due_at__lte=now, reminded__lt=_LATE)
    soon = waiting.filter(
        due_at__gt=now, due_at__lte=now + BEFORE, reminded__lt=_SOON, programme__days__gt=BEFORE.days
    )
    ids = [(pk, _LATE) for pk in late.order_by("due_at").values_list("pk", flat=True)[:_CHUNK]]
    ids += [(pk, _SOON) for pk in soon.order_by("due_at").values_list("pk", flat=True)[:_CHUNK]]
    return sum(_remind(pk, kind, now) for pk, kind in ids)


def _remind(pk: int, kind: int, now: datetime) -> bool:
    with transaction.atomic():
        rows = Case.objects.select_for_update(of=("self",)).select_related("programme__institution")
        case = rows.get(pk=pk)
        if case.reminded >= kind or case.state == CaseState.DECIDED:
            return False
        case.reminded = kind
        case.save(update_fields=["reminded"])
        to = [f"{case.public_id}.{one}" for one in access.examiners(case)]
        journal.queue_mails(OVERDUE if kind == _LATE else DUE, to, now=now)
    return True
