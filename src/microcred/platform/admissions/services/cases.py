"""An application: submitted, decided with reasons, appealed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from microcred.platform.admissions import access, queries
from microcred.platform.admissions.documents import decision_document
from microcred.platform.admissions.errors import AnotherPerson, CaseClosed, NothingDropped, ReasonsMissing
from microcred.platform.admissions.facts import answers, from_json, to_json
from microcred.platform.admissions.models import OPEN, Case, CaseItem, CaseState, Decision, Programme
from microcred.platform.admissions.services import credit
from microcred.platform.admissions.services.counting import Dropped
from microcred.platform.admissions.services.evaluating import (
    evaluations,
    held_of,
    inputs_digest,
    likeness,
    paper_digests,
)
from microcred.platform.admissions.services.releasing import erase_reasons
from microcred.platform.admissions.services.steps import tell_step
from microcred.platform.credentials import services as credentials
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.queries import issuer
from microcred.platform.journal import services as journal
from microcred.platform.qualifications.reading import Read, at_home
from microcred.rules.ledger import Action

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

ADMITTED, CONDITIONAL, REFUSED = "admitted", "conditional", "refused"
OUTCOMES = (ADMITTED, CONDITIONAL, REFUSED)
DECIDED = "admissions.decided"
HOLD = timedelta(days=90)
"""How long credit is held for a decision that waits for a second person."""


def apply(
    *,
    actor: Account,
    programme: str,
    read: Sequence[Read],
    papers: Sequence[Dropped],
    now: datetime,
) -> str:
    """An application with chosen credentials, already examined, and papers; the case's public id.

    Raises `ProgrammeUnknown` or `NothingDropped`.
    """
    found = queries.open_programme(programme)
    if not read and not papers:
        raise NothingDropped
    with transaction.atomic():
        case = Case.objects.create(
            programme=Programme.objects.get(pk=found.id),
            applicant=actor,
            name=str(actor),
            submitted_at=now,
            due_at=now + timedelta(days=found.days),
        )
        name = credit.hasher()
        for number, one in enumerate(read, 1):
            held = replace(at_home(one.held, found.did), id=f"item-{number}")
            CaseItem.objects.create(
                case=case,
                position=number,
                name=one.title[:300],
                issuer=one.issuer_name[:300],
                verdict=one.verdict.value,
                issuer_open=one.issuer_open,
                identity_open=one.identity_open,
                bound_to=one.bound_to,
                facts=to_json(held),
                credit_name=name(credit.identity_in(case.public_id, held)),
                answers=answers(one),
            )
        for number, paper in enumerate(papers, len(read) + 1):
            CaseItem.objects.create(
                case=case, position=number, paper=True, name=paper.name[:300] or "-", body=paper.data
            )
        case.likeness = likeness(case)
        case.save(update_fields=["likeness"])
        tell_step(case, "submitted", now, actor)
    return case.public_id


def decide(
    *,
    actor: Account,
    public_id: str,
    outcome: str,
    reasons: str,
    now: datetime,
    conditions: str = "",
) -> int:
    """Decides a case, or proposes it where four eyes are set; the decision's number.

    Everything that led to it is stored with it. Raises `ReasonsMissing`, `CaseClosed`, `AnotherPerson` after
    an appeal against a decision of `actor`, `CreditInUse` where another programme has used the credit.
    """
    if outcome not in OUTCOMES or not reasons.strip():
        raise ReasonsMissing
    with transaction.atomic():
        case = access.case(actor, public_id, to="decide", lock=True)
        if case.state not in OPEN:
            raise CaseClosed(case.state)
        if case.decisions.filter(decided_by=actor).exists():
            raise AnotherPerson
        items = list(case.items.order_by("position"))
        inputs = [to_json(one) for one in held_of(items)]
        made = Decision.objects.create(
            case=case,
            number=case.decisions.count() + 1,
            outcome=outcome,
            reasons=reasons.strip()[:5000],
            conditions=conditions.strip()[:5000],
            decided_by=actor,
            decided_at=now,
            evaluations=evaluations(case, now),
            inputs=inputs,
            digests={"inputs": inputs_digest(inputs), **paper_digests(items)},
        )
        if case.programme.four_eyes:
            case.state = CaseState.PROPOSED
            case.save(update_fields=["state"])
            _credit(case, made, Action.HELD, now)
            tell_step(case, "proposed", now, actor)
        else:
            _tell_decision(case, made, actor, now)
    return made.number


def decide_alike(
    *,
    actor: Account,
    public_ids: Sequence[str],
    outcome: str,
    reasons: str,
    now: datetime,
    conditions: str = "",
) -> int:
    """The same decision for several cases, each for itself and all or none; how many."""
    with transaction.atomic():
        for one in public_ids:
            decide(
                actor=actor, public_id=one, outcome=outcome, reasons=reasons, now=now, conditions=conditions
            )
    return len(public_ids)


def approve(*, actor: Account, public_id: str, now: datetime) -> None:
    """The second person: from here on the decision is told. Raises `CaseClosed` or `AnotherPerson`."""
    with transaction.atomic():
        case = access.case(actor, public_id, to="approve", lock=True)
        made = case.decisions.order_by("-number").first()
        if case.state != CaseState.PROPOSED or made is None:
            raise CaseClosed(case.state)
        if made.decided_by_id == actor.pk:
            raise AnotherPerson
        made.approved_by = actor
        _tell_decision(case, made, actor, now)


def appeal(*, actor: Account, public_id: str, text: str, now: datetime) -> None:
    """The applicant asks for another look, by somebody else. Raises `CaseClosed` or `ReasonsMissing`."""
    if not text.strip():
        raise ReasonsMissing
    with transaction.atomic():
        case = access.own_case(actor, public_id, lock=True)
        last = case.decisions.order_by("-number").first()
        if case.state != CaseState.DECIDED or case.appeal or last is None or last.outcome == ADMITTED:
            raise CaseClosed(case.state)
        case.state, case.appeal, case.appealed_at = CaseState.APPEALED, text.strip()[:5000], now
        case.due_at, case.assigned_to = now + timedelta(days=case.programme.days), None
        case.reminded = 0
        case.save()
        tell_step(case, "appealed", now, actor)


def _tell_decision(case: Case, made: Decision, actor: Account, now: datetime) -> None:
    """Signs the decision, uses the credit it counts, and queues the mail."""
    if made.outcome == REFUSED:
        credit.release_all(award=case.public_id, institution=case.programme.institution.public_id, at=now)
    else:
        _credit(case, made, Action.USED, now)
    its = issuer(case.programme.institution_id)
    made.credential = credentials.issue(
        institution_id=its.id,
        kind="decision",
        content=decision_document(case, made, its, now),
        signer=institutions.signer_of(its.id, now),
        now=now,
    )
    made.told_at = now
    made.save()
    case.state = CaseState.DECIDED
    case.save(update_fields=["state"])
    journal.queue_mails(DECIDED, [case.public_id], now=now)
    tell_step(case, "decided", now, actor)


def _credit(case: Case, made: Decision, action: Action, now: datetime) -> None:
    """What the credit rule counts is held or used for this case, and nowhere else. Raises `CreditInUse`."""
    if made.outcome == REFUSED:
        return
    held = {one["id"]: from_json(one) for one in made.inputs or ()}
    for part in made.evaluations:
        if part["what"] != "credit":
            continue
        placed = {one["credential"] for one in json.loads(part["result"])["placed"]}
        for one in sorted(placed):
            item = held[one]
            if item.credits:
                credit.write(
                    action=action,
                    identity=credit.identity_in(case.public_id, item),
                    whole=item.credits,
                    amount=item.credits,
                    award=case.public_id,
                    institution=case.programme.institution.public_id,
                    at=now,
                    valid_until=(now + HOLD).date() if action is Action.HELD else None,
                )


def hear_account_erased(event: Any, *, now: datetime) -> None:
    """Erases what is known of a person in their cases; decisions stay, without inputs. Harmless twice."""
    with transaction.atomic():
        cases = Case.objects.filter(applicant_id=event.account)
        CaseItem.objects.filter(case__in=cases).update(
            facts=None, body=None, name="-", answers={}, credit_name="", bound_to=""
        )
        Decision.objects.filter(case__in=cases).update(inputs=None)
        erase_reasons(list(cases.values_list("public_id", flat=True)))
        cases.update(name="", appeal="")
