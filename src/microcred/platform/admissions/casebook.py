"""What can be asked about cases: the queue, one case, precedents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from microcred.platform.admissions import access
from microcred.platform.admissions.facts import from_json
from microcred.platform.admissions.models import Case, CaseItem, CaseState, Decision
from microcred.platform.credentials import services as credentials
from microcred.rules.diff import Person

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True)
class CaseRow:
    """A case in a list; `outcome` is that of the last decision that was told."""

    public_id: str
    name: str
    programme: str
    programme_id: str
    institution: str
    state: str
    submitted_at: datetime
    due_at: datetime
    assigned_to: str
    outcome: str
    alike: int


def queue(
    actor: Account | None, institution: str, *, state: str = "", mine: bool = False, programme: str = ""
) -> list[CaseRow]:
    """The cases of an institution, those that are due first; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="view")
    rows = _rows().filter(programme__institution=found)
    rows = rows.filter(state=state) if state else rows.exclude(state=CaseState.DECIDED)
    if mine and actor is not None:
        rows = rows.filter(assigned_to=actor)
    if programme:
        rows = rows.filter(programme__public_id=programme)
    return [_row(one) for one in rows.order_by("due_at", "pk")[:500]]


def own_cases(actor: Account) -> list[CaseRow]:
    """The applications of a person, latest first."""
    return [_row(one) for one in _rows().filter(applicant=actor).order_by("-submitted_at")]


def row_of(case: Case) -> CaseRow:
    """One case as a list has it."""
    return _row(_rows().get(pk=case.pk))


def alike(case: Case) -> list[CaseRow]:
    """Other open cases with the same micro-credentials and the same result."""
    rows = _rows().filter(likeness=case.likeness, programme=case.programme).exclude(pk=case.pk)
    return [_row(one) for one in rows.filter(state=CaseState.SUBMITTED).order_by("due_at")[:100]]


def precedents(case: Case) -> list[tuple[CaseRow, Decision, int]]:
    """Earlier decided cases of the programme that share most micro-credentials; how many they share."""
    own = _earned(case)
    found = []
    rows = _rows().filter(programme=case.programme, decisions__told_at__isnull=False).exclude(pk=case.pk)
    for other in rows.distinct().order_by("-submitted_at")[:200]:
        shared = len(own & _earned(other))
        last = next((one for one in reversed(list(other.decisions.all())) if one.told_at), None)
        if shared and last:
            found.append((_row(other), last, shared))
    return sorted(found, key=lambda one: -one[2])[:5]


def _earned(case: Case) -> set[str]:
    return {one.facts["achievement"] for one in case.items.all() if one.facts and not one.paper}


def items(case: Case) -> list[CaseItem]:
    """The credentials and papers of a case in order."""
    return list(case.items.order_by("position"))


def decisions(case: Case, *, told: bool) -> list[Decision]:
    """The decisions of a case; `told` leaves out those that wait for a second person."""
    rows = case.decisions.select_related("decided_by", "approved_by").order_by("number")
    return [one for one in rows if one.told_at or not told]


def signed_decision(made: Decision) -> bytes:
    """The signed bytes of a decision that was told."""
    return credentials.stored_form(made.credential).body


def register(*, rule: str, now: datetime) -> list[Person]:
    """The past cases that a rule was applied to, each on the day of its decision."""
    found = []
    for made in Decision.objects.filter(inputs__isnull=False, told_at__isnull=False).select_related("case"):
        if any(part["book"] == rule for part in made.evaluations):
            held = tuple(from_json(one) for one in made.inputs or ())
            found.append(Person(made.case.public_id, held, made.decided_at.date()))
    return found


def _rows() -> QuerySet[Case]:
    return Case.objects.select_related("programme__institution", "assigned_to").prefetch_related(
        "decisions", "items"
    )


def _row(one: Case) -> CaseRow:
    told: list[Any] = [made for made in one.decisions.all() if made.told_at]
    same = Case.objects.filter(likeness=one.likeness, programme=one.programme, state=CaseState.SUBMITTED)
    return CaseRow(
        one.public_id,
        one.name,
        one.programme.title,
        one.programme.public_id,
        one.programme.institution.name,
        one.state,
        one.submitted_at,
        one.due_at,
        str(one.assigned_to) if one.assigned_to else "",
        max(told, key=lambda made: made.number).outcome if told else "",
        same.exclude(pk=one.pk).count() if one.state == CaseState.SUBMITTED else 0,
    )
