"""One award by a form, and what replaces one: a correction or a renewal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from microcred.platform.awards import access, past
from microcred.platform.awards.checking import unprintable
from microcred.platform.awards.errors import AlreadyAwarded, PersonRefused
from microcred.platform.awards.events import AwardReplaced
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.models import Award
from microcred.platform.awards.people import person_hash
from microcred.platform.awards.services.granting import NEW, Grant, Inherited, grant
from microcred.platform.awards.sheets import EVERYBODY, Reading, SheetRow, known_values, read_row
from microcred.platform.awards.versions import grant_of, published
from microcred.platform.credentials.services import Succession, statuses
from microcred.platform.journal import services as journal
from microcred.platform.network import services as network

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

CORRECTED, RENEWED = "awards.corrected", "awards.renewed"
SUPERSEDED = "superseded"


def award_one(
    *,
    actor: Account | None,
    achievement: str,
    values: Mapping[str, object],
    identity: Identity,
    now: datetime,
) -> str:
    """Awards a published micro-credential to one person; the public id of the credential.

    `values` are those of a sheet's fields: name, email, grade, issued, expires, evidence_url and so on.
    Raises `NotAllowed`, `NotPublished`, `PersonRefused` naming the field, or `AlreadyAwarded`.
    """
    version = published(actor, achievement)
    row = person(values, now)
    work = grant_of(version, identity, actor, now)
    try:
        with network.refused_awards_told(actor=work.actor_id, now=now), transaction.atomic():
            if Award.objects.filter(
                achievement_id=work.achievement_id, person=person_hash(work.issuer.id, row), live=True
            ).exists():
                raise AlreadyAwarded(row.email or row.name)
            return grant(work, [row])[0]
    except IntegrityError:  # somebody else was quicker
        raise AlreadyAwarded(row.email or row.name) from None


def person(values: Mapping[str, object], now: datetime) -> SheetRow:
    """The checked values of one person; raises `PersonRefused` naming the first field that is wrong."""
    row = read_row(0, known_values(values), Reading(EVERYBODY, now.date(), "ymd"))
    problems = [*row.problems, *unprintable(row)]
    if problems:
        raise PersonRefused(f"{problems[0].column}: {problems[0].sentence}")
    return row


def correct(*, actor: Account | None, public_id: str, values: Mapping[str, object], now: datetime) -> str:
    """Replaces an award by a corrected one, in which only `values` differ; the new public id.

    The old credential is revoked with the reason `superseded`; the holder, the answer and the choice who
    sees it stay. Raises `AlreadySuperseded`, `PersonRefused`, `AlreadyAwarded` or `NotAllowed`.
    """
    return _replace(actor, public_id, values, now, "correction")


def renew(
    *, actor: Account | None, public_id: str, now: datetime, values: Mapping[str, object] | None = None
) -> str:
    """Awards anew what was awarded before, from the version that is published now; the new public id.

    The old credential stays as it is; the new one supersedes it and both count once.
    """
    return _replace(actor, public_id, values or {}, now, "renewal")


def _replace(
    actor: Account | None, public_id: str, values: Mapping[str, object], now: datetime, how: str
) -> str:
    who = actor.pk if actor else None
    with network.refused_awards_told(actor=who, now=now), transaction.atomic():
        old = access.award(actor, public_id, to="award")
        merged = {**_as_values(old, how), **values}
        row = person(merged, now)
        version = past.version_of(old) if how == "correction" else published(actor, old.achievement.public_id)
        work = grant_of(version, past.identity_of(old), actor, now)
        institution = old.institution
        Award.objects.filter(pk=old.pk).update(live=False)
        inherited = _inherited(old) if how == "correction" else NEW
        try:
            (new,) = grant(
                work,
                [row],
                succession=Succession(old.pk, how),
                inherited=inherited,
                mail=CORRECTED if how == "correction" else RENEWED,
            )
        except IntegrityError:
            raise AlreadyAwarded(row.email or row.name) from None
        if how == "correction":
            statuses.revoke(
                actor=actor, institution=institution, public_ids=[old.pk], reason=SUPERSEDED, now=now
            )
        journal.record(AwardReplaced(old.pk, new, how, institution.pk, now, who))
    return new


def _as_values(old: Award, how: str) -> dict[str, object]:
    """What the old award was made from: its columns, and for a correction its dates and evidence too."""
    known: dict[str, object] = {
        "name": old.name,
        "email": old.email,
        "person_id": old.person_id,
        "grade": old.grade,
        "language": old.language,
    }
    return {**known, **past.signed_values(old)} if how == "correction" else known


def _inherited(old: Award) -> Inherited:
    return Inherited(old.learner_id, old.acceptance, old.decided_at, old.visibility, old.share)


__all__ = ["Grant", "award_one", "correct", "renew"]
