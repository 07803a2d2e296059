"""What is kept here about a person, for the export of their data."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from microcred.platform.accounts import queries as accounts
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.enrolments.models import CreditNote, Enrolment, Invitation, Invoice

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def account_data(account: Account) -> dict[str, Any]:
    """All enrolments, also those withdrawn, with their invoices; and where somebody was invited."""
    rows = (
        Enrolment.objects.filter(learner=account)
        .select_related("cohort", "invoice__credit_note")
        .order_by("asked_at")
    )
    invited = Invitation.objects.filter(email__in=accounts.confirmed_addresses(account)).order_by("pk")
    offerings = catalogue.offerings_by_id(
        {one.offering_id for one in rows} | {one.offering_id for one in invited}
    )
    names = {key: one.name for key, one in offerings.items()}
    return {
        "enrolments": [_enrolment(row, names.get(row.offering_id, "")) for row in rows],
        "invitations": [
            {"offering": names.get(one.offering_id, ""), "email": one.email, "at": _stamp(one.invited_at)}
            for one in invited
        ],
    }


def _enrolment(row: Enrolment, offering: str) -> dict[str, Any]:
    invoice: Invoice | None = getattr(row, "invoice", None)
    return {
        "offering": offering,
        "cohort": row.cohort.name if row.cohort else "",
        "state": row.state,
        "asked": _stamp(row.asked_at),
        "enrolled": _stamp(row.enrolled_at),
        "withdrawn": _stamp(row.withdrawn_at),
        "paid_by": row.pay_by,
        "price": f"{row.price} {row.currency}",
        "invoice": {
            "number": invoice.public_id,
            "amount": f"{invoice.amount} {invoice.currency}",
            "state": invoice.state,
            "issued": _stamp(invoice.issued_at),
            "paid": _stamp(invoice.paid_at),
            "credit_note": _credit(invoice),
        }
        if invoice
        else None,
    }


def _credit(invoice: Invoice) -> dict[str, Any] | None:
    note: CreditNote | None = getattr(invoice, "credit_note", None)
    if note is None:
        return None
    return {
        "number": note.public_id,
        "amount": f"{note.amount} {note.currency}",
        "written": _stamp(note.written_at),
        "paid_back": _stamp(note.paid_back_at),
    }


def _stamp(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
