"""What is done again and again: reminders, refreshed lists, tidying up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from microcred.platform.journal.models import Round
from microcred.platform.journal.services.enqueuing import enqueue
from microcred.platform.journal.subscriptions import periodic, periodic_handler

ROUND = "journal.round"


def begin(now: datetime) -> int:
    """Puts the rounds that are due on the list of work; how many. Of several machines one begins a round."""
    begun = dict(Round.objects.values_list("kind", "begun_at"))
    due = {
        kind: every for kind, every in periodic().items() if kind not in begun or begun[kind] + every <= now
    }
    return sum(_begin(kind, every, now) for kind, every in due.items())


def perform(reference: str, now: datetime, tell: Callable[[int, int], None]) -> None:
    """One round, as a job: `reference` is its kind."""
    periodic_handler(reference)(now=now)


def _begin(kind: str, every: timedelta, now: datetime) -> bool:
    with transaction.atomic():
        _, new = Round.objects.get_or_create(pk=kind, defaults={"begun_at": now})
        if not new and not Round.objects.filter(pk=kind, begun_at__lte=now - every).update(begun_at=now):
            return False
        enqueue(ROUND, kind)
    return True
