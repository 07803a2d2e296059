"""Who asks for what only another institution's members see is refused, and the log notes it within bounds.

One entry for each account and institution in a day, and so many of one account: the log cannot be filled by
asking again and again. Visitors are not noted; nobody is known there who asked.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.errors import MicrocredError
from microcred.platform.institutions.errors import NotFound
from microcred.platform.institutions.events import AccessRefused
from microcred.platform.institutions.models import RefusedRead
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

MOST = 20
"""Institutions for which one account is noted in a day."""


def note_refused_read(*, actor: Account, error: MicrocredError, address: str, now: datetime) -> bool:
    """Whether the log now says for the first time today that `actor` asked for what is that institution's.

    To be called once the refused transaction is over. `address` is the name of the address asked for.
    """
    if not isinstance(error, NotFound) or not error.guarded_by:
        return False
    own = RefusedRead.objects.filter(account_id=actor.pk)
    if own.filter(day=now.date(), institution_id=error.guarded_by).exists():
        return False
    with transaction.atomic():
        own.filter(day__lt=now.date()).delete()
        if own.filter(day=now.date()).count() >= MOST:
            return False
        _, new = RefusedRead.objects.get_or_create(
            account_id=actor.pk, institution_id=error.guarded_by, day=now.date()
        )
        if new:
            journal.record(AccessRefused(error.guarded_by, address[:80], now, actor.pk))
    return new
