"""Who is enrolled in an own offering, the invoices of the places, and that one of them was paid."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import BaseModel, ConfigDict, Field

from microcred.platform.enrolments import access, queries, services
from microcred.platform.enrolments.queries import EnrolmentRow
from microcred.platform.gateways.access import own
from microcred.platform.gateways.api import paging
from microcred.platform.gateways.api.calling import Permission, caller_of, declared
from microcred.platform.gateways.api.paging import PAGE, Cursor, Most, Page
from microcred.platform.gateways.scopes import Scope
from microcred.platform.web.asking import now

router = Router(tags=["Enrolments"])
VIEW = Permission(Scope.ENROLMENTS, access.ROLES["view"])
INVOICES = Permission(Scope.ENROLMENTS, access.ROLES["manage"])
MANAGE = Permission(Scope.ENROLMENTS_WRITE, access.ROLES["manage"])
Id = Annotated[str, Path(max_length=40)]
InvoiceState = Literal["open", "paid", "cancelled"]


class Enrolment(BaseModel):
    """One learner in one offering."""

    id: str
    name: str
    email: str
    cohort: str = Field(description="The name of the cohort, or empty.")
    state: Literal["waiting", "held", "enrolled", "withdrawn", "lapsed"]
    pay_by: Literal["free", "voucher", "invoice", "sponsor"]
    asked_at: datetime
    enrolled_at: datetime | None
    place_in_line: int | None = Field(description="From 1, for who waits.")
    invoice: str = Field(description="The id of the invoice, or empty.")


class Enrolments(Page):
    """One page of enrolments, whoever asked first first."""

    items: list[Enrolment]


class Invoice(BaseModel):
    """What is to be paid for a place, by the learner or by a sponsor."""

    id: str
    state: InvoiceState
    amount: str = Field(description="As decimal text, such as `90.00`.")
    currency: str
    enrolment: str
    name: str
    email: str
    sponsor: str = Field(description="The name of who pays in the learner's place, or empty.")
    asked_at: datetime
    held_until: datetime | None = Field(description="When the place is given on unless it is paid, or null.")
    credit_note: str = Field(description="The number of the credit note after a withdrawal, or empty.")
    paid_back: bool = Field(description="Whether the amount of the credit note was paid back.")


class Invoices(Page):
    """One page of invoices, the earliest enrolment first."""

    items: list[Invoice]


class Payment(BaseModel):
    """That an invoice was paid."""

    model_config = ConfigDict(extra="forbid")

    reference: str = Field("", max_length=100, description="By what your books find the payment again.")


@router.get(
    "/offerings/{offering}/enrolments",
    **declared(VIEW, response=Enrolments, operation_id="listEnrolments"),
)
def enrolments(request: HttpRequest, offering: Id, cursor: Cursor = "", limit: Most = PAGE) -> Enrolments:
    """Who has a place in an offering, holds one until it is paid, or waits."""
    caller, after = caller_of(request), paging.read_moment(cursor)
    found = access.offering(caller.account, offering, to="view")
    own(caller, found.institution_id, offering)
    rows = _after(queries.enrolments(caller.account, offering), after)
    shown, following = paging.cut(rows[: limit + 1], limit, _place)
    return Enrolments(items=[_enrolment(row) for row in shown], next=following)


@router.get("/invoices", **declared(INVOICES, response=Invoices, operation_id="listInvoices"))
def invoices(
    request: HttpRequest,
    state: Annotated[InvoiceState | None, Query()] = None,
    cursor: Cursor = "",
    limit: Most = PAGE,
) -> Invoices:
    """The invoices of the institution's places."""
    caller, after = caller_of(request), paging.read_moment(cursor)
    rows = queries.invoices(caller.account, caller.institution)
    rows = _after([row for row in rows if state in (None, row.invoice_state)], after)
    shown, following = paging.cut(rows[: limit + 1], limit, _place)
    return Invoices(items=[_invoice(row) for row in shown], next=following)


@router.post("/invoices/{invoice}/paid", **declared(MANAGE, response=Invoice, operation_id="markInvoicePaid"))
def paid(request: HttpRequest, invoice: Id, body: Payment) -> Invoice:
    """Notes that an invoice is paid: the place that was held is the learner's. Refused unless it is open."""
    caller = caller_of(request)
    found = access.invoice(caller.account, invoice, to="manage")
    own(caller, found.enrolment.offering.institution_id, invoice)
    services.mark_paid(actor=caller.account, invoice=invoice, now=now(), reference=body.reference)
    return _invoice(queries.invoice(caller.account, invoice))


def _after(rows: list[EnrolmentRow], after: tuple[datetime, str] | None) -> list[EnrolmentRow]:
    rows = sorted(rows, key=lambda row: (row.asked_at, row.public_id))
    return [row for row in rows if after is None or (row.asked_at, row.public_id) > after]


def _place(row: EnrolmentRow) -> tuple[str, str]:
    return row.asked_at.isoformat(), row.public_id


def _enrolment(row: EnrolmentRow) -> Enrolment:
    return Enrolment.model_validate(
        {
            "id": row.public_id,
            "place_in_line": row.place,
            **{
                name: getattr(row, name)
                for name in Enrolment.model_fields
                if name not in ("id", "place_in_line")
            },
        }
    )


def _invoice(row: EnrolmentRow) -> Invoice:
    return Invoice.model_validate(
        {
            "id": row.invoice,
            "state": row.invoice_state,
            "amount": str(row.price),
            "currency": row.currency,
            "enrolment": row.public_id,
            "name": row.name,
            "email": row.email,
            "sponsor": row.sponsor,
            "asked_at": row.asked_at,
            "held_until": row.held_until,
            "credit_note": row.credit_note,
            "paid_back": row.paid_back,
        }
    )
