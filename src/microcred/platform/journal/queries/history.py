"""What happened, newest first, for the pages of officers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from microcred.platform.journal.models import Entry, Mention

_COLUMNS = frozenset({"kind", "at", "actor", "institution"})


@dataclass(frozen=True)
class Happened:
    """One entry. `values` are the event's other fields; words that were erased are None.

    `number` is its place in the log, None before it is sealed; `id` is for `before`.
    """

    id: int
    number: int | None
    kind: str
    at: datetime
    actor: int | None
    institution: int | None
    values: dict[str, Any]


def history(institution: int, *, before: int | None = None, limit: int = 50) -> list[Happened]:
    """What happened at an institution; earlier pages by `before`, the `id` of the last one shown."""
    return _newest(Entry.objects.filter(institution=institution), before, limit)


def history_of(
    reference: str, *, institution: int | None = None, before: int | None = None, limit: int = 50
) -> list[Happened]:
    """What happened to something, by its public id; of one institution only, where that is given."""
    found = Entry.objects.filter(mentions__reference=reference)
    if institution is not None:
        found = found.filter(institution=institution)
    return _newest(found, before, limit)


def mentioned(reference: str, *, kind: str = "", since: datetime | None = None) -> int:
    """How many entries are about something, by its public id; of a kind, and since a time, where given."""
    found = Mention.objects.filter(reference=reference)
    if kind:
        found = found.filter(entry__kind=kind)
    return (found if since is None else found.filter(entry__at__gte=since)).count()


def hash_of(kind: str, reference: str) -> str:
    """The hash in the chain of the newest entry of a kind about something; empty where it is not sealed."""
    found = Entry.objects.filter(kind=kind, mentions__reference=reference).order_by("-pk").first()
    return found.hash if found else ""


def _newest(entries: QuerySet[Entry], before: int | None, limit: int) -> list[Happened]:
    if before is not None:
        entries = entries.filter(pk__lt=before)
    return list(_told(entries.prefetch_related("beside").order_by("-pk")[:limit]))


def _told(entries: Iterable[Entry]) -> Iterable[Happened]:
    for entry in entries:
        words = {one.field: one.text for one in entry.beside.all()}
        values = {
            name: words.get(name) if isinstance(value, dict) else value
            for name, value in json.loads(entry.body).items()
            if name not in _COLUMNS
        }
        yield Happened(entry.pk, entry.sequence, entry.kind, entry.at, entry.actor, entry.institution, values)
