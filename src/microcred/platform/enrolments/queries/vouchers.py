"""What can be asked about vouchers and invitations: plain values for the educator's staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count

from microcred.platform.enrolments import access
from microcred.platform.enrolments.models import Invitation, Voucher, VoucherBatch

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class BatchRow:
    """Codes that were made at once; `sponsor` is empty where the educator itself gives the places."""

    public_id: str
    name: str
    sponsor: str
    made_at: datetime
    lapses_on: date | None
    codes: int
    used: int


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """One code, and when it was used."""

    code: str
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """Somebody who was invited."""

    email: str
    name: str
    cohort: str
    invited_at: datetime


def batches(actor: Account | None, offering: str) -> list[BatchRow]:
    """The codes of an offering, the newest first; raises `NotFound` or `NotAllowed`."""
    found = access.offering(actor, offering, to="manage")
    rows = VoucherBatch.objects.filter(offering_id=found.id).select_related("sponsor")
    counted = rows.annotate(codes=Count("vouchers"), used=Count("vouchers__used_at"))
    return [
        BatchRow(
            public_id=row.public_id,
            name=row.name,
            sponsor=row.sponsor.name if row.sponsor else "",
            made_at=row.made_at,
            lapses_on=row.lapses_on,
            codes=row.codes,
            used=row.used,
        )
        for row in counted.order_by("-made_at", "-pk")
    ]


def vouchers(actor: Account | None, offering: str, batch: str) -> list[VoucherRow]:
    """The codes of a batch that the educator made; none of a sponsor's, who pays. Raises the same."""
    found = access.offering(actor, offering, to="manage")
    rows = Voucher.objects.filter(
        batch__offering_id=found.id, batch__public_id=batch, batch__sponsor__isnull=True
    )
    return [VoucherRow(row.code, row.used_at) for row in rows.order_by("pk")]


def invitations(actor: Account | None, offering: str) -> list[InvitationRow]:
    """Who was invited to an offering, by address; raises the same."""
    found = access.offering(actor, offering, to="manage")
    rows = Invitation.objects.filter(offering_id=found.id).select_related("cohort").order_by("email")
    return [
        InvitationRow(row.email, row.name, row.cohort.name if row.cohort else "", row.invited_at)
        for row in rows
    ]
