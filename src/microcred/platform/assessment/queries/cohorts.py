"""Cohorts: those an institution teaches, and those it certifies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from microcred.platform.assessment import access
from microcred.platform.assessment.models import Cohort, Conflict, Submission
from microcred.platform.assessment.queries.queue import names_are_hidden, shown_name
from microcred.platform.assessment.rubric import sampling
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.rubric.results import Result, result
from microcred.platform.assessment.rubric.sampling import Agreement
from microcred.platform.assessment.services.cohorts import open_in_sample
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class CohortRow:
    """A cohort in a list."""

    public_id: str
    name: str
    title: str
    educator: str
    certifier: str
    state: str
    people: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """One of a cohort. `first` is the educator's result; `second` the certifier's, once it is there."""

    submission: str
    name: str
    email: str
    first: Result | None
    second: Result | None
    drawn: bool
    award: str


@dataclass(frozen=True, slots=True)
class CohortDetail:
    """A cohort for its educator (`teaches`) and its certifier (`certifies`)."""

    row: CohortRow
    teaches: bool
    certifies: bool
    seed: str
    handed_over: str
    conflicted: bool
    rule: str
    drawn: int
    drawn_at: datetime | None
    open_in_sample: int
    size: int
    agreement: Agreement | None
    people: tuple[Person, ...]
    decided_by: str
    decided_at: datetime | None
    reason: str
    criteria: tuple[str, ...]


def cohorts(actor: Account | None, institution: str) -> list[CohortRow]:
    """All cohorts that an institution teaches or certifies, latest first; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="view_cohorts")
    rows = Cohort.objects.filter(Q(educator=found) | Q(method__institution=found))
    rows = rows.select_related("educator", "method__institution", "method__version")
    counted = rows.annotate(people=Count("submissions")).order_by("-created_at", "-pk")
    return [_row(row, row.people) for row in counted]


def cohort(actor: Account | None, public_id: str) -> CohortDetail:
    """One cohort. Of the sample, the certifier sees first marks only once it is marked in full."""
    found = access.cohort(actor, public_id, to="view_cohorts")
    method = Method.read(found.method.content)
    certifies = not institutions.roles(actor, found.method.institution).isdisjoint(access.ROLES["certify"])
    teaches = not institutions.roles(actor, found.educator).isdisjoint(access.ROLES["cohort"])
    left = open_in_sample(found)
    complete = bool(found.drawn) and not left
    people = tuple(
        _person(work, method, found, complete, teaches)
        for work in Submission.objects.filter(cohort=found)
        .prefetch_related("markings")
        .order_by("name", "pk")
    )
    pairs = [
        (
            {r.criterion.key: r.level.key for r in one.first.reached},
            {r.criterion.key: r.level.key for r in one.second.reached},
        )
        for one in people
        if one.drawn and one.first and one.second
    ]
    return CohortDetail(
        row=_row(found, len(people)),
        teaches=teaches,
        certifies=certifies,
        seed=found.seed,
        handed_over=found.handed_over,
        conflicted=actor is not None
        and Conflict.objects.filter(submission__cohort=found, account=actor).exists(),
        rule=found.rule,
        drawn=len(found.drawn),
        drawn_at=found.drawn_at,
        open_in_sample=left,
        size=sampling.size(len(people)),
        agreement=sampling.agreement(method, pairs) if complete else None,
        people=people,
        decided_by=str(found.decided_by) if found.decided_by else "",
        decided_at=found.decided_at,
        reason=found.reason,
        criteria=tuple(one.name for one in method.criteria),
    )


def cohort_method(actor: Account | None, public_id: str) -> tuple[CohortRow, Method]:
    """A cohort with how it is marked, for its educator and its certifier; raises `NotAllowed`, `NotFound`."""
    found = access.cohort(actor, public_id, to="view_cohorts")
    people = Submission.objects.filter(cohort=found).count()
    return _row(found, people), Method.read(found.method.content)


def _row(row: Cohort, people: int) -> CohortRow:
    return CohortRow(
        row.public_id,
        row.name,
        row.method.version.name,
        row.educator.name,
        row.method.institution.name,
        row.state,
        people,
        row.created_at,
    )


def _person(work: Submission, method: Method, cohort: Cohort, complete: bool, teaches: bool) -> Person:
    by_round = {one.round: one.marks for one in work.markings.all() if one.finished_at is not None}
    second = by_round.get("sample") if complete else None
    drawn = work.public_id in cohort.drawn
    blind = drawn and not complete and not teaches
    return Person(
        work.public_id,
        work.name if teaches else shown_name(work),
        work.email if teaches or not names_are_hidden(work) else "",
        result(method, by_round["first"]) if "first" in by_round and not blind else None,
        result(method, second) if second else None,
        drawn,
        work.award,
    )
