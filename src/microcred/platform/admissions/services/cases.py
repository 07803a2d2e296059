"""An application: submitted, examined, decided with reasons, appealed; and replayed years later."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction

from microcred.platform.admissions import access, queries
from microcred.platform.admissions.documents import decision_document
from microcred.platform.admissions.errors import (
    AnotherPerson,
    CaseClosed,
    CaseUnknown,
    NothingDropped,
    ReasonsMissing,
    ReplayDiffers,
)
from microcred.platform.admissions.events import CaseStep
from microcred.platform.admissions.facts import answers, from_json, to_json
from microcred.platform.admissions.models import Case, CaseItem, CaseState, Decision, Programme
from microcred.platform.admissions.services import credit
from microcred.platform.admissions.services.counting import Dropped
from microcred.platform.admissions.services.releasing import erase_reasons
from microcred.platform.credentials import services as credentials
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.queries import issuer
from microcred.platform.journal import services as journal
from microcred.platform.qualifications import queries as qualifications
from microcred.platform.qualifications.reading import Read, at_home
from microcred.rules.evaluate.evaluation import check_certificate, evaluate, write_evaluation
from microcred.rules.facts import HeldCredential, State
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
        for number, one in enumerate(read, 1):
            held = replace(at_home(one.held, found.did), id=f"item-{number}")
            CaseItem.objects.create(
                case=case,
                position=number,
                name=one.title[:300],
                issuer=one.issuer_name[:300],
                verdict=one.verdict.value,
                issuer_open=one.issuer_open,
                facts=to_json(held),
                answers=answers(one),
            )
        for number, paper in enumerate(papers, len(read) + 1):
            CaseItem.objects.create(
                case=case, position=number, paper=True, name=paper.name[:300] or "-", body=paper.data
            )
        case.likeness = _likeness(case)
        case.save(update_fields=["likeness"])
        _tell(case, "submitted", now, actor)
    return case.public_id


def _likeness(case: Case) -> str:
    """Equal for cases of a programme with the same micro-credentials that come to the same."""
    items = list(case.items.all())
    results = [
        (part["what"], json.loads(part["result"])["outcome"])
        for part in _evaluations(case, case.submitted_at)
    ]
    earned = sorted(one.facts["achievement"] for one in items if one.facts)
    value = json.dumps([case.programme_id, results, earned, sum(one.paper for one in items)])
    return sha256(value.encode()).hexdigest()


def held_of(items: Iterable[CaseItem]) -> list[HeldCredential]:
    """What the rules count of a case: credentials, those with an accepted issuer too, and papers seen."""
    found = []
    for one in items:
        if one.facts is None:
            continue
        held = from_json(one.facts)
        if one.issuer_open and one.issuer_accepted_by:
            held = replace(held, state=State.VERIFIED)
        found.append(held)
    return found


def _evaluations(case: Case, now: datetime) -> list[dict[str, Any]]:
    held = held_of(case.items.order_by("position"))
    found = []
    for what, book, rule in queries.detail(case.programme).rules:
        told = evaluate(rule, held, now.date())
        found.append(
            {
                "what": what,
                "book": book,
                "version": rule.version,
                "at": now.date().isoformat(),
                "result": write_evaluation(told).decode(),
            }
        )
    return found


def assign(*, actor: Account, public_id: str, now: datetime) -> None:
    """Takes a case on; raises `NotAllowed`."""
    found = access.case(actor, public_id, to="decide")
    Case.objects.filter(pk=found.pk).update(assigned_to=actor)


def accept_issuer(*, actor: Account, public_id: str, position: int, now: datetime) -> None:
    """Says that the issuer of an item, not known here, was looked at and is accepted in this case."""
    found = access.case(actor, public_id, to="decide")
    found.items.filter(position=position, issuer_open=True).update(issuer_accepted_by=str(actor)[:200])


def see_paper(
    *, actor: Account, public_id: str, position: int, stated: Mapping[str, Any], now: datetime
) -> None:
    """A person has seen a paper: what it says, as they enter it. It counts only where a rule allows papers.

    `stated`: title, achievement, credits (text), level; empty where it says nothing.
    """
    found = access.case(actor, public_id, to="decide")
    item = found.items.filter(position=position, paper=True).first()
    if item is None:
        raise CaseUnknown(public_id)
    stated_credits = str(stated.get("credits") or "").replace(",", ".")
    held = HeldCredential(
        id=f"item-{position}",
        achievement=str(stated.get("achievement") or ""),
        issuer="",
        awarded=now.date(),
        title=str(stated.get("title") or item.name)[:300],
        credits=Fraction(stated_credits) if stated_credits else None,
        level=stated.get("level") or None,
        seen_by=str(actor)[:200],
    )
    item.name, item.facts = held.title, to_json(held)
    item.seen_by, item.seen_on = str(actor)[:200], now.date()
    item.save(update_fields=["name", "facts", "seen_by", "seen_on"])


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
        if case.state not in (CaseState.SUBMITTED, CaseState.APPEALED):
            raise CaseClosed(case.state)
        if case.decisions.filter(decided_by=actor).exists():
            raise AnotherPerson
        made = Decision.objects.create(
            case=case,
            number=case.decisions.count() + 1,
            outcome=outcome,
            reasons=reasons.strip()[:5000],
            conditions=conditions.strip()[:5000],
            decided_by=actor,
            decided_at=now,
            evaluations=_evaluations(case, now),
            inputs=[to_json(one) for one in held_of(case.items.order_by("position"))],
        )
        if case.programme.four_eyes:
            case.state = CaseState.PROPOSED
            case.save(update_fields=["state"])
            _credit(case, made, Action.HELD, now)
            _tell(case, "proposed", now, actor)
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
        case = access.own_case(actor, public_id)
        last = case.decisions.order_by("-number").first()
        if case.state != CaseState.DECIDED or case.appeal or last is None or last.outcome == ADMITTED:
            raise CaseClosed(case.state)
        case.state, case.appeal, case.appealed_at = CaseState.APPEALED, text.strip()[:5000], now
        case.due_at, case.assigned_to = now + timedelta(days=case.programme.days), None
        case.save()
        _tell(case, "appealed", now, actor)


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
    _tell(case, "decided", now, actor)


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


def _tell(case: Case, step: str, now: datetime, actor: Account | None) -> None:
    journal.record(
        CaseStep(case.public_id, step, case.programme.institution_id, now, actor.pk if actor else None)
    )


def replay(public_id: str) -> list[str]:
    """Counts each decision of a case again from what is stored with it: a line for each rule.

    Raises `ReplayDiffers` where the result is not the stored one, byte for byte, or its certificate is wrong
    (`CertificateWrong`); inputs that were erased are said to be.
    """
    case = Case.objects.filter(public_id=public_id).first()
    if case is None:
        raise CaseUnknown(public_id[:40])
    lines = []
    for made in case.decisions.order_by("number"):
        for part in made.evaluations:
            name = f"decision {made.number}, {part['what']}, rule {part['book']} version {part['version']}"
            if made.inputs is None:
                lines.append(f"{name}: input erased")
                continue
            rule = qualifications.rule_version(part["book"], part["version"])
            held = [from_json(one) for one in made.inputs]
            told = evaluate(rule, held, datetime.fromisoformat(part["at"]).date())
            if write_evaluation(told).decode() != part["result"]:
                raise ReplayDiffers(name)
            check_certificate(rule, held, told)
            lines.append(f"{name}: {told.outcome.value}, same result, certificate {told.certificate.proof}")
    return lines


def hear_account_erased(event: Any, *, now: datetime) -> None:
    """Erases what is known of a person in their cases; decisions stay, without inputs. Harmless twice."""
    with transaction.atomic():
        cases = Case.objects.filter(applicant_id=event.account)
        CaseItem.objects.filter(case__in=cases).update(facts=None, body=None, name="-", answers={})
        Decision.objects.filter(case__in=cases).update(inputs=None)
        erase_reasons(list(cases.values_list("public_id", flat=True)))
        cases.update(name="", appeal="")
