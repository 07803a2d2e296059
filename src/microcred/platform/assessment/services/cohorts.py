"""A cohort: taught and marked by the educator, certified by sample by the certifier."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.assessment import access
from microcred.platform.assessment.errors import (
    DecidedAlready,
    NotReady,
    ReasonMissing,
    SampleOpen,
)
from microcred.platform.assessment.events import CohortStep
from microcred.platform.assessment.involved import involved
from microcred.platform.assessment.models import (
    Cohort,
    CohortState,
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
from microcred.platform.assessment.signing import assessed
from microcred.platform.awards.addresses import achievement_address
from microcred.platform.awards.services import award_assessed
from microcred.platform.institutions import access as institutions
from microcred.platform.journal import services as journal
from microcred.platform.network import access as network_access
from microcred.platform.network import queries as network_queries
from microcred.platform.network import services as network

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def begin_cohort(
    *, actor: Account, educator: str, method: str, name: str, now: datetime, teachers: Sequence[Account] = ()
) -> str:
    """Begins a cohort of the educator that the method names; its public id. Who begins it counts as teaching.

    Raises `NotAllowed`, `NotFound` or `NotReady`.
    """
    with transaction.atomic():
        record = MethodRecord.objects.select_related("educator").filter(public_id=method).first()
        if record is None or record.educator is None or record.educator.public_id != educator:
            raise institutions.NotFound(method[:40])
        institutions.require(actor, record.educator, access.ROLES["cohort"])
        made = Cohort.objects.create(
            method=record, educator=record.educator, name=name.strip()[:200], created_at=now, created_by=actor
        )
        for one in {person.pk: person for person in (actor, *teachers)}.values():
            Teacher.objects.create(cohort=made, account=one)
        _tell(made, "begun", now, actor)
    return made.public_id


def hand_over(*, actor: Account, cohort: str, now: datetime) -> None:
    """Hands the marked cohort to the certifier; raises `NotReady` if anybody is without marks."""
    with transaction.atomic():
        found = access.cohort(actor, cohort, to="cohort")
        works = Submission.objects.filter(cohort=found)
        if not works.exists() or works.exclude(stage=Stage.TO_DECIDE).exists():
            raise NotReady
        _swap(found, OPEN, CohortState.HANDED_OVER)
        _tell(found, "handed-over", now, actor)
        _state_parts(actor, found, now)


def _state_parts(actor: Account, cohort: Cohort, now: datetime) -> None:
    """The educator's own signed statement, carried by each credential: made once, by who may sign for it.

    Where somebody else hands over, it is made from the educator's pages of the network.
    """
    educator, version = cohort.educator, cohort.method.version
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


def draw_sample(*, actor: Account, cohort: str, now: datetime, seed: str = "") -> tuple[str, ...]:
    """Draws who is marked again, by the stated rule; the public ids of the works.

    Without a `seed` one is made at random; it stands with the cohort, in the log and in what is signed, so
    that anybody can draw again. Raises `NotReady` where it was drawn before.
    """
    with transaction.atomic():
        found = access.cohort(actor, cohort, to="certify")
        ids = list(Submission.objects.filter(cohort=found).values_list("public_id", flat=True))
        chosen = seed.strip()[:64] or secrets.token_hex(16)
        drawn = sampling.draw(ids, chosen)
        _swap(found, (CohortState.HANDED_OVER,), CohortState.DRAWN)
        Cohort.objects.filter(pk=found.pk).update(
            seed=chosen, rule=sampling.RULE, drawn=list(drawn), drawn_at=now
        )
        _tell(found, "drawn", now, actor, drawn)
    return drawn


def decide_cohort(*, actor: Account, cohort: str, outcome: str, reason: str, now: datetime) -> int:
    """Releases, holds or returns a cohort ("released", "held", "returned"); how many awards were made.

    In the sample the certifier's marks stand. Everybody who meets the rule is awarded in one transaction.
    Raises `NotIndependent`, `OwnWork`, `SampleOpen`, `ReasonMissing`, and `DecidedAlready` to everybody but
    the first.
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
        _tell(found, outcome, now, actor, reason=reason.strip()[:1000])
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
    passed = [(work, one) for work, _marks, one in found if one.passed]
    ids = award_assessed(
        actor=actor,
        version_id=cohort.method.version_id,
        people=[
            (person_values(work, one), assessed(work, one, 1, cohort_size=len(works))) for work, one in passed
        ],
        identity=BY_MAIL,
        now=now,
    )
    awarded = {work.pk: award for (work, _one), award in zip(passed, ids, strict=True)}
    for work, marks, one in found:
        award = awarded.get(work.pk, "")
        outcome = Stage.PASSED if award else Stage.FAILED
        Submission.objects.filter(pk=work.pk).update(stage=outcome, award=award)
        write_decision(actor, work, outcome, marks, one, reason, now, award)
    return len(ids)


def _may_certify(actor: Account, cohort: Cohort) -> None:
    independent = Method.read(cohort.method.content).independent
    works = Submission.objects.filter(cohort=cohort).select_related("method__institution", "cohort")
    own = works.filter(email__iexact=actor.email).first() or works.filter(learner=actor).first()
    some = works.first()
    if own is not None:
        some = own
        some.learner_id = actor.pk
    if some is None:
        raise NotReady
    refused = refuses_decision(actor.pk, involved(some), independent=independent)
    if refused is not None:
        raise refused


def _swap(cohort: Cohort, old: Sequence[str], new: str) -> None:
    """Compare and swap: of those who do it at once, only one goes on."""
    if not Cohort.objects.filter(pk=cohort.pk, state__in=old).update(state=new):
        raise NotReady


def _tell(
    cohort: Cohort,
    step: str,
    now: datetime,
    actor: Account,
    sample: tuple[str, ...] = (),
    reason: str = "",
) -> None:
    at = cohort.method.institution_id
    journal.record(CohortStep(cohort.public_id, step, sample, at, now, actor.pk, reason))


__all__ = [
    "begin_cohort",
    "decide_cohort",
    "draw_sample",
    "hand_over",
    "open_in_sample",
]
