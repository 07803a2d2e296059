"""Telling what happened: an event becomes an entry of the log in the transaction of the change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from microcred.platform.journal.bulk import insert_rows
from microcred.platform.journal.entries import written
from microcred.platform.journal.models import Beside, Entry, Mention

_CHUNK = 500


def record(event: Any) -> None:
    """Writes an event, a frozen dataclass of an app's `events`, within the caller's transaction.

    Locks nothing that others write: the chain is made by `seal` after the commit, and those who listen hear
    of it from there. Raises `EventNotPlain`.
    """
    new = written(event)
    with transaction.atomic():
        entry = Entry.objects.create(
            kind=new.kind, at=new.at, actor=new.actor, institution=new.institution, body=new.body
        )
        insert_rows(Mention, ("entry_id", "reference"), [(entry.pk, one) for one in new.mentions])
        Beside.objects.bulk_create(
            Beside(entry=entry, field=one.field, salt=one.salt, text=one.text) for one in new.words
        )


def erase_words(references: Sequence[str]) -> int:
    """Erases what people wrote in events about these public ids; how many texts. The chain still checks."""
    count = 0
    for start in range(0, len(references), _CHUNK):
        about = Mention.objects.filter(reference__in=references[start : start + _CHUNK])
        count += Beside.objects.filter(entry__in=about.values("entry")).delete()[0]
    return count
