"""By what right something is awarded."""

from __future__ import annotations

from datetime import datetime

from microcred.platform.catalogue.agreeing import subject
from microcred.platform.catalogue.queries import VersionDetail
from microcred.platform.institutions import queries as institutions
from microcred.platform.network import services as network


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
