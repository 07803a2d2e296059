"""A cohort: taught and marked by the educator, certified by sample by the certifier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.accounts import queries as accounts
from microcred.platform.assessment import access
from microcred.platform.assessment.errors import (
    Conflicted,
    DecidedAlready,
    NotReady,
    ReasonMissing,
    SampleOpen,
)
from microcred.platform.assessment.events import CohortStep, ConflictDeclared
from microcred.platform.assessment.involved import involved
from microcred.platform.assessment.models import (
    Cohort,
    CohortState,
    Conflict,
    Marking,
    MethodRecord,
    Stage,
    Submission,
    Teacher,
)
from microcred.platform.assessment.rubric import sampling
from microcred.platform.assessment.rubric.independence import refuses_decision
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.rubric.results import Result, result
from microcred.platform.assessment.services.deciding import (
    BY_MAIL,
    final_marks,
    person_values,
    write_decision,
)
from microcred.platform.assessment.services.refusing import refusals_told
from microcred.platform.assessment.services.results import OPEN
from microcred.platform.assessment.services.telling import tell_step
from microcred.platform.assessment.signing import assessed
from microcred.platform.assessment.teaching import require_cohort
from microcred.platform.awards.addresses import achievement_address
from microcred.platform.awards.services import award_assessed, held_already
from microcred.platform.institutions import access as institutions
from microcred.platform.journal import queries as log
from microcred.platform.journal import services as journal
from microcred.platform.journal.entries import kind_of
from microcred.platform.network import access as network_access
from microcred.platform.network import queries as network_queries
from microcred.platform.network import services as network

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def begin_cohort(
    *, actor: Account, educator: str, method: str, name: str, now: datetime, teachers: Sequence[Account] = ()
) -> str:
    """Begins a cohort of the educator that the method names; its public id. Who begins it counts as teaching.

    Raises `NotAllowed`, `NotFound`, or `NotAgreed` where no agreement covers it and nobody is enrolled.
    """
    with (
        refusals_told(actor=actor, step="begin-cohort", about=method, now=now),
        transaction.atomic(),
    ):
        rows = MethodRecord.objects.select_related("educator", "institution", "version__achievement")
        record = rows.filter(public_id=method).first()
        teaches = (record.educator or record.institution) if record else None
        if record is None or teaches is None or teaches.public_id != educator:
            raise institutions.NotFound(method[:40])
        institutions.require(actor, teaches, access.ROLES["cohort"])
        require_cohort(record, teaches, now)
        made = Cohort.objects.create(
            method=record, educator=teaches, name=name.strip()[:200], created_at=now, created_by=actor
        )
        for one in {person.pk: person for person in (actor, *teachers)}.values():
            Teacher.objects.create(cohort=made, account=one)
        tell_step(made, "begun", now, actor)
    return made.public_id


def hand_over(*, actor: Account, cohort: str, now: datetime) -> None:
    """Hands the marked cohort to the certifier; raises `NotReady` if anybody is without marks."""
    with transaction.atomic():
        found = access.cohort(actor, cohort, to="cohort")
        works = Submission.objects.filter(cohort=found)
        if not works.exists() or works.exclude(stage=Stage.TO_DECIDE).exists():
            raise NotReady
        _swap(found, OPEN, CohortState.HANDED_OVER)
        handed = (sampling.digest(works.values_list("public_id", flat=True)),)
        tell_step(found, "handed-over", now, actor, handed)
        _state_parts(actor, found, now)


def _state_parts(actor: Account, cohort: Cohort, now: datetime) -> None:
    """The educator's own signed statement, carried by each credential: made once, by who may sign for it.

    Where somebody else hands over, it is made from the educator's pages of the network.
    """
    educator, version = cohort.educator, cohort.method.version
    if educator.pk == cohort.method.institution_id:  # the certifier's own signature says it
        return
    if institutions.roles(actor, educator).isdisjoint(network_access.ROLES["give"]):
        return
    address = achievement_address(version.achievement.public_id)
    stated = {one["issuer"]["id"] for one in network_queries.educator_statements(address, now)}
    if educator.did in stated:
        return
    network.educator_statement(
        actor=actor,
        institution=educator.public_id,
        achievement=address,
        title=version.name,
        now=now,
    )


def draw_sample(*, actor: Account, cohort: str, now: datetime) -> tuple[str, ...]:
    """Draws who is marked again, by the stated rule; the public ids of the works.

    The seed follows from the log entry of the hand-over, which nobody could choose; it stands with the
    cohort and in what is signed, so that anybody can draw again. Raises `NotReady` where it was drawn before.
    """
    access.cohort(actor, cohort, to="certify")
    handed_over = _handed_over(cohort)
    with transaction.atomic():
        found = access.cohort(actor, cohort, to="certify")
        ids = list(Submission.objects.filter(cohort=found).values_list("public_id", flat=True))
        seed = sampling.seed_of(found.public_id, handed_over)
        drawn = sampling.draw(ids, seed)
        _swap(found, (CohortState.HANDED_OVER,), CohortState.DRAWN)
        Cohort.objects.filter(pk=found.pk).update(
            seed=seed, handed_over=handed_over, rule=sampling.RULE, drawn=list(drawn), drawn_at=now
        )
        tell_step(found, "drawn", now, actor, drawn)
    return drawn


def _handed_over(cohort: str) -> str:
    """The hash of the log entry of the hand-over, sealed now if it is not yet; raises `NotReady`."""
    while not (found := log.hash_of(kind_of(CohortStep), cohort)):
        if not journal.seal():
            raise NotReady
    return found


def declare_cohort_conflict(*, actor: Account, cohort: str, reason: str, now: datetime) -> None:
    """Declares a conflict of interest with somebody of a cohort: no part in any of its works, nor in the
    decision on it. Raises `ReasonMissing`."""
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        found = access.cohort(actor, cohort, to="certify")
        for work in Submission.objects.filter(cohort=found):
            Marking.objects.filter(submission=work, assessor=actor, finished_at__isnull=True).delete()
            Conflict.objects.get_or_create(
                submission=work, account=actor, defaults={"reason": reason.strip()[:1000], "declared_at": now}
            )
        at = found.method.institution_id
        journal.record(ConflictDeclared(found.public_id, at, now, actor.pk, reason.strip()[:1000]))


def decide_cohort(*, actor: Account, cohort: str, outcome: str, reason: str, now: datetime) -> int:
    """Releases, holds or returns a cohort ("released", "held", "returned"); how many awards were made.

    In the sample the certifier's marks stand. Everybody who meets the rule is awarded in one transaction;
    who holds it already passes with the award that they hold, and gets no second one. Where an award is
    refused nobody is awarded, and the cohort stays as it was.

    Raises what awarding refuses, `NotIndependent`, `OwnWork`, `Conflicted` for a conflict with anybody of it,
    `SampleOpen`, `ReasonMissing`, and `DecidedAlready` to everybody but the first.
    """
    if outcome not in (CohortState.RELEASED, CohortState.HELD, CohortState.RETURNED):
        raise NotReady(outcome[:20])
    if not reason.strip():
        raise ReasonMissing
    with (
        refusals_told(actor=actor, step="decide-cohort", about=cohort, now=now),
        transaction.atomic(),
    ):
        found = access.cohort(actor, cohort, to="certify")
        _may_certify(actor, found)
        if outcome == CohortState.RELEASED and open_in_sample(found):
            raise SampleOpen(str(open_in_sample(found)))
        ready = (CohortState.DRAWN, *((CohortState.HELD,) if outcome != CohortState.HELD else ()))
        if not Cohort.objects.filter(pk=found.pk, state__in=ready).update(
            state=outcome, decided_at=now, decided_by=actor, reason=reason.strip()[:1000]
        ):
            raise DecidedAlready
        count = _release(actor, found, reason, now) if outcome == CohortState.RELEASED else 0
        tell_step(found, outcome, now, actor, reason=reason.strip()[:1000])
    return count


def open_in_sample(cohort: Cohort) -> int:
    """How many of the sample have not been marked again."""
    done = Marking.objects.filter(
        submission__public_id__in=cohort.drawn, round="sample", finished_at__isnull=False
    )
    return len(cohort.drawn) - done.count()


def _release(actor: Account, cohort: Cohort, reason: str, now: datetime) -> int:
    method = Method.read(cohort.method.content)
    works = list(
        Submission.objects.filter(cohort=cohort)
        .select_related("method__institution", "method__version", "cohort__educator")
        .order_by("pk")
    )
    found: list[tuple[Submission, dict[str, str], Result]] = []
    for work in works:
        if not work.name and not work.email:  # erased since: there is nobody to decide on
            continue
        marks = final_marks(work)
        found.append((work, marks, result(method, marks)))
    met = [(work, one) for work, _marks, one in found if one.passed]
    before = held_already(
        version_id=cohort.method.version_id, people=[person_values(work, one) for work, one in met], now=now
    )
    held = {work.pk: award for (work, _one), award in zip(met, before, strict=True) if award}
    passed = [(work, one) for work, one in met if work.pk not in held]
    ids = award_assessed(
        actor=actor,
        version_id=cohort.method.version_id,
        people=[
            (person_values(work, one), assessed(work, one, 1, cohort_size=len(works))) for work, one in passed
        ],
        identity=BY_MAIL,
        now=now,
    )
    awarded = held | {work.pk: award for (work, _one), award in zip(passed, ids, strict=True)}
    for work, marks, one in found:
        award = awarded.get(work.pk, "")
        outcome = Stage.PASSED if award else Stage.FAILED
        Submission.objects.filter(pk=work.pk).update(stage=outcome, award=award)
        write_decision(actor, work, outcome, marks, one, reason, now, award)
    return len(ids)


def _may_certify(actor: Account, cohort: Cohort) -> None:
    independent = Method.read(cohort.method.content).independent
    works = Submission.objects.filter(cohort=cohort).select_related("method__institution", "cohort")
    addresses = {one.lower() for one in (actor.email, *accounts.confirmed_addresses(actor))}
    own = works.filter(email__in=addresses).first() or works.filter(learner=actor).first()
    some = works.first()
    if own is not None:
        some = own
        some.learner_id = actor.pk
    if some is None:
        raise NotReady
    if Conflict.objects.filter(submission__cohort=cohort, account=actor).exists():
        raise Conflicted
    refused = refuses_decision(actor.pk, involved(some), independent=independent)
    if refused is not None:
        raise refused


def _swap(cohort: Cohort, old: Sequence[str], new: str) -> None:
    """Compare and swap: of those who do it at once, only one goes on."""
    if not Cohort.objects.filter(pk=cohort.pk, state__in=old).update(state=new):
        raise NotReady


__all__ = [
    "begin_cohort",
    "decide_cohort",
    "declare_cohort_conflict",
    "draw_sample",
    "hand_over",
    "open_in_sample",
]
