"""Taking a place and giving it back; whoever waited longest gets what is freed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.accounts import queries as accounts
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.queries import OfferingDetail
from microcred.platform.enrolments import access
from microcred.platform.enrolments.admitting import list_moves, require_open
from microcred.platform.enrolments.errors import (
    EnrolledAlready,
    EnrolmentState,
    PaymentNeeded,
    PrerequisitesNotMet,
)
from microcred.platform.enrolments.events import EnrolmentChanged
from microcred.platform.enrolments.mails import PROMOTED
from microcred.platform.enrolments.models import (
    RUNNING,
    TAKING_A_PLACE,
    Enrolment,
    Invitation,
    PayBy,
    Places,
    State,
)
from microcred.platform.enrolments.prerequisites import prerequisites
from microcred.platform.enrolments.services import paying
from microcred.platform.enrolments.services.crediting import credit
from microcred.platform.enrolments.services.refusing import refusals_told
from microcred.platform.institutions.errors import NotFound
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def enrol(*, actor: Account, offering: str, now: datetime, voucher: str = "", invoice: bool = False) -> str:
    """Takes a place in an offering, or a place in its waiting list; the public id of the enrolment.

    A `voucher` pays it; else `invoice` asks for one and the place is held until it is paid. Whoever waits
    gets what is free before. Raises
    `OfferingNotOpen`, `AgreementEnded`, `PrerequisitesNotMet`, `EnrolledAlready`, `PaymentNeeded` or
    `VoucherRefused`.
    """
    found = catalogue.offering(offering)
    if found is None:
        raise NotFound(offering[:40])
    with refusals_told(found, actor=actor, step="enrol", now=now), transaction.atomic():
        lock_places(found)
        _admitted(actor, found, now)
        pay_by = _way(found, voucher, invoice)
        promote(found, now)
        waits = not _room(found)
        row = Enrolment.objects.create(
            offering_id=found.id,
            learner=actor,
            cohort_id=_invited_into(actor, found),
            state=State.WAITING,
            pay_by=pay_by,
            price=found.price,
            currency=found.currency,
            asked_at=now,
        )
        if voucher:
            paying.use_voucher(row, voucher, now)
        if waits:
            _record(row, "waiting", found, actor, now)
        else:
            _give_place(row, found, actor, now, promoted=False)
    return row.public_id


def withdraw(*, actor: Account, public_id: str, now: datetime) -> None:
    """Ends one's own enrolment: a voucher can be used again, an open invoice is cancelled, for a paid one a
    credit note is written, and the place goes to whoever waited longest.

    Raises `NotFound` or `EnrolmentState`.
    """
    with transaction.atomic():
        offering = catalogue.offerings_by_id([access.own(actor, public_id).offering_id])
        [found] = offering.values()
        lock_places(found)
        end(access.own(actor, public_id), found, actor, now)


def withdraw_all(account: int, now: datetime) -> None:
    """Ends all that runs of an account, one offering after the other. Harmless twice."""
    running = Enrolment.objects.filter(learner_id=account, state__in=RUNNING).order_by("offering_id")
    for public_id, offering in running.values_list("public_id", "offering_id"):
        with transaction.atomic():
            [found] = catalogue.offerings_by_id([offering]).values()
            lock_places(found)
            end(Enrolment.objects.get(public_id=public_id), found, None, now)


def end(
    row: Enrolment,
    found: OfferingDetail,
    actor: Account | None,
    now: datetime,
    *,
    as_: State = State.WITHDRAWN,
) -> None:
    """Ends an enrolment, writes the credit note for what was paid, and passes the place on.

    The places are locked; raises `EnrolmentState` where it is not as it was read.
    """
    here = Enrolment.objects.filter(pk=row.pk, state=row.state)
    if row.state not in RUNNING or not here.update(state=as_, withdrawn_at=now):
        raise EnrolmentState(row.public_id)
    row.state, row.withdrawn_at = as_, now
    paying.release(row)
    credit(row, found, actor, now)
    _record(row, str(as_), found, actor, now)
    promote(found, now)


def promote(found: OfferingDetail, now: datetime) -> int:
    """Gives free places to those who wait, the longest first; how many. The places are locked.

    None once the offering is over or closed, or while no agreement with its certifier covers it.
    """
    count = 0
    if not list_moves(found, now):
        return count
    waiting = Enrolment.objects.filter(offering_id=found.id, state=State.WAITING).order_by("asked_at", "pk")
    for row in waiting:
        if not _room(found):
            break
        _give_place(row, found, None, now, promoted=True)
        count += 1
    return count


def fill_places(*, now: datetime) -> int:
    """Gives each free place to who waits for it; how many. For the hourly round.

    A place is free while somebody waits after an offering got more of them, and where an agreement had ended
    and another one begins. One transaction for each offering. Harmless twice.
    """
    waiting = Enrolment.objects.filter(state=State.WAITING).values_list("offering_id", flat=True)
    found = catalogue.offerings_by_id(sorted(set(waiting)))
    return sum(_filled(one, now) for one in found.values() if list_moves(one, now) and _room(one))


def _filled(found: OfferingDetail, now: datetime) -> int:
    with transaction.atomic():
        lock_places(found)
        return promote(found, now)


def lock_places(found: OfferingDetail) -> None:
    """Nobody else takes or frees a place of this offering until the transaction ends."""
    row, _ = Places.objects.get_or_create(offering_id=found.id)
    Places.objects.select_for_update().get(pk=row.pk)


def _room(found: OfferingDetail) -> bool:
    if found.places is None:
        return True
    return Enrolment.objects.filter(offering_id=found.id, state__in=TAKING_A_PLACE).count() < found.places


def _admitted(actor: Account, found: OfferingDetail, now: datetime) -> None:
    require_open(found, now)
    if Enrolment.objects.filter(offering_id=found.id, learner=actor, state__in=RUNNING).exists():
        raise EnrolledAlready(found.name)
    unmet = [one for one in prerequisites(actor, found, now) if not one.met]
    if unmet:
        raise PrerequisitesNotMet("; ".join(f"{one.title}: {one.reason}" for one in unmet))


def _way(found: OfferingDetail, voucher: str, invoice: bool) -> PayBy:
    if voucher:
        return paying.way_of(voucher)
    if not found.price:
        return PayBy.FREE
    if invoice:
        return PayBy.INVOICE
    raise PaymentNeeded(f"{found.price} {found.currency}")


def _invited_into(actor: Account, found: OfferingDetail) -> int | None:
    addresses = accounts.confirmed_addresses(actor)
    invited = Invitation.objects.filter(offering_id=found.id, email__in=addresses).first()
    return invited.cohort_id if invited else None


def _give_place(
    row: Enrolment, found: OfferingDetail, actor: Account | None, now: datetime, *, promoted: bool
) -> None:
    if row.price and row.pay_by in (PayBy.INVOICE, PayBy.SPONSOR):
        row.state = State.HELD
        paying.write_invoice(row, now)
    else:
        row.state, row.enrolled_at = State.ENROLLED, now
    row.save(update_fields=["state", "enrolled_at"])
    _record(row, "promoted" if promoted else str(row.state), found, actor, now)
    if promoted:
        journal.queue_mails(PROMOTED, [row.public_id], now=now)


def _record(row: Enrolment, step: str, found: OfferingDetail, actor: Account | None, now: datetime) -> None:
    journal.record(
        EnrolmentChanged(
            row.public_id, found.public_id, step, found.institution_id, now, actor.pk if actor else None
        )
    )
