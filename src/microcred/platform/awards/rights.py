"""By what right something is awarded: the version in the terms of the network, and the check."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.catalogue.queries import VersionDetail
from microcred.platform.institutions import queries as institutions
from microcred.platform.network import services as network
from microcred.platform.network.scope import Subject
from microcred.platform.network.scope.branches import ISCED_F


def require_right(version: VersionDetail, now: datetime) -> None:
    """Returns where no accreditation is asked for, or a right of the institution covers it.

    Raises `OutsideScope` with the reason.
    """
    if version.content.requires_accreditation:
        country = institutions.issuer(version.institution_id).country
        network.require_right(
            institution_id=version.institution_id,
            subject=subject(version.content, country),
            now=now,
            achievement=version.achievement,
        )


def subject(content: AchievementContent, country: str) -> Subject:
    """What a right is needed for."""
    return Subject(
        skills=tuple(one.address for one in content.skills if one.address),
        field=f"{ISCED_F}{content.isced_f}" if content.isced_f else "",
        level=content.eqf_level,
        methods=frozenset(content.assessment),
        credits=Decimal(content.ects) if content.ects else None,
        country=country,
    )
