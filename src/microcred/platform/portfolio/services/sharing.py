"""Collections, and pages that show chosen credentials to others until they end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from microcred.platform.portfolio import access
from microcred.platform.portfolio.errors import TooMany
from microcred.platform.portfolio.models import Collection, Item, Share

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

MOST = 200
"""Collections of one learner, and links."""
NAME = 200
NOTE = 1000


def collect(
    *, actor: Account, name: str, public_ids: Sequence[str] = (), note: str = "", now: datetime
) -> str:
    """Makes a collection; its public id. Raises `NotHeld`, `NotAccepted` or `TooMany`."""
    own, kept = access.chosen(actor, public_ids) if public_ids else ([], [])
    if Collection.objects.filter(owner=actor).count() >= MOST:
        raise TooMany(str(MOST))
    with transaction.atomic():
        made = Collection.objects.create(
            owner=actor, name=_line(name, NAME), note=note.strip()[:NOTE], created_at=now
        )
        _fill(own, kept, collection=made)
    return str(made.pk)


def change_collection(
    *, actor: Account, public_id: str, name: str, note: str, public_ids: Sequence[str]
) -> None:
    """Sets the name, the note and the content of a collection. Raises as `collect`."""
    own, kept = access.chosen(actor, public_ids) if public_ids else ([], [])
    with transaction.atomic():
        row = access.collection(actor, public_id)
        row.name, row.note = _line(name, NAME), note.strip()[:NOTE]
        row.save(update_fields=["name", "note"])
        row.items.all().delete()
        _fill(own, kept, collection=row)


def remove_collection(*, actor: Account, public_id: str) -> None:
    """Deletes a collection and ends its links; the credentials stay. Raises `NotHeld`."""
    with transaction.atomic():
        access.collection(actor, public_id).delete()


def share(
    *,
    actor: Account,
    title: str,
    now: datetime,
    public_ids: Sequence[str] = (),
    collection: str = "",
    note: str = "",
    ends_at: datetime | None = None,
    indexed: bool = False,
    with_words: bool = False,
) -> str:
    """Makes a page of chosen credentials, or of a collection as it stands whenever it is opened; its id.

    `with_words` shows beside each what the learner wrote to it, which nobody sees otherwise.
    Raises `NothingChosen`, `NotHeld`, `NotAccepted` or `TooMany`.
    """
    own, kept = ([], []) if collection else access.chosen(actor, public_ids)
    if Share.objects.filter(owner=actor, withdrawn_at__isnull=True).count() >= MOST:
        raise TooMany(str(MOST))
    with transaction.atomic():
        made = Share.objects.create(
            owner=actor,
            collection=access.collection(actor, collection) if collection else None,
            title=_line(title, NAME),
            note=note.strip()[:NOTE],
            created_at=now,
            ends_at=ends_at,
            indexed=indexed,
            with_words=with_words,
        )
        _fill(own, kept, share=made)
    return str(made.pk)


def withdraw(*, actor: Account, public_id: str, now: datetime) -> None:
    """Ends a link for good; withdrawing again changes nothing. Raises `NotHeld`."""
    with transaction.atomic():
        row = access.share(actor, public_id)
        row.withdrawn_at = row.withdrawn_at or now
        row.save(update_fields=["withdrawn_at"])


def _fill(own: Sequence[str], kept: Sequence[str], **of: Any) -> None:
    rows = [Item(award_id=one, position=number, **of) for number, one in enumerate(own)]
    rows += [Item(imported_id=one, position=len(own) + number, **of) for number, one in enumerate(kept)]
    Item.objects.bulk_create(rows)


def _line(text: str, most: int) -> str:
    return " ".join(text.split())[:most]
