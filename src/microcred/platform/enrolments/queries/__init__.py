"""What can be asked about enrolments: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from microcred.platform.accounts import queries as accounts
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.queries import OfferingDetail
from microcred.platform.enrolments import access
from microcred.platform.enrolments.holding import held_until
from microcred.platform.enrolments.models import (
    RUNNING,
    TAKING_A_PLACE,
    Cohort,
    CreditNote,
    Enrolment,
    Invoice,
    State,
)
from microcred.platform.enrolments.prerequisites import Prerequisite, prerequisites
from microcred.platform.enrolments.queries.kept import account_data

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """One enrolment. `place` is that in the waiting list, from 1, or None for who does not wait.

    `held_until` is when a place that is not paid for is given on; `credit_note` the number of one, or empty.
    """

    public_id: str
    offering_id: int
    learner: int
    name: str
    email: str
    cohort: str
    state: str
    pay_by: str
    price: Decimal
    currency: str
    asked_at: datetime
    enrolled_at: datetime | None
    invoice: str
    invoice_state: str
    sponsor: str
    place: int | None
    held_until: datetime | None
    credit_note: str
    paid_back: bool


@dataclass(frozen=True, slots=True)
class CohortDetail:
    """A cohort with its members that are enrolled."""

    public_id: str
    name: str
    offering: OfferingDetail
    members: tuple[EnrolmentRow, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """How many have a place in an offering, how many wait, and how many places are free (None: no limit)."""

    taken: int
    waiting: int
    free: int | None


def own(actor: Account) -> list[tuple[OfferingDetail, EnrolmentRow]]:
    """A learner's enrolments that run, with their offerings, the earliest start first."""
    rows = _rows(Enrolment.objects.filter(learner=actor, state__in=RUNNING))
    offerings = catalogue.offerings_by_id([row.offering_id for row in rows])
    found = [(offerings[row.offering_id], row) for row in rows if row.offering_id in offerings]
    return sorted(found, key=lambda pair: (pair[0].starts_on, pair[1].public_id))


def ended(actor: Account, day: date) -> list[tuple[OfferingDetail, EnrolmentRow]]:
    """A learner's enrolments that are over, were withdrawn or lapsed, the latest first."""
    rows = _rows(Enrolment.objects.filter(learner=actor))
    offerings = catalogue.offerings_by_id([row.offering_id for row in rows])
    found = [
        (offerings[row.offering_id], row)
        for row in rows
        if row.offering_id in offerings
        and (row.state not in RUNNING or offerings[row.offering_id].ends_on < day)
    ]
    return sorted(found, key=lambda pair: (pair[0].ends_on, pair[1].public_id), reverse=True)


def learners_of(achievement: str) -> list[int]:
    """The accounts that have a place in an offering of a micro-credential, a public id."""
    rows = Enrolment.objects.filter(state=State.ENROLLED, offering__achievement__public_id=achievement)
    return list(rows.values_list("learner_id", flat=True).distinct())


def addresses_taught(achievement: str, educator_id: int) -> set[str]:
    """The confirmed addresses of all who have a place in an institution's offerings of a micro-credential."""
    return _addresses(
        Enrolment.objects.filter(
            offering__achievement__public_id=achievement, offering__institution_id=educator_id
        )
    )


def addresses_enrolled(offering_id: int) -> set[str]:
    """The confirmed addresses of all who have a place in an offering."""
    return _addresses(Enrolment.objects.filter(offering_id=offering_id))


def _addresses(rows: QuerySet[Enrolment]) -> set[str]:
    placed = rows.filter(state=State.ENROLLED).select_related("learner")
    found = {row.learner_id: row.learner for row in placed}
    return {
        address.casefold()
        for one in found.values()
        for address in (one.email, *accounts.confirmed_addresses(one))
    }


def own_in(actor: Account, offering: OfferingDetail) -> EnrolmentRow | None:
    """A learner's running enrolment in an offering, or None."""
    rows = Enrolment.objects.filter(learner=actor, offering_id=offering.id, state__in=RUNNING)
    return next(iter(_rows(rows)), None)


def enrolled_in(actor: Account, achievement: str) -> bool:
    """Whether a learner has a place in an offering of a micro-credential, a public id; waiting is none."""
    return Enrolment.objects.filter(
        learner=actor, state=State.ENROLLED, offering__achievement__public_id=achievement
    ).exists()


def taken(offering: OfferingDetail) -> Taken:
    """How full an offering is."""
    counts = Enrolment.objects.filter(offering_id=offering.id).aggregate(
        taken=Count("pk", filter=Q(state__in=TAKING_A_PLACE)),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
    )
    free = None if offering.places is None else max(0, offering.places - counts["taken"])
    return Taken(counts["taken"], counts["waiting"], free)


def enrolments(actor: Account | None, offering: str) -> list[EnrolmentRow]:
    """All running enrolments of an offering, for its educator's staff; raises `NotFound`, `NotAllowed`."""
    found = access.offering(actor, offering, to="view")
    return _rows(Enrolment.objects.filter(offering_id=found.id, state__in=RUNNING))


def invoices(actor: Account | None, institution: str) -> list[EnrolmentRow]:
    """The enrolments of an institution for which an invoice was written; raises the same."""
    found = access.institution(actor, institution, to="manage")
    return _rows(Enrolment.objects.filter(offering__institution=found, invoice__isnull=False))


def invoice(actor: Account | None, public_id: str) -> EnrolmentRow:
    """The enrolment for which an invoice was written, for who manages it; raises the same."""
    found = access.invoice(actor, public_id, to="manage")
    return _rows(Enrolment.objects.filter(pk=found.enrolment_id))[0]


def cohort(actor: Account | None, public_id: str) -> CohortDetail:
    """A cohort with who is enrolled in it, for its educator's staff; raises `NotFound` or `NotAllowed`."""
    return _cohort(access.cohort(actor, public_id, to="view"))


def cohorts(actor: Account | None, offering: str) -> list[CohortDetail]:
    """All cohorts of an offering, for its educator's staff; raises the same."""
    found = access.offering(actor, offering, to="view")
    return [_cohort(one) for one in Cohort.objects.filter(offering_id=found.id).order_by("name")]


def _cohort(row: Cohort) -> CohortDetail:
    members = _rows(Enrolment.objects.filter(cohort=row, state=State.ENROLLED))
    offering = catalogue.offerings_by_id([row.offering_id])[row.offering_id]
    return CohortDetail(row.public_id, row.name, offering, tuple(members))


def _rows(found: QuerySet[Enrolment]) -> list[EnrolmentRow]:
    rows = found.select_related("learner", "cohort", "invoice__sponsor", "invoice__credit_note").order_by(
        "asked_at", "pk"
    )
    return [_row(row) for row in rows]


def _row(row: Enrolment) -> EnrolmentRow:
    invoice: Invoice | None = getattr(row, "invoice", None)
    note: CreditNote | None = getattr(invoice, "credit_note", None)
    held = invoice is not None and row.state == State.HELD
    return EnrolmentRow(
        public_id=row.public_id,
        offering_id=row.offering_id,
        learner=row.learner_id,
        name=row.learner.name or row.learner.email,
        email=row.learner.email,
        cohort=row.cohort.name if row.cohort else "",
        state=row.state,
        pay_by=row.pay_by,
        price=row.price,
        currency=row.currency,
        asked_at=row.asked_at,
        enrolled_at=row.enrolled_at,
        invoice=invoice.public_id if invoice else "",
        invoice_state=invoice.state if invoice else "",
        sponsor=invoice.sponsor.name if invoice and invoice.sponsor else "",
        place=_waits_at(row),
        held_until=held_until(invoice.issued_at, sponsored=invoice.sponsor_id is not None)
        if invoice and held
        else None,
        credit_note=note.public_id if note else "",
        paid_back=bool(note and note.paid_back_at),
    )


def _waits_at(row: Enrolment) -> int | None:
    if row.state != State.WAITING:
        return None
    ahead = Q(asked_at__lt=row.asked_at) | Q(asked_at=row.asked_at, pk__lt=row.pk)
    waiting = Enrolment.objects.filter(ahead, offering_id=row.offering_id, state=State.WAITING)
    return waiting.count() + 1


__all__ = [
    "CohortDetail",
    "EnrolmentRow",
    "Prerequisite",
    "Taken",
    "account_data",
    "addresses_enrolled",
    "addresses_taught",
    "cohort",
    "cohorts",
    "ended",
    "enrolled_in",
    "enrolments",
    "invoice",
    "invoices",
    "learners_of",
    "own",
    "own_in",
    "prerequisites",
    "taken",
]
