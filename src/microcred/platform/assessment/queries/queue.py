"""What waits for somebody: to be marked, decided or heard; and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from microcred.platform.assessment import access
from microcred.platform.assessment.models import CohortState, Decision, Stage, Submission
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

MOST = 500


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work in a list. `who` is a candidate's letters where names are hidden; `mine` where it was taken."""

    public_id: str
    title: str
    who: str
    handed_in_at: datetime
    round: str
    mine: bool
    done: int
    needed: int
    at_work: bool


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """A decision that was made."""

    submission: str
    title: str
    who: str
    outcome: str
    points: int
    by: str
    at: datetime
    reason: str
    award: str
    by_sample: bool


def names_are_hidden(work: Submission) -> bool:
    """Whether nobody but its learner learns yet whose work it is."""
    ended = work.stage in (Stage.PASSED, Stage.FAILED)
    return Method.read(work.method.content).names_hidden and not ended


def shown_name(work: Submission) -> str:
    """The name of who wrote it, or the candidate's letters where names are hidden, or erased."""
    shown = "" if names_are_hidden(work) else work.name or work.email
    return shown or _("Candidate %(letters)s") % {"letters": work.candidate}


def queue(actor: Account, institution: str) -> list[WorkRow]:
    """What this person may mark now, what they have taken first, then the oldest; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="view")
    waiting = _works(found.pk).filter(cohort=None, stage__in=[Stage.MARKING, Stage.MODERATION])
    rows = [row for work in waiting[:MOST] if (row := _to_mark(work, actor, _round(work)))]
    drawn = _works(found.pk).filter(cohort__state=CohortState.DRAWN)
    rows += [
        row
        for work in drawn[:MOST]
        if work.cohort and work.public_id in work.cohort.drawn
        if (row := _to_mark(work, actor, "sample"))
    ]
    return sorted(rows, key=lambda row: (not row.mine, row.handed_in_at, row.public_id))


def to_decide(actor: Account, institution: str) -> list[WorkRow]:
    """What waits for a decision, oldest first; nothing for those who do not decide."""
    found = access.institution(actor, institution, to="view")
    if institutions.roles(actor, found).isdisjoint(access.ROLES["certify"]):
        return []
    waiting = _works(found.pk).filter(cohort=None, stage=Stage.TO_DECIDE)
    return [_row(work, actor, "decision") for work in waiting[:MOST]]


def to_hear(actor: Account, institution: str) -> list[WorkRow]:
    """The appeals that nobody has heard, oldest first; nothing for those who do not decide."""
    found = access.institution(actor, institution, to="view")
    if institutions.roles(actor, found).isdisjoint(access.ROLES["certify"]):
        return []
    waiting = _works(found.pk).filter(appeal__isnull=False, appeal__outcome="")
    return [_row(work, actor, "appeal") for work in waiting[:MOST]]


def decided(actor: Account, institution: str, *, first: int = 0, most: int = 50) -> list[DecidedRow]:
    """The decisions of an institution, latest first; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="view")
    rows = (
        Decision.objects.filter(submission__method__institution=found)
        .select_related("submission__method__version", "decided_by")
        .order_by("-decided_at", "-pk")
    )
    return [
        DecidedRow(
            submission=row.submission.public_id,
            title=row.submission.method.version.name,
            who=shown_name(row.submission),
            outcome=row.outcome,
            points=row.points,
            by=str(row.decided_by) if row.decided_by else "",
            at=row.decided_at,
            reason=row.reason,
            award=row.submission.award if row.outcome == Stage.PASSED else "",
            by_sample=row.submission.cohort_id is not None,
        )
        for row in rows[first : first + most]
    ]


def _works(institution_id: int) -> QuerySet[Submission]:
    return (
        Submission.objects.filter(method__institution_id=institution_id)
        .select_related("method__version", "cohort")
        .prefetch_related("markings", "conflicts")
        .order_by("handed_in_at", "pk")
    )


def _round(work: Submission) -> str:
    return "moderation" if work.stage == Stage.MODERATION else "first"


def _to_mark(work: Submission, actor: Account, round_: str) -> WorkRow | None:
    """The row, or None where this person has nothing to do with it."""
    if work.learner_id == actor.pk or any(one.account_id == actor.pk for one in work.conflicts.all()):
        return None
    own = [one for one in work.markings.all() if one.assessor_id == actor.pk]
    if own and (own[0].finished_at is not None or own[0].round != round_):
        return None
    row = _row(work, actor, round_)
    taken = sum(one.round == round_ for one in work.markings.all())
    return row if own or taken < row.needed else None


def _row(work: Submission, actor: Account, round_: str) -> WorkRow:
    in_round = [one for one in work.markings.all() if one.round == round_]
    needed = Method.read(work.method.content).assessors if round_ == "first" else 1
    return WorkRow(
        public_id=work.public_id,
        title=work.method.version.name,
        who=shown_name(work),
        handed_in_at=work.handed_in_at,
        round=round_,
        mine=any(one.assessor_id == actor.pk and one.finished_at is None for one in in_round),
        done=sum(one.finished_at is not None for one in in_round),
        needed=needed,
        at_work=work.at_work,
    )
