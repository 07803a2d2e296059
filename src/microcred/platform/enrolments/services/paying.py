"""What pays a place: voucher codes, invoices, and places that an employer sponsors."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from microcred.platform.catalogue import queries as catalogue
from microcred.platform.enrolments import access
from microcred.platform.enrolments.admitting import require_open
from microcred.platform.enrolments.errors import EnrolmentState, OfferingNotOpen, VoucherRefused
from microcred.platform.enrolments.events import EnrolmentChanged
from microcred.platform.enrolments.models import (
    Enrolment,
    Invoice,
    InvoiceState,
    PayBy,
    State,
    Voucher,
    VoucherBatch,
)
from microcred.platform.enrolments.services.refusing import refusals_told
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

MOST = 1_000
"""Codes in one batch."""
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that look alike."""


def make_vouchers(
    *,
    actor: Account | None,
    offering: str,
    name: str,
    count: int,
    now: datetime,
    lapses_on: date | None = None,
) -> list[str]:
    """Makes codes that each pay one place of an own offering; the codes.

    Raises `NotAllowed`, `NotFound`, `OfferingNotOpen` or `AgreementEnded`.
    """
    found = access.offering(actor, offering, to="manage")
    with refusals_told(found, actor=actor, step="vouchers", now=now), transaction.atomic():
        require_open(found, now)
        return _batch(found.id, None, actor, name, count, now, lapses_on)


def sponsor_places(
    *, actor: Account | None, sponsor: str, offering: str, name: str, count: int, now: datetime
) -> list[str]:
    """Makes codes for places in anybody's offering that the sponsor pays: each use writes it an invoice.

    Raises `NotAllowed`, `NotFound`, `OfferingNotOpen` or `AgreementEnded`.
    """
    employer = access.institution(actor, sponsor, to="sponsor")
    found = catalogue.offering(offering)
    if found is None:
        raise OfferingNotOpen(offering[:40])
    with refusals_told(found, actor=actor, step="sponsor", now=now), transaction.atomic():
        require_open(found, now)
        return _batch(found.id, employer, actor, name, count, now, None)


def mark_paid(*, actor: Account | None, invoice: str, now: datetime, reference: str = "") -> None:
    """Notes that an invoice is paid: the place that was held is the learner's.

    Raises `NotFound`, `NotAllowed` or `EnrolmentState`.
    """
    with transaction.atomic():
        row = access.invoice(actor, invoice, to="manage")
        held = Enrolment.objects.filter(pk=row.enrolment_id, state=State.HELD)
        due = Invoice.objects.filter(pk=row.pk, state=InvoiceState.OPEN)
        # The place before its invoice, as where one is released: else the two would wait for each other.
        if not held.update(state=State.ENROLLED, enrolled_at=now) or not due.update(
            state=InvoiceState.PAID, paid_at=now, paid_by=actor, reference=reference[:100]
        ):
            raise EnrolmentState(invoice)
        enrolment = row.enrolment
        journal.record(
            EnrolmentChanged(
                enrolment.public_id,
                enrolment.offering.public_id,
                "paid",
                enrolment.offering.institution_id,
                now,
                actor.pk if actor else None,
            )
        )


def way_of(code: str) -> PayBy:
    """Whether a code is a voucher or a sponsor's; raises `VoucherRefused` for an unknown one."""
    found = Voucher.objects.select_related("batch").filter(code=_written(code)).first()
    if found is None:
        raise VoucherRefused(code[:20])
    return PayBy.SPONSOR if found.batch.sponsor_id else PayBy.VOUCHER


def use_voucher(row: Enrolment, code: str, now: datetime) -> None:
    """Uses a code for an enrolment: of two at once one wins. Raises `VoucherRefused`."""
    valid = Voucher.objects.filter(
        Q(batch__lapses_on__isnull=True) | Q(batch__lapses_on__gte=timezone.localdate(now)),
        code=_written(code),
        used_at__isnull=True,
        batch__offering_id=row.offering_id,
    )
    if not Voucher.objects.filter(pk__in=valid.values("pk"), used_at__isnull=True).update(
        used_by=row, used_at=now
    ):
        raise VoucherRefused(code[:20])


def release(row: Enrolment) -> None:
    """Gives back what paid a withdrawn place: the code can be used again, an open invoice is cancelled."""
    Voucher.objects.filter(used_by=row).update(used_by=None, used_at=None)
    Invoice.objects.filter(enrolment=row, state=InvoiceState.OPEN).update(state=InvoiceState.CANCELLED)


def write_invoice(row: Enrolment, now: datetime) -> None:
    """The invoice of a held place: to the sponsor whose code was used, else to the learner."""
    voucher = Voucher.objects.select_related("batch").filter(used_by=row).first()
    Invoice.objects.create(
        enrolment=row,
        sponsor_id=voucher.batch.sponsor_id if voucher else None,
        amount=row.price,
        currency=row.currency,
        issued_at=now,
    )


def _batch(
    offering: int,
    sponsor: Institution | None,
    actor: Account | None,
    name: str,
    count: int,
    now: datetime,
    lapses_on: date | None,
) -> list[str]:
    batch = VoucherBatch.objects.create(
        offering_id=offering,
        sponsor=sponsor,
        name=name[:200],
        lapses_on=lapses_on,
        made_at=now,
        made_by=actor,
    )
    codes = [_code() for _ in range(max(1, min(count, MOST)))]
    Voucher.objects.bulk_create(Voucher(batch=batch, code=code) for code in codes)
    return codes


def _code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _written(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return f"{plain[:4]}-{plain[4:8]}-{plain[8:12]}"
