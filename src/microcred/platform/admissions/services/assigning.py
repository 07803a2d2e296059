"""Who decides a case: taken on, given to a colleague, given back to the queue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.admissions import access
from microcred.platform.admissions.errors import AnotherPerson, ExaminerUnknown
from microcred.platform.admissions.events import CaseAssigned
from microcred.platform.admissions.services.examining import open_case
from microcred.platform.admissions.services.steps import tell_step
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

ASSIGNED = "admissions.assigned"


def assign(*, actor: Account, public_id: str, now: datetime, to: int | None = None) -> None:
    """Takes a case on, or gives it to the colleague whose account is `to`, who gets a mail.

    Raises `NotAllowed`, `CaseClosed` where there is nothing to decide, `ExaminerUnknown` for somebody who may
    not decide here, `AnotherPerson` for somebody who has decided it before.
    """
    with transaction.atomic():
        case = open_case(actor, public_id)
        chosen = actor.pk if to is None else to
        if chosen not in access.deciders(case.programme.institution):
            raise ExaminerUnknown
        if case.decisions.filter(decided_by_id=chosen).exists():
            raise AnotherPerson
        if case.assigned_to_id == chosen:
            return
        case.assigned_to_id = chosen
        case.save(update_fields=["assigned_to"])
        if chosen == actor.pk:
            tell_step(case, "assigned", now, actor)
        else:
            its = case.programme.institution_id
            journal.record(CaseAssigned(case.public_id, chosen, its, now, actor.pk))
            journal.queue_mails(ASSIGNED, [f"{case.public_id}.{chosen}"], now=now)


def hand_back(*, actor: Account, public_id: str, now: datetime) -> None:
    """Gives a case back to the queue: nobody has it any more. Raises `NotAllowed` or `CaseClosed`."""
    with transaction.atomic():
        case = open_case(actor, public_id)
        if case.assigned_to_id is not None:
            case.assigned_to = None
            case.save(update_fields=["assigned_to"])
            tell_step(case, "handed-back", now, actor)


def assign_all(*, actor: Account, public_ids: Sequence[str], now: datetime, to: int | None) -> int:
    """`assign` for several cases, or `hand_back` where `to` is None: all or none; how many."""
    with transaction.atomic():
        for one in public_ids:
            if to is None:
                hand_back(actor=actor, public_id=one, now=now)
            else:
                assign(actor=actor, public_id=one, now=now, to=to)
    return len(public_ids)
