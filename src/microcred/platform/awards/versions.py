"""Which version is awarded, and with what."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.awards.errors import NotPublished
from microcred.platform.awards.identity import Identity
from microcred.platform.catalogue import access as catalogue_access
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.queries import VersionDetail
from microcred.platform.institutions import queries as institutions
from microcred.platform.institutions import services as keys

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.awards.services.granting import Grant


def published(actor: Account | None, achievement: str) -> VersionDetail:
    """The published version for somebody who may award it.

    Raises `NotAllowed`, `NotFound` or `NotPublished`.
    """
    catalogue_access.achievement(actor, achievement, to="award")
    version = catalogue.published_version(achievement)
    if version is None:
        raise NotPublished(achievement)
    return version


def grant_of(
    version: VersionDetail,
    identity: Identity,
    actor: Account | None,
    now: datetime,
    *,
    batch_id: int | None = None,
    batch: str = "",
) -> Grant:
    """What all awards of one version made now have in common."""
    from microcred.platform.awards.services.granting import Grant

    return Grant(
        issuer=institutions.issuer(version.institution_id),
        signer=keys.signer_of(version.institution_id, now),
        version=version,
        achievement_id=version.achievement_id,
        identity=identity,
        now=now,
        actor_id=actor.pk if actor else None,
        batch_id=batch_id,
        batch=batch,
    )
