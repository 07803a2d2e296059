"""Places that were held and not paid for in time: given on to who waits, by the periodic round."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from microcred.platform.catalogue import queries as catalogue
from microcred.platform.enrolments.holding import HELD_FOR, HELD_FOR_SPONSOR
from microcred.platform.enrolments.mails import LAPSED
from microcred.platform.enrolments.models import Enrolment, InvoiceState, State
from microcred.platform.enrolments.services.enrolling import end, lock_places
from microcred.platform.journal import services as journal


def release_unpaid(*, now: datetime) -> int:
    """Ends each held place whose invoice is overdue, and passes it on; how many. For the hourly round.

    One transaction for each, and only while it is still held: a round that is killed, repeated or run twice
    at once ends none twice and loses none.
    """
    sponsored = Q(invoice__sponsor__isnull=False)
    overdue = Q(invoice__issued_at__lte=now - HELD_FOR) & ~sponsored
    overdue |= Q(invoice__issued_at__lte=now - HELD_FOR_SPONSOR) & sponsored
    rows = Enrolment.objects.filter(overdue, state=State.HELD, invoice__state=InvoiceState.OPEN)
    return sum(
        _release(public_id, offering, now)
        for public_id, offering in list(
            rows.order_by("offering_id", "asked_at", "pk").values_list("public_id", "offering_id")
        )
    )


def _release(public_id: str, offering: int, now: datetime) -> int:
    with transaction.atomic():
        [found] = catalogue.offerings_by_id([offering]).values()
        lock_places(found)
        row = Enrolment.objects.filter(public_id=public_id, state=State.HELD).first()
        if row is None:  # paid, withdrawn or released meanwhile
            return 0
        end(row, found, None, now, as_=State.LAPSED)
        journal.queue_mails(LAPSED, [public_id], now=now)
    return 1
