"""The certifier's part: a decision on one work, made exactly once, and the hearing of an appeal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.assessment import access
from microcred.platform.assessment.errors import (
    AppealRefused,
    DecidedAlready,
    NotReady,
    OwnDecision,
    ReasonMissing,
    RuleNotMet,
)
from microcred.platform.assessment.events import WorkDecided
from microcred.platform.assessment.involved import involved
from microcred.platform.assessment.mails import DECIDED, HEARD
from microcred.platform.assessment.models import Appeal, Decision, Marking, Stage, Submission
from microcred.platform.assessment.rubric.independence import refuses_decision
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.rubric.results import Result, agreed, result
from microcred.platform.assessment.services.refusing import refusals_told
from microcred.platform.assessment.signing import assessed
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.services import award_assessed
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

OUTCOMES = (Stage.PASSED, Stage.FAILED, Stage.AGAIN)
BY_MAIL = Identity()


def decide(
    *,
    actor: Account,
    submission: str,
    outcome: str,
    reason: str,
    now: datetime,
    identity: Identity = BY_MAIL,
) -> str:
    """Decides on a work: "passed", "failed" or "again"; the public id of the award, or empty.

    What is passed is awarded in the same transaction. Raises `OwnWork`, `Conflicted`, `NotIndependent`,
    `ReasonMissing`, `RuleNotMet`, `NotReady`, what awarding refuses, and `DecidedAlready` to everybody but
    the first of those who decide at once.
    """
    if outcome not in OUTCOMES:
        raise NotReady(outcome[:20])
    if not reason.strip():
        raise ReasonMissing
    with (
        refusals_told(actor=actor, step="decide", about=submission, now=now),
        transaction.atomic(),
    ):
        work = access.submission(actor, submission, to="certify")
        if work.cohort_id is not None:
            raise NotReady
        _may_decide(actor, work)
        if not Submission.objects.filter(pk=work.pk, stage=Stage.TO_DECIDE).update(stage=outcome):
            raise DecidedAlready if work.stage in OUTCOMES or _is_decided(work) else NotReady
        marks = final_marks(work)
        found = result(Method.read(work.method.content), marks)
        if outcome == Stage.PASSED and not found.passed:
            raise RuleNotMet(", ".join(found.short))
        return settle(actor, work, outcome, marks, found, reason, now, identity)


def hear_appeal(
    *,
    actor: Account,
    submission: str,
    outcome: str,
    reason: str,
    now: datetime,
    marks: Mapping[str, str] | None = None,
) -> str:
    """Hears an appeal: "failed" upholds the decision, "passed" needs marks that pass; the award, or empty.

    Heard by somebody who neither decided nor marked. Raises as `decide`, and `AppealRefused`.
    """
    if not reason.strip():
        raise ReasonMissing
    if outcome not in (Stage.PASSED, Stage.FAILED):
        raise NotReady(outcome[:20])
    with (
        refusals_told(actor=actor, step="hear-appeal", about=submission, now=now),
        transaction.atomic(),
    ):
        work = access.submission(actor, submission, to="certify")
        _may_decide(actor, work)
        if not Appeal.objects.filter(submission=work).exists():
            raise AppealRefused
        deciders = work.decisions.filter(instance=1).values_list("decided_by_id", flat=True)
        if actor.pk in set(deciders) | set(involved(work).marked):
            raise OwnDecision
        open_ = Appeal.objects.filter(submission=work, outcome="")
        if not open_.update(
            outcome=outcome, answer=reason.strip()[:1000], answered_at=now, answered_by=actor
        ):
            raise DecidedAlready
        given = dict(marks) if marks else final_marks(work)
        found = result(Method.read(work.method.content), given)
        if outcome == Stage.PASSED and not found.passed:
            raise RuleNotMet(", ".join(found.short))
        Submission.objects.filter(pk=work.pk).update(stage=outcome)
        return settle(actor, work, outcome, given, found, reason, now, BY_MAIL, instance=2)


def final_marks(work: Submission) -> dict[str, str]:
    """The marks that stand: the moderator's, else those on which the assessors agree."""
    done = Marking.objects.filter(submission=work, finished_at__isnull=False).order_by("place")
    by_round: dict[str, list[Mapping[str, str]]] = {}
    for one in done:
        by_round.setdefault(one.round, []).append(one.marks)
    for round_ in ("sample", "moderation", "first"):
        if round_ in by_round:
            return agreed(Method.read(work.method.content), by_round[round_])
    raise NotReady


def settle(
    actor: Account,
    work: Submission,
    outcome: str,
    marks: Mapping[str, str],
    found: Result,
    reason: str,
    now: datetime,
    identity: Identity,
    *,
    instance: int = 1,
) -> str:
    """Writes the decision, awards where it is passed, tells log and learner; in the caller's transaction."""
    award = ""
    if outcome == Stage.PASSED:
        markers = Marking.objects.filter(submission=work, finished_at__isnull=False).count()
        (award,) = award_assessed(
            actor=actor,
            version_id=work.method.version_id,
            people=[(person_values(work, found), assessed(work, found, markers))],
            identity=identity,
            now=now,
        )
        Submission.objects.filter(pk=work.pk).update(award=award)
    write_decision(actor, work, outcome, marks, found, reason, now, award, instance)
    if work.learner_id is not None:
        journal.queue_mails(DECIDED if instance == 1 else HEARD, [work.public_id], now=now)
    return award


def write_decision(
    actor: Account,
    work: Submission,
    outcome: str,
    marks: Mapping[str, str],
    found: Result,
    reason: str,
    now: datetime,
    award: str,
    instance: int = 1,
) -> None:
    """One decision, with its person, time and reason in the log."""
    made = Decision.objects.create(
        submission=work,
        instance=instance,
        outcome=outcome,
        marks=dict(marks),
        points=found.points,
        reason=reason.strip()[:1000],
        decided_at=now,
        decided_by=actor,
    )
    journal.record(
        WorkDecided(
            work.public_id,
            made.public_id,
            outcome,
            instance,
            award,
            work.method.institution_id,
            now,
            actor.pk,
            reason.strip()[:1000],
        )
    )


def person_values(work: Submission, found: Result) -> dict[str, object]:
    """The person of a work as awards take them; points are the grade where the version has a scale."""
    grade = str(found.points) if work.method.version.content.get("grade_scale") else ""
    return {"name": work.name, "email": work.email, "grade": grade}


def _may_decide(actor: Account, work: Submission) -> None:
    method = Method.read(work.method.content)
    refused = refuses_decision(actor.pk, involved(work), independent=method.independent)
    if refused is not None:
        raise refused


def _is_decided(work: Submission) -> bool:
    return Decision.objects.filter(submission=work).exists()
