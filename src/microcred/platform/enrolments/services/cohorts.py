"""Cohorts, and who is invited into them by a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.awards.sheets import SheetError, propose, read_sheet
from microcred.platform.enrolments import access
from microcred.platform.enrolments.admitting import require_open
from microcred.platform.enrolments.errors import InvitationsUnreadable
from microcred.platform.enrolments.mails import INVITED
from microcred.platform.enrolments.models import Cohort, Enrolment, Invitation, State
from microcred.platform.enrolments.services.refusing import refusals_told
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def form_cohort(
    *,
    actor: Account | None,
    offering: str,
    name: str,
    now: datetime,
    enrolments: Sequence[str] | None = None,
) -> str:
    """Forms a cohort of an offering, or adds to the one of that name: these enrolments, or all without one.

    Returns its public id. Raises `NotFound` or `NotAllowed`.
    """
    with transaction.atomic():
        found = access.offering(actor, offering, to="manage")
        cohort = _cohort(found.id, name, actor, now)
        rows = Enrolment.objects.filter(offering_id=found.id, state=State.ENROLLED)
        rows = rows.filter(cohort=None) if enrolments is None else rows.filter(public_id__in=enrolments)
        rows.update(cohort=cohort)
    return cohort.public_id


def invite(*, actor: Account | None, offering: str, sheet: bytes, now: datetime, cohort: str = "") -> int:
    """Invites all of a sheet with a column of addresses; how many are new. Who was invited is not again.
    Each gets a mail.

    Raises a `SheetError` or `InvitationsUnreadable` that names the row, `OfferingNotOpen` or
    `AgreementEnded`, and then nobody is invited.
    """
    read = read_sheet(sheet)
    places = {column.field: column.index for column in propose(read).columns if column.field}
    if "email" not in places:
        raise InvitationsUnreadable("email")
    people = {}
    for row in read.rows:
        email = row.cells[places["email"]].strip().lower()
        if email.count("@") != 1 or email.startswith("@") or email.endswith("@") or len(email) > 254:
            raise InvitationsUnreadable(f"row {row.number}: {email[:60]}")
        people[email] = row.cells[places["name"]][:200] if "name" in places else ""
    found = access.offering(actor, offering, to="manage")
    with refusals_told(found, actor=actor, step="invite", now=now), transaction.atomic():
        require_open(found, now)
        group = _cohort(found.id, cohort, actor, now) if cohort else None
        known = set(
            Invitation.objects.filter(offering_id=found.id, email__in=people).values_list("email", flat=True)
        )
        new = [
            Invitation(offering_id=found.id, cohort=group, email=email, name=name, invited_at=now)
            for email, name in people.items()
            if email not in known
        ]
        made = Invitation.objects.bulk_create(new)
        journal.queue_mails(INVITED, [str(one.pk) for one in made], now=now)
    return len(new)


def _cohort(offering: int, name: str, actor: Account | None, now: datetime) -> Cohort:
    made, _ = Cohort.objects.get_or_create(
        offering_id=offering, name=name.strip()[:200], defaults={"formed_at": now, "formed_by": actor}
    )
    return made


__all__ = ["SheetError", "form_cohort", "invite"]
