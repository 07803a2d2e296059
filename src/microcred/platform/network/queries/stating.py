"""What educators said, signed, of an achievement."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from microcred.platform.credentials import services as credentials
from microcred.platform.institutions import queries as institutions
from microcred.platform.network.models import EducatorStatement
from microcred.vc.jsontext import parse
from microcred.vc.openbadges import issuer_profile


def profile_of(institution_id: int) -> dict[str, Any]:
    """An institution as the issuer of its statements, as it is named now."""
    one = institutions.issuer(institution_id)
    return issuer_profile(one.did, one.name, country=one.country, url=one.website).document()


def educator_statements(
    achievement: str, now: datetime, *, certifier: int | None = None
) -> list[dict[str, Any]]:
    """The signed endorsements of the achievement at an address that hold now, as they go into credentials.

    A document may describe nobody in two ways: what the institution numbered `certifier` stated itself, under
    a name that it bears no more, is left out of what it signs now.
    """
    rows = EducatorStatement.objects.filter(Q(ends=None) | Q(ends__gt=now), achievement=achievement)
    return [
        stated
        for row in rows.order_by("part", "pk")
        if (stated := parse(credentials.stored_form(row.credential).body))
        and (row.institution_id != certifier or stated["issuer"] == profile_of(row.institution_id))
    ]
