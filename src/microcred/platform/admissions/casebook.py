"""What can be asked about cases: the queue, one case, precedents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, overload

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from microcred.platform.admissions import access
from microcred.platform.admissions.models import OPEN, Case, CaseItem, CaseState, Decision
from microcred.platform.credentials import services as credentials

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


NOBODY = "nobody"
"""The examiner of a case that nobody has taken on."""


class Queue(Sequence[CaseRow]):
    """Cases in order, read page by page."""

    def __init__(self, rows: QuerySet[Case]) -> None:
        self._cases, self._length = rows, rows.count()

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[CaseRow]:
        return (_row(one) for one in _with_words(self._cases))

    @overload
    def __getitem__(self, place: int) -> CaseRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[CaseRow]: ...
    def __getitem__(self, place: int | slice) -> CaseRow | list[CaseRow]:
        if isinstance(place, slice):
            return [_row(one) for one in _with_words(self._cases)[place]]
        if not 0 <= place < self._length:
            raise IndexError(place)
        return _row(_with_words(self._cases)[place])


@dataclass(frozen=True)
class Waiting:
    """How many cases wait for a decision, how many of them too long, and how many nobody has taken on."""

    all: int
    overdue: int
    nobodys: int


def queue(
    actor: Account | None,
    institution: str,
    *,
    state: str = "",
    examiner: str = "",
    programme: str = "",
    like: str = "",
) -> Queue:
    """The cases of an institution, those that are due first; raises `NotAllowed`.

    `examiner` is an account's number or `NOBODY`; `like` a case, whose like are wanted, itself among them.
    """
    found = access.institution(actor, institution, to="view")
    rows = Case.objects.filter(programme__institution=found)
    rows = rows.filter(state=state) if state else rows.exclude(state=CaseState.DECIDED)
    if examiner:
        who = int(examiner) if examiner.isdigit() and len(examiner) < _DIGITS else 0
        rows = rows.filter(assigned_to__isnull=True) if examiner == NOBODY else rows.filter(assigned_to=who)
    if programme:
        rows = rows.filter(programme__public_id=programme)
    if like:
        same = Case.objects.filter(public_id=like, programme=OuterRef("programme"))
        rows = rows.filter(likeness__in=same.values("likeness"))
    return Queue(rows.order_by("due_at", "pk"))


_DIGITS = 19


def waiting(actor: Account | None, institution: str, now: datetime) -> Waiting:
    """What waits at an institution; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="view")
    counted = (
        Case.objects.filter(programme__institution=found)
        .exclude(state=CaseState.DECIDED)
        .aggregate(
            all=Count("pk"),
            overdue=Count("pk", filter=Q(due_at__lt=now)),
            nobodys=Count("pk", filter=Q(assigned_to=None, state__in=OPEN)),
        )
    )
    return Waiting(**counted)


def examiners(actor: Account | None, institution: str) -> list[tuple[int, str]]:
    """Who may decide at an institution, by name; raises `NotAllowed`."""
    return list(access.deciders(access.institution(actor, institution, to="view")).items())


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
    own = _earned(case.items.filter(paper=False).defer("body"))
    found = []
    kept = CaseItem.objects.filter(paper=False).defer("body", "answers")
    rows = _rows().prefetch_related(Prefetch("items", queryset=kept)).exclude(pk=case.pk)
    rows = rows.filter(programme=case.programme, decisions__told_at__isnull=False)
    for other in rows.distinct().order_by("-submitted_at")[:200]:
        shared = len(own & _earned(other.items.all()))
        told: list[Decision] = getattr(other, "told", [])
        if shared and told:
            found.append((_row(other), told[-1], shared))
    return sorted(found, key=lambda one: -one[2])[:5]


def _earned(items: Iterable[CaseItem]) -> set[str]:
    return {one.facts["achievement"] for one in items if one.facts}


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


def _rows() -> QuerySet[Case]:
    return _with_words(Case.objects.all())


def _with_words(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with what a list shows of them, and how many wait that are alike: in two questions for all."""
    same = Case.objects.filter(
        likeness=OuterRef("likeness"), programme=OuterRef("programme"), state=CaseState.SUBMITTED
    )
    told = Decision.objects.filter(told_at__isnull=False).defer("evaluations", "inputs")
    return (
        rows.select_related("programme__institution", "assigned_to")
        .prefetch_related(Prefetch("decisions", queryset=told.order_by("number"), to_attr="told"))
        .annotate(same=_counted(same))
    )


def _counted(rows: QuerySet[Case]) -> Coalesce:
    number = rows.order_by().values("likeness").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0)


def _row(one: Case) -> CaseRow:
    told: list[Decision] = getattr(one, "told", [])
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
        told[-1].outcome if told else "",
        getattr(one, "same", 0) - 1 if one.state == CaseState.SUBMITTED else 0,
    )
