"""The credit note: what was paid for a place goes back where it is given back before the first day."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from microcred.platform.catalogue.queries import OfferingDetail
from microcred.platform.enrolments import access
from microcred.platform.enrolments.errors import EnrolmentState
from microcred.platform.enrolments.events import CreditNoteStep
from microcred.platform.enrolments.models import CreditNote, Enrolment, Invoice, InvoiceState
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def credit(row: Enrolment, found: OfferingDetail, actor: Account | None, now: datetime) -> None:
    """Writes the credit note of a paid place that is given back before the first day, over all of it.

    Nothing for a place that nobody paid, or once the offering has begun.
    """
    invoice = Invoice.objects.filter(enrolment=row, state=InvoiceState.PAID).first()
    if invoice is None or timezone.localdate(now) >= found.starts_on:
        return
    note = CreditNote.objects.create(
        invoice=invoice, amount=invoice.amount, currency=invoice.currency, written_at=now
    )
    _tell(note, "written", found.institution_id, now, actor)


def mark_paid_back(*, actor: Account | None, invoice: str, now: datetime, reference: str = "") -> None:
    """Notes that the amount of a credit note was paid back.

    Raises `NotFound`, `NotAllowed` or `EnrolmentState`.
    """
    with transaction.atomic():
        found = access.invoice(actor, invoice, to="manage")
        note = CreditNote.objects.filter(invoice=found).first()
        open_ = CreditNote.objects.filter(invoice=found, paid_back_at=None)
        if note is None or not open_.update(paid_back_at=now, paid_back_by=actor, reference=reference[:100]):
            raise EnrolmentState(invoice)
        _tell(note, "paid-back", found.enrolment.offering.institution_id, now, actor)


def _tell(note: CreditNote, step: str, institution: int, now: datetime, actor: Account | None) -> None:
    who = actor.pk if actor else None
    journal.record(CreditNoteStep(note.public_id, note.invoice.public_id, step, institution, now, who))
