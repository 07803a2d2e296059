"""The outbox: mails are queued with the change that they tell of, and written when they are sent."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from microcred.platform.journal.bulk import insert_rows, stored_time
from microcred.platform.journal.errors import MailUndelivered
from microcred.platform.journal.leases import LEASE, Clock, backoff, new_claim, unclaimed
from microcred.platform.journal.mailing import Unsent, compose, failure_of
from microcred.platform.journal.messages import MailMessage
from microcred.platform.journal.models import Mail, MailState
from microcred.platform.journal.subscriptions import mail_renderer
from microcred.ports.identifiers import new_public_id

_log = logging.getLogger(__name__)
_LOT = 50
_TRIES = 30  # with the longest waits of an hour, a day
_COLUMNS = (
    "public_id",
    "kind",
    "reference",
    "state",
    "queued_at",
    "due",
    "claim",
    "leased_until",
    "attempts",
    "error",
    "sent_at",
    "to",
    "subject",
    "text",
    "html",
    "language",
)
_EMPTY = ("", None, 0, "", None, "", "", "", "", "")


def queue_mails(kind: str, ids: Iterable[str], *, now: datetime) -> int:
    """Queues a mail about each id, within the caller's transaction; how many.

    Who writes mails of this kind is asked for address and words when the mail is sent.
    """
    head = (MailState.QUEUED.value, stored_time(now), stored_time(now), *_EMPTY)
    return insert_rows(Mail, _COLUMNS, ((new_public_id(), kind, one, *head) for one in ids))


def send_due(now: datetime, limit: int = 500) -> int:
    """Sends mails that are due, `limit` at most; how many were sent.

    At least once: a worker killed between sending and noting it makes a mail go out twice, with the same
    Message-ID, after the lease. Refused addresses are final, everything else is tried again for a day.
    """
    clock, sent = Clock(now), 0
    while limit > 0:
        lot = _claim(clock(), min(limit, _LOT))
        if not lot:
            break
        limit -= len(lot)
        sent += _send_lot(lot, clock)
    return sent


def resend(public_ids: Sequence[str], *, now: datetime) -> int:
    """Puts failed mails back into the outbox; how many."""
    failed = Mail.objects.filter(pk__in=public_ids, state=MailState.FAILED)
    return failed.update(state=MailState.QUEUED, due=now, attempts=0, error="")


def _claim(now: datetime, size: int) -> list[Mail]:
    """Takes a lot: mails waiting, or those whose sender fell silent."""
    due = Mail.objects.filter(state__in=[MailState.QUEUED, MailState.SENDING], due__lte=now)
    with transaction.atomic():
        lot = list(unclaimed(due.order_by("due"))[:size])
        sign = new_claim()
        # `due` of a mail in hand is the end of its lease, so that one index finds both.
        Mail.objects.filter(pk__in=[mail.pk for mail in lot]).update(
            state=MailState.SENDING,
            claim=sign,
            leased_until=now + LEASE,
            due=now + LEASE,
            attempts=F("attempts") + 1,
        )
    for mail in lot:
        mail.claim, mail.attempts = sign, mail.attempts + 1
    return lot


def _send_lot(lot: list[Mail], clock: Clock) -> int:
    until, sent, backend = clock() + LEASE / 2, 0, get_connection()
    try:
        for mail in lot:
            if clock() > until:  # the server is slow: the rest is left to whoever comes next
                _set(mail, state=MailState.QUEUED, due=clock(), attempts=mail.attempts - 1)
            else:
                sent += _send(mail, backend, clock)
    finally:
        backend.close()
    return sent


def _send(mail: Mail, backend: BaseEmailBackend, clock: Clock) -> bool:
    if mail.attempts > _TRIES:  # its senders died at it
        _failed(mail, Unsent(MailUndelivered.code, final=True), clock())
        return False
    try:
        message: MailMessage | None = mail_renderer(mail.kind)(mail.reference)
        if message is None or not message.to:
            _set(mail, state=MailState.DROPPED)
            return False
        backend.open()
        backend.send_messages([compose(mail.pk, message)])
    except Exception as error:
        backend.close()  # so that the next one begins with a fresh connection
        _failed(mail, failure_of(error), clock())
        return False
    _set(mail, state=MailState.SENT, sent_at=clock(), error="", **_kept(message))
    return True


def _failed(mail: Mail, unsent: Unsent, now: datetime) -> None:
    _log.warning("mail %s (%s): %s", mail.pk, mail.kind, unsent.code, exc_info=unsent.cause)
    if unsent.final or mail.attempts >= _TRIES:
        _set(mail, state=MailState.FAILED, error=unsent.code)
    else:
        _set(mail, state=MailState.QUEUED, error=unsent.code, due=now + backoff(mail.attempts))


def _kept(message: MailMessage) -> dict[str, str]:
    if not getattr(settings, "KEEP_MAILS", getattr(settings, "DEMO", False)):
        return {}
    return {
        "to": message.to,
        "subject": message.subject[:300],
        "text": message.text,
        "html": message.html,
        "language": message.language,
    }


def _set(mail: Mail, **values: Any) -> None:
    """Writes what became of a mail, unless another worker has it meanwhile."""
    mine = Mail.objects.filter(pk=mail.pk, claim=mail.claim, state=MailState.SENDING)
    mine.update(claim="", leased_until=None, **values)
