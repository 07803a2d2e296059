"""What an employer may know of the places it sponsors: the person's name, the offering, and the money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count

from microcred.platform.catalogue import queries as catalogue
from microcred.platform.enrolments import access
from microcred.platform.enrolments.holding import held_until
from microcred.platform.enrolments.models import CreditNote, Invoice, InvoiceState, Voucher, VoucherBatch

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class SponsoredPlace:
    """One place. `state` is held, paid, given-back, credited or paid-back; `until` is the last moment to pay.

    No address, no cohort, no work and no result: those are the learner's.
    """

    name: str
    offering: str
    offering_name: str
    educator: str
    invoice: str
    amount: Decimal
    currency: str
    state: str
    issued_at: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class SponsoredBatch:
    """Codes that were made at once for one offering."""

    public_id: str
    name: str
    offering: str
    offering_name: str
    educator: str
    made_at: datetime
    codes: int
    used: int


def sponsored_places(actor: Account | None, institution: str) -> list[SponsoredPlace]:
    """The places that were taken with an employer's codes, the latest first.

    Raises `NotAllowed` or `NotFound`.
    """
    found = access.institution(actor, institution, to="sponsor")
    rows = Invoice.objects.filter(sponsor=found).select_related("enrolment__learner", "credit_note")
    rows = rows.order_by("-issued_at", "-pk")
    offerings = catalogue.offerings_by_id({row.enrolment.offering_id for row in rows})
    return [
        SponsoredPlace(
            name=row.enrolment.learner.name,
            offering=offerings[row.enrolment.offering_id].public_id,
            offering_name=offerings[row.enrolment.offering_id].name,
            educator=offerings[row.enrolment.offering_id].educator_name,
            invoice=row.public_id,
            amount=row.amount,
            currency=row.currency,
            state=_state(row),
            issued_at=row.issued_at,
            until=held_until(row.issued_at, sponsored=True) if row.state == InvoiceState.OPEN else None,
        )
        for row in rows
    ]


def sponsored_batches(actor: Account | None, institution: str) -> list[SponsoredBatch]:
    """The codes that an employer had made, the newest first; raises the same."""
    found = access.institution(actor, institution, to="sponsor")
    rows = VoucherBatch.objects.filter(sponsor=found).order_by("-made_at", "-pk")
    counted = list(rows.annotate(codes=Count("vouchers"), used=Count("vouchers__used_at")))
    offerings = catalogue.offerings_by_id({row.offering_id for row in counted})
    return [
        SponsoredBatch(
            row.public_id,
            row.name,
            offerings[row.offering_id].public_id,
            offerings[row.offering_id].name,
            offerings[row.offering_id].educator_name,
            row.made_at,
            row.codes,
            row.used,
        )
        for row in counted
    ]


def sponsored_codes(actor: Account | None, institution: str, batch: str) -> list[tuple[str, bool]]:
    """The codes of one of an employer's batches, and whether each is used; raises the same."""
    found = access.institution(actor, institution, to="sponsor")
    rows = Voucher.objects.filter(batch__sponsor=found, batch__public_id=batch).order_by("pk")
    return [(row.code, row.used_at is not None) for row in rows]


def _state(row: Invoice) -> str:
    note: CreditNote | None = getattr(row, "credit_note", None)
    if note is not None:
        return "paid-back" if note.paid_back_at else "credited"
    return {"open": "held", "paid": "paid", "cancelled": "given-back"}[row.state]
