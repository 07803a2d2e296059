"""The assessor's part: take work from the queue, declare a conflict, mark, and be moderated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from microcred.platform.assessment import access
from microcred.platform.assessment.errors import NotReady, PlaceTaken, ReasonMissing
from microcred.platform.assessment.events import ConflictDeclared, WorkStep
from microcred.platform.assessment.involved import involved
from microcred.platform.assessment.models import CohortState, Conflict, Marking, Stage, Submission
from microcred.platform.assessment.rubric.independence import Round, refuses_marking
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.rubric.moderation import difference
from microcred.platform.assessment.rubric.results import checked
from microcred.platform.assessment.services.refusing import refusals_told
from microcred.platform.institutions import access as institutions
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

MOST_FEEDBACK = 10_000


def round_of(work: Submission) -> Round:
    """Which round of marking the work is in; raises `NotReady` where it is in none."""
    if work.cohort is not None and work.cohort.state == CohortState.DRAWN:
        if work.public_id in work.cohort.drawn:
            return "sample"
        raise NotReady
    if work.stage == Stage.MARKING:
        return "first"
    if work.stage == Stage.MODERATION:
        return "moderation"
    raise NotReady


def places(work: Submission, round_: Round) -> int:
    """How many assessors a round has."""
    return Method.read(work.method.content).assessors if round_ == "first" and work.cohort is None else 1


def guarded(actor: Account, public_id: str) -> Submission:
    """The work for an assessor of its certifier or, in a cohort's first round, of its educator."""
    work = access.submission_for_marking(public_id)
    teaching = work.cohort is not None and work.cohort.state in (CohortState.MARKING, CohortState.RETURNED)
    at = work.cohort.educator if teaching and work.cohort else work.method.institution
    institutions.require(actor, at, access.ROLES["mark"])
    return work


def take(*, actor: Account, submission: str, now: datetime) -> None:
    """Takes a place at a work; harmless for who has it already.

    Raises `OwnWork`, `Conflicted`, `NotIndependent`, `PlaceTaken` or `NotReady`.
    """
    with refusals_told(actor=actor, step="mark", about=submission, now=now):
        _take(actor, guarded(actor, submission), now)


def _take(actor: Account, work: Submission, now: datetime) -> None:
    round_ = round_of(work)
    if Marking.objects.filter(submission=work, assessor=actor, round=round_).exists():
        return
    refused = refuses_marking(actor.pk, involved(work), round_)
    if refused is not None:
        raise refused
    try:
        with transaction.atomic():
            taken = set(Marking.objects.filter(submission=work, round=round_).values_list("place", flat=True))
            free = next((place for place in range(1, places(work, round_) + 1) if place not in taken), None)
            if free is None:
                raise PlaceTaken
            Marking.objects.create(submission=work, assessor=actor, round=round_, place=free, begun_at=now)
            journal.record(WorkStep(work.public_id, "taken", work.method.institution_id, now, actor.pk))
    except IntegrityError:  # somebody took that place in the same moment
        raise PlaceTaken from None


def declare_conflict(*, actor: Account, submission: str, reason: str, now: datetime) -> None:
    """Declares a conflict of interest: the place is given back, and this person has no part in it."""
    if not reason.strip():
        raise ReasonMissing
    work = guarded(actor, submission)
    with transaction.atomic():
        Marking.objects.filter(submission=work, assessor=actor, finished_at__isnull=True).delete()
        Conflict.objects.get_or_create(
            submission=work, account=actor, defaults={"reason": reason.strip()[:1000], "declared_at": now}
        )
        journal.record(
            ConflictDeclared(work.public_id, work.method.institution_id, now, actor.pk, reason.strip()[:1000])
        )


def mark(
    *, actor: Account, submission: str, marks: Mapping[str, str], now: datetime, feedback: str = ""
) -> None:
    """Gives marks, one level for each criterion, and so finishes the marking.

    The last assessor of a round moves the work on: to a moderator if they differ too much, else to the
    decision. Raises `MarksInvalid`, `NotReady`, or what `take` raises.
    """
    take(actor=actor, submission=submission, now=now)
    with transaction.atomic():
        work = guarded(actor, submission)
        round_ = round_of(work)
        given = checked(Method.read(work.method.content), marks)
        changed = Marking.objects.filter(
            submission=work, assessor=actor, round=round_, finished_at__isnull=True
        ).update(marks=given, feedback=feedback.strip()[:MOST_FEEDBACK], finished_at=now)
        if not changed:
            raise NotReady
        journal.record(WorkStep(work.public_id, "marked", work.method.institution_id, now, actor.pk))
        lock(work)
        _move_on(work, round_, now)


def lock(work: Submission) -> None:
    """Nobody else moves this work on until the transaction ends."""
    Submission.objects.select_for_update().filter(pk=work.pk).first()


def _move_on(work: Submission, round_: Round, now: datetime) -> None:
    if round_ == "sample":
        return
    done = Marking.objects.filter(submission=work, round=round_, finished_at__isnull=False)
    if len(done) < places(work, round_):
        return
    method = Method.read(work.method.content)
    apart = round_ == "first" and difference(method, [one.marks for one in done]).needs_moderation
    old = Stage.MARKING if round_ == "first" else Stage.MODERATION
    new = Stage.MODERATION if apart else Stage.TO_DECIDE
    if Submission.objects.filter(pk=work.pk, stage=old).update(stage=new):
        step = new.value.replace("_", "-")
        journal.record(WorkStep(work.public_id, step, work.method.institution_id, now, None))
