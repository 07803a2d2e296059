"""Credit moves to another institution: proposed by the one that uses it, accepted or refused by the other.

The receiver takes it for an application with which the same credential was handed in: so the learner has told
them of it, and the sender tells them nothing of the learner.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.admissions import access
from microcred.platform.admissions.errors import TransferClosed, TransferRefused, TransferWithoutCase
from microcred.platform.admissions.events import CreditStep
from microcred.platform.admissions.models import Case, CaseItem, CreditTransfer, TransferState
from microcred.platform.admissions.services import credit
from microcred.platform.admissions.services.releasing import noted, reason_of, use_here
from microcred.platform.institutions import access as institutions
from microcred.platform.journal import services as journal
from microcred.rules.ledger import Action, Wish

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

TRANSFER = "admissions.transfer"


def propose_transfer(
    *, actor: Account | None, institution: str, number: int, receiver: str, reason: str, now: datetime
) -> str:
    """Proposes that what a line of the record holds or uses here moves to `receiver`; its public id.

    Raises `CreditReasonMissing`, `TransferRefused`, `CreditNotHeldHere`, `CreditLineUnknown`, `NotFound` or
    `NotAllowed`.
    """
    own = access.institution(actor, institution, to="credit")
    line = access.credit_line(actor, institution, number, to="credit")
    other, said = institutions.by_public_id(receiver), reason_of(reason)
    with credit.alone():
        use = use_here(line, institution, now)
        waiting = CreditTransfer.objects.filter(
            credential=line.credential, award=use.award, sender=own, state=TransferState.PROPOSED
        )
        if other.pk == own.pk or waiting.exists():
            raise TransferRefused
        made = CreditTransfer.objects.create(
            credential=line.credential,
            award=use.award,
            sender=own,
            receiver=other,
            amount=str(use.amount),
            reason=said,
            proposed_at=now,
            proposed_by=actor,
        )
        _record(made, "proposed", None, actor, now, said)
        _tell(made, other, now)
    return made.public_id


def accept_transfer(
    *, actor: Account | None, institution: str, public_id: str, case: str, now: datetime
) -> int:
    """The receiver takes the credit for one of its cases; the number of the line in the record.

    What was held stays held until the same day. Raises `TransferClosed`, `TransferWithoutCase`,
    `CaseUnknown`, `CreditInUse` where the case has it, and `CreditNotHeldHere` where the hold has ended.
    """
    _open(actor, institution, public_id, receiving=True, lock=False)
    with transaction.atomic():
        access.case(actor, case, to="credit", lock=True)  # nobody refuses it meanwhile
        return _take(actor, institution, public_id, case, now)


def _take(actor: Account | None, institution: str, public_id: str, case: str, now: datetime) -> int:
    with credit.alone():
        found = _open(actor, institution, public_id, receiving=True)
        if case not in [one.public_id for one in cases_for(found)]:
            raise TransferWithoutCase
        first = credit.entries_of(found.credential)[0]
        use = credit.use_for(found.credential, found.award, found.sender.public_id, now)
        wish = Wish(
            Action.TRANSFERRED,
            found.credential,
            first.wish.whole,
            use.amount,
            found.award,
            found.sender.public_id,
            use.valid_until,
            case,
            institution,
        )
        entry = credit.carry_out(wish, now)
        noted(entry, actor, found.reason)
        _answer(found, TransferState.ACCEPTED, actor, now, to_award=case, line=entry.number)
    return entry.number


def refuse_transfer(
    *, actor: Account | None, institution: str, public_id: str, reason: str, now: datetime
) -> None:
    """The receiver does not take it, and says why. Raises `CreditReasonMissing` or `TransferClosed`."""
    _open(actor, institution, public_id, receiving=True, lock=False)
    said = reason_of(reason)
    with credit.alone():
        found = _open(actor, institution, public_id, receiving=True)
        _answer(found, TransferState.REFUSED, actor, now, answer=said)


def withdraw_transfer(*, actor: Account | None, institution: str, public_id: str, now: datetime) -> None:
    """The sender keeps the credit after all. Raises `TransferClosed`."""
    _open(actor, institution, public_id, receiving=False, lock=False)
    with credit.alone():
        found = _open(actor, institution, public_id, receiving=False)
        _answer(found, TransferState.WITHDRAWN, actor, now)


def cases_for(found: CreditTransfer) -> list[Case]:
    """The receiver's cases with which this credential was handed in, without those that were refused."""
    items = CaseItem.objects.filter(credit_name=found.credential)
    cases = Case.objects.filter(programme__institution=found.receiver, pk__in=items.values("case"))
    cases = cases.select_related("programme").prefetch_related("decisions")
    return [one for one in cases.order_by("-submitted_at") if not _refused(one)]


def _refused(case: Case) -> bool:
    told = [one for one in case.decisions.all() if one.told_at]
    return bool(told) and max(told, key=lambda one: one.number).outcome == "refused"


def _open(
    actor: Account | None, institution: str, public_id: str, *, receiving: bool, lock: bool = True
) -> CreditTransfer:
    found = access.transfer(actor, institution, public_id, to="credit", lock=lock)
    side = found.receiver if receiving else found.sender
    if found.state != TransferState.PROPOSED or side.public_id != institution:
        raise TransferClosed
    return found


def _answer(
    found: CreditTransfer,
    state: TransferState,
    actor: Account | None,
    now: datetime,
    *,
    answer: str = "",
    to_award: str = "",
    line: int | None = None,
) -> None:
    found.state, found.answered_at, found.answered_by = state, now, actor
    found.answer, found.to_award = answer, to_award
    found.save(update_fields=["state", "answered_at", "answered_by", "answer", "to_award"])
    if state in (TransferState.ACCEPTED, TransferState.REFUSED):
        _tell(found, found.sender, now)
    _record(found, state.value, line, actor, now, answer)


def _tell(found: CreditTransfer, whom: Institution, now: datetime) -> None:
    """A mail to everybody who may deal with credit there."""
    journal.queue_mails(TRANSFER, [f"{found.public_id}.{one}" for one in access.registrars(whom)], now=now)


def _record(
    found: CreditTransfer, step: str, line: int | None, actor: Account | None, now: datetime, reason: str
) -> None:
    """In the log of the institution that acts, with the other beside it."""
    own, other = found.sender_id, found.receiver_id
    if step in (TransferState.ACCEPTED, TransferState.REFUSED):
        own, other = other, own
    case = found.to_award or found.award
    journal.record(CreditStep(case, step, line, own, other, now, actor.pk if actor else None, reason))
