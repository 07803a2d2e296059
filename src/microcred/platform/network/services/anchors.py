"""Whom chains end at: the accreditors that the operator lists."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.institutions.access import NotAllowed
from microcred.platform.journal import services as journal
from microcred.platform.network.events import AccreditorListed, AccreditorUnlisted
from microcred.platform.network.models import Anchor

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def list_accreditor(*, actor: Account | None, did: str, name: str, now: datetime) -> None:
    """Says that chains may end at `did`; harmless twice. Raises `NotAllowed` for others than operators."""
    if actor is not None and not actor.is_staff:
        raise NotAllowed
    with transaction.atomic():
        values = {"name": name[:200], "since": now, "added_by": actor, "registry": ""}
        if Anchor.objects.get_or_create(did=did, defaults=values)[1]:
            journal.record(AccreditorListed(did, now, actor.pk if actor else None))


def unlist_accreditor(*, actor: Account | None, did: str, now: datetime) -> None:
    """Takes an accreditor off the list: chains end at it no more; harmless twice. Raises `NotAllowed`."""
    if actor is not None and not actor.is_staff:
        raise NotAllowed
    with transaction.atomic():
        if Anchor.objects.filter(did=did).delete()[0]:
            journal.record(AccreditorUnlisted(did, now, actor.pk if actor else None))
