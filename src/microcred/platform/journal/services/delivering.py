"""Delivering one event to one of those who listen; a job, so that a crash loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.module_loading import import_string

from microcred.platform.journal.entries import event_of
from microcred.platform.journal.models import Entry
from microcred.platform.journal.subscriptions import listeners


def deliver(reference: str, now: datetime, tell: Callable[[int, int], None]) -> None:
    """Tells a listener of an entry: `reference` is the entry's id and the listener's dotted name.

    A listener that no longer stands in the list is passed over.
    """
    number, _, name = reference.partition(" ")
    entry = Entry.objects.prefetch_related("beside").get(pk=int(number))
    if name not in listeners(entry.kind):
        return
    event: Any = event_of(entry.body, {one.field: one.text for one in entry.beside.all()})
    import_string(name)(event, now=now)
