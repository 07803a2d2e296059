"""A draft measured on everybody it is about before it is published: a job, since it may be many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from microcred.platform.journal import services as journal
from microcred.platform.qualifications import access, queries
from microcred.platform.qualifications.errors import NothingToMeasure
from microcred.platform.qualifications.models import Measurement, State
from microcred.platform.qualifications.queries import MEASURE
from microcred.platform.qualifications.register import changes
from microcred.rules.diff import VersionChange
from microcred.rules.reading import read_rule

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

MOST_KEPT = 200
"""Changes that are kept by name; all are counted."""


def measure(*, actor: Account | None, public_id: str, now: datetime) -> str:
    """Asks the worker to measure the draft against what is published; the measurement's id.

    Raises `NothingToMeasure` where there is no draft, or nothing before it; or `NotAllowed`.
    """
    book = access.book(actor, public_id, to="write")
    draft = book.versions.filter(state=State.DRAFT).first()
    old = book.versions.filter(state=State.PUBLISHED).first()
    if draft is None or old is None:
        raise NothingToMeasure
    with transaction.atomic():
        book.measurements.all().delete()
        made = Measurement.objects.create(book=book, old=old.number, body=draft.body, asked_at=now)
        journal.enqueue(MEASURE, made.public_id)
    return made.public_id


def perform(reference: str, now: datetime, tell: Callable[[int, int], None]) -> None:
    """Measures it; after each person the progress is told. Harmless when run again."""
    row = Measurement.objects.select_related("book").filter(public_id=reference).first()
    if row is None:
        return
    book = row.book.public_id
    old, new = queries.rule_version(book, row.old), read_rule(row.body.encode())
    found = changes(book, old, new, now, tell)
    Measurement.objects.filter(pk=row.pk).update(result=_result(found), finished_at=now)


def _result(found: VersionChange) -> dict[str, Any]:
    return {
        "people": found.people,
        "better": found.better,
        "worse": found.worse,
        "changed": len(found.changes),
        "changes": [[one.person, one.before.value, one.after.value] for one in found.changes[:MOST_KEPT]],
    }
