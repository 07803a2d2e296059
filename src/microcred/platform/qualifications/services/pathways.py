"""A qualification from its design to the award."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from microcred.platform.awards import services as awards
from microcred.platform.awards.addresses import achievement_address, credential_address
from microcred.platform.awards.identity import Identity
from microcred.platform.catalogue import access as catalogue
from microcred.platform.institutions import queries as institutions
from microcred.platform.journal import services as journal
from microcred.platform.qualifications import access, queries
from microcred.platform.qualifications.errors import AlreadyAwarded, NotComplete, QualificationUnknown
from microcred.platform.qualifications.events import QualificationCompleted
from microcred.platform.qualifications.holdings import holdings
from microcred.platform.qualifications.models import (
    Kind,
    Part,
    Progress,
    Qualification,
    RuleBook,
    Stage,
    State,
)
from microcred.platform.qualifications.reading import Read, at_home
from microcred.platform.qualifications.services.recording import sign_record
from microcred.platform.qualifications.services.rulebooks import begin
from microcred.rules.evaluate.evaluation import Evaluation, Outcome, evaluate

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def new_qualification(
    *,
    actor: Account | None,
    achievement: str,
    now: datetime,
    parts: Mapping[str, Any] | None = None,
    automatic: bool = False,
) -> str:
    """A qualification that awards a micro-credential for meeting a rule; its public id.

    `parts` are keys of the rule, as for `begin`. Raises a `RulesError`, `NotFound` or `NotAllowed`.
    """
    earned = catalogue.achievement(actor, achievement, to="view")
    access.institution(actor, earned.institution.public_id, to="write")
    title = queries.title_of(achievement)
    with transaction.atomic():
        book = begin(
            actor=actor,
            institution=earned.institution.public_id,
            kind=Kind.QUALIFICATION,
            title=title,
            now=now,
            parts={**(parts or _empty()), "awards": achievement_address(achievement)},
        )
        return Qualification.objects.create(
            institution=earned.institution,
            achievement=earned,
            book=RuleBook.objects.get(public_id=book),
            automatic=automatic,
            created_at=now,
        ).public_id


def _empty() -> dict[str, Any]:
    return {"requirement": {"kind": "credits", "atLeast": 1}}


def start(*, actor: Account, public_id: str, now: datetime) -> str:
    """Begins a qualification under the version that is published now; harmless twice. The progress's id."""
    found = Qualification.objects.filter(public_id=public_id).first()
    version = found.book.versions.filter(state=State.PUBLISHED).first() if found else None
    if found is None or version is None:
        raise QualificationUnknown(public_id[:40])
    made, _ = Progress.objects.get_or_create(
        qualification=found, learner=actor, defaults={"version": version.number, "started_at": now}
    )
    return made.public_id


def review(*, progress: str, now: datetime) -> str:
    """Counts anew what a learner holds; the stage. Completes, and awards where that is automatic.

    What was awarded or reopened stays so, and what names the learner by name alone is never enough for an
    award that nobody confirms: that is for the certifier.
    """
    row = Progress.objects.select_related("qualification", "learner").get(public_id=progress)
    if row.stage in (Stage.AWARDED, Stage.REOPENED):
        return row.stage
    read, told = _counted(row, now)
    if told.outcome is not Outcome.MET:
        if row.stage == Stage.COMPLETE:
            Progress.objects.filter(pk=row.pk, stage=Stage.COMPLETE).update(
                stage=Stage.UNDER_WAY, completed_at=None
            )
        return Stage.UNDER_WAY
    with transaction.atomic():
        locked = Progress.objects.select_for_update().get(pk=row.pk)
        if locked.stage == Stage.UNDER_WAY:
            locked.stage, locked.completed_at = Stage.COMPLETE, now
            locked.save(update_fields=["stage", "completed_at"])
            journal.record(
                QualificationCompleted(locked.public_id, row.qualification.institution_id, now, None)
            )
        if row.qualification.automatic and locked.stage == Stage.COMPLETE and _sure(read, told):
            _award(None, locked, read, told, now)
    return Progress.objects.get(pk=row.pk).stage


def confirm(*, actor: Account | None, progress: str, now: datetime) -> str:
    """A certifier awards a completed qualification; the credential's public id.

    What is held is counted anew first. Raises `NotComplete`, `AlreadyAwarded` or `NotAllowed`.
    """
    with transaction.atomic():
        row = (
            Progress.objects.select_for_update(of=("self",))
            .select_related("qualification__institution", "learner")
            .filter(public_id=progress)
            .first()
        )
        if row is None:
            raise QualificationUnknown(progress[:40])
        access.institution(actor, row.qualification.institution.public_id, to="confirm")
        if row.award:
            raise AlreadyAwarded(row.award)
        read, told = _counted(row, now)
        if told.outcome is not Outcome.MET:
            raise NotComplete(queries.title_of(row.qualification.achievement.public_id))
        return _award(actor, row, read, told, now)


def _counted(row: Progress, now: datetime) -> tuple[list[Read], Evaluation]:
    did = institutions.issuer(row.qualification.institution_id).did
    read = holdings(row.learner, now)
    rule = queries.rule_version(row.qualification.book.public_id, row.version)
    return read, evaluate(rule, [at_home(one.held, did) for one in read], now.date())


def _sure(read: list[Read], told: Evaluation) -> bool:
    """Whether everything that counts names the learner by a confirmed address."""
    by_name = {one.held.id for one in read if one.by_name}
    return by_name.isdisjoint(one.credential for one in told.placed)


def _award(actor: Account | None, row: Progress, read: list[Read], told: Evaluation, now: datetime) -> str:
    """Signs the award, whose evidence names each part by its address, and the record of its parts."""
    by_id = {one.held.id: one for one in read}
    counted = {one.credential for one in told.placed}
    parts = sorted((by_id[one] for one in counted), key=lambda part: (part.title.casefold(), part.held.id))
    signer = access.awarder(actor, row.qualification.institution)
    made = awards.award_one(
        actor=signer,
        achievement=row.qualification.achievement.public_id,
        values={
            "name": row.learner.name,
            "email": row.learner.email,
            "evidence_url": queries.parts_address(row.public_id),
            "evidence_name": "The parts of this qualification",
            "evidence_text": "\n".join(f"{one.title}: {_place(one)}" for one in parts),
        },
        identity=Identity("sign-in"),
        now=now,
    )
    Part.objects.bulk_create(
        Part(progress=row, credential=one.held.id, title=one.title[:200], elsewhere=one.elsewhere)
        for one in parts
    )
    row.record = sign_record(row, made, parts, now)
    row.stage, row.award, row.confirmed_by = Stage.AWARDED, made, actor
    row.completed_at = row.completed_at or now
    row.save(update_fields=["stage", "award", "record", "confirmed_by", "completed_at"])
    return made


def _place(part: Read) -> str:
    """Where a part can be looked at, or what one from elsewhere calls itself."""
    return part.held.identity if part.elsewhere else credential_address(part.held.id)
