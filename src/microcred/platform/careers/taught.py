"""The catalogue's offerings as `skills.plan` sees them."""

from __future__ import annotations

from datetime import date

from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.queries import OfferingDetail
from microcred.skills.plan.offerings import Offering


def from_catalogue(day: date) -> list[Offering]:
    """What one can still apply for; skills without an address in a framework cannot close a gap.

    Plans count in whole cents of one currency: an offering in another one is left out.
    """
    return [_planned(one) for one in catalogue.offerings(open_on=day) if one.currency == "EUR"]


def _planned(one: OfferingDetail) -> Offering:
    return Offering(
        id=one.public_id,
        title=one.name,
        teaches=tuple((skill.address, skill.level) for skill in one.skills if skill.address),
        price=int(one.price * 100),
        start=one.starts_on,
        end=one.ends_on,
        hours_per_week=float(one.hours_per_week),
        course=one.achievement,
        language=one.language,
        mode=one.mode,
        requires=one.requires,
        assessment_only=one.assessment_only,
    )
