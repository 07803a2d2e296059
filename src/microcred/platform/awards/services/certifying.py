"""Awards that follow from an assessment: one person or a cohort, with what was assessed signed in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from microcred.platform.awards.addresses import achievement_address
from microcred.platform.awards.assessed import Assessed, with_assessment
from microcred.platform.awards.errors import AlreadyAwarded
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.models import Award
from microcred.platform.awards.people import person_hash
from microcred.platform.awards.services.granting import Grant, grant
from microcred.platform.awards.services.single import person
from microcred.platform.awards.sheets import SheetRow
from microcred.platform.awards.versions import grant_of
from microcred.platform.catalogue import access as catalogue_access
from microcred.platform.catalogue import queries as catalogue

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass
class _AssessedGrant(Grant):
    """A grant in which each person has results of their own, by the number of the row."""

    assessed: Sequence[Assessed] = ()

    def contents(self, rows: Sequence[SheetRow]) -> list[dict[str, Any]]:
        address = achievement_address(self.version.achievement)
        made = super().contents(rows)
        return [
            with_assessment(document, address, self.assessed[row.number])
            for document, row in zip(made, rows, strict=True)
        ]


def held_already(*, version_id: int, people: Sequence[Mapping[str, object]], now: datetime) -> list[str]:
    """For each person the public id of the award of this micro-credential that they hold, or empty.

    Raises `PersonRefused` naming the field.
    """
    version = catalogue.version(version_id)
    known = [person_hash(version.institution_id, person(values, now)) for values in people]
    rows = Award.objects.filter(achievement_id=version.achievement_id, live=True, person__in=known)
    held = dict(rows.values_list("person", "pk"))
    return [held.get(one, "") for one in known]


def award_assessed(
    *,
    actor: Account | None,
    version_id: int,
    people: Sequence[tuple[Mapping[str, object], Assessed]],
    identity: Identity,
    now: datetime,
) -> list[str]:
    """Awards the version that was assessed to each of `people`; the public ids in order.

    All or nobody, within the caller's transaction. Raises `NotAllowed`, `PersonRefused` naming the field, or
    `AlreadyAwarded` naming the person.
    """
    version = catalogue.version(version_id)
    catalogue_access.achievement(actor, version.achievement, to="certify")
    base = grant_of(version, identity, actor, now)
    work = _AssessedGrant(
        issuer=base.issuer,
        signer=base.signer,
        version=base.version,
        achievement_id=base.achievement_id,
        identity=base.identity,
        now=now,
        actor_id=base.actor_id,
        assessed=[said for _values, said in people],
    )
    rows = [replace(person(values, now), number=at) for at, (values, _said) in enumerate(people)]
    for row in rows:
        known = person_hash(work.issuer.id, row)
        if Award.objects.filter(achievement_id=work.achievement_id, person=known, live=True).exists():
            raise AlreadyAwarded(row.email or row.name)
    try:
        with transaction.atomic():
            return grant(work, rows)
    except IntegrityError:  # somebody else was quicker, or a person stands twice
        raise AlreadyAwarded("") from None
