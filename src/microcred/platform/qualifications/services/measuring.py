"""A draft measured on everybody it is about before it is published: a job, since it may be many.

The people are laid out once, in portions, and as many jobs are asked for as may work at them side by side,
each a *hand*: as many hands are at work as there are workers. What came of a portion is stored with it in one
transaction, so a worker that is killed loses the portion it was at and nothing else; who takes up its hand
goes on from there. The sum does not depend on how the people were laid out, nor on who did what.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.journal import services as journal
from microcred.platform.qualifications import access, queries
from microcred.platform.qualifications.errors import NothingToMeasure
from microcred.platform.qualifications.models import Measurement, State
from microcred.platform.qualifications.queries import MEASURE
from microcred.platform.qualifications.services import portions
from microcred.rules.diff import Comparer
from microcred.rules.reading import read_rule

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

MOST_HANDS = 16
"""More workers than this do not share one measurement."""


def measure(*, actor: Account | None, public_id: str, now: datetime) -> str:
    """Asks the workers to measure the draft against what is published; the measurement's id.

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
    """The work of one hand: portions until none is left. Harmless when run again.

    Everybody is looked at as of the moment that was asked about, whenever their turn comes.
    """
    public_id, _, hand = reference.partition(" ")
    row = Measurement.objects.select_related("book").filter(public_id=public_id).first()
    if row is None or row.finished_at is not None:
        return
    if not row.hands:
        _lay_out(row)
    old, new = queries.rule_version(row.book.public_id, row.old), read_rule(row.body.encode())
    comparer = Comparer(old, new, row.asked_at.date())
    while (portion := portions.take(row, int(hand or 0))) is not None:
        portions.work(row, portion, comparer, tell)
    portions.finish(row, now, tell)


def _lay_out(row: Measurement) -> None:
    """Everybody in portions, and a job for each hand but the first, which is this one."""
    with transaction.atomic():
        number = portions.lay_out(row)
        row.hands = max(1, min(MOST_HANDS, number))
        row.save(update_fields=["hands"])
        for reference in queries.hands(row.public_id, row.hands)[1:]:
            journal.enqueue(MEASURE, reference)
