"""Publishing an opening, closing it, and answering it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.careers import access
from microcred.platform.careers.errors import AnsweredAlready, EndInThePast, NothingWanted
from microcred.platform.careers.events import OpeningAnswered, OpeningStep
from microcred.platform.careers.here import framework
from microcred.platform.careers.models import Answer, Opening
from microcred.platform.careers.targets import stored
from microcred.platform.journal import services as journal
from microcred.platform.portfolio import services as portfolio
from microcred.skills.gap.target import Wanted

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def publish_opening(
    *,
    actor: Account,
    institution: str,
    title: str,
    about: str,
    place: str,
    wanted: Iterable[Wanted],
    until: date,
    now: datetime,
) -> str:
    """Publishes an opening until the end of a day; its public id.

    Raises `NothingWanted`, `EndInThePast`, or as `access.institution`.
    """
    found = access.institution(actor, institution)
    rows = stored(wanted, framework())
    if not rows:
        raise NothingWanted
    if until < now.date():
        raise EndInThePast
    with transaction.atomic():
        made = Opening.objects.create(
            institution=found,
            title=" ".join(title.split())[:200],
            about=about.strip()[:4000],
            place=" ".join(place.split())[:200],
            wanted=rows,
            created_by=actor,
            published_at=now,
            until=until,
        )
        journal.record(OpeningStep(made.pk, "published", found.pk, now, actor.pk))
    return str(made.pk)


def close_opening(*, actor: Account, public_id: str, now: datetime) -> None:
    """Takes no more answers. Raises as `access.opening`."""
    with transaction.atomic():
        row = access.opening(actor, public_id, lock=True)
        if row.closed_at is None:
            row.closed_at = now
            row.save(update_fields=["closed_at"])
            journal.record(OpeningStep(row.pk, "closed", row.institution_id, now, actor.pk))


def reopen_opening(*, actor: Account, public_id: str, now: datetime) -> None:
    """Undoes the closing. Raises as `access.opening`."""
    with transaction.atomic():
        row = access.opening(actor, public_id, lock=True)
        if row.closed_at is not None:
            row.closed_at = None
            row.save(update_fields=["closed_at"])
            journal.record(OpeningStep(row.pk, "reopened", row.institution_id, now, actor.pk))


def answer(*, actor: Account, public_id: str, credentials: Sequence[str], until: date, now: datetime) -> str:
    """Answers an opening with a page of chosen credentials that ends after a day; the answer's public id.

    Raises `NotHere`, `OpeningOver`, `AnsweredAlready`, `EndInThePast`, or as `portfolio.services.share`.
    """
    if until < now.date():
        raise EndInThePast
    with transaction.atomic():
        row = access.open_opening(public_id, now)
        if Answer.objects.filter(opening=row, owner=actor, withdrawn_at__isnull=True).exists():
            raise AnsweredAlready
        end = datetime.combine(until, time(23, 59, 59), tzinfo=now.tzinfo)
        page = portfolio.share(actor=actor, title=row.title, now=now, public_ids=credentials, ends_at=end)
        made = Answer.objects.create(opening=row, owner=actor, share=page, answered_at=now)
        journal.record(OpeningAnswered(row.pk, made.pk, "sent", row.institution_id, now, actor.pk))
    return str(made.pk)


def withdraw_answer(*, actor: Account, public_id: str, now: datetime) -> None:
    """Takes an answer back: its page shows nothing any more. Raises `NotHere`."""
    with transaction.atomic():
        row = access.own_answer(actor, public_id)
        if row.withdrawn_at is None:
            portfolio.withdraw(actor=actor, public_id=row.share, now=now)
            row.withdrawn_at = now
            row.save(update_fields=["withdrawn_at"])
            journal.record(
                OpeningAnswered(
                    row.opening_id, row.pk, "withdrawn", row.opening.institution_id, now, actor.pk
                )
            )
