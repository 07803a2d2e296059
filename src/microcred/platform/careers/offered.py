"""What can be taken: the catalogue's offerings and those of stored tables, as `skills.plan` sees them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.awards import queries as awards
from microcred.platform.careers.models import OfferingTable
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.queries import OfferingDetail
from microcred.skills.plan.offerings import Offering, read_offerings
from microcred.skills.readers.sources import MemoryFile

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

CURRENCY = "EUR"
"""Plans add up prices, so that all are in one currency; offerings in another are left out."""


def offerings(actor: Account, now: datetime) -> list[Offering]:
    """Every offering that one can still apply for; what a learner holds is no prerequisite any more."""
    held = {row.achievement for row in awards.held_by(actor) if row.acceptance == "accepted"}
    found = {
        row.public_id: _offering(row, held)
        for row in catalogue.offerings(open_at=now)
        if row.currency == CURRENCY
    }
    for table in OfferingTable.objects.order_by("name"):
        rows, _ = read_offerings(MemoryFile("offerings.csv", table.body.encode()))
        found |= {row.id: row for row in rows}
    return list(found.values())


def _offering(row: OfferingDetail, held: Collection[str]) -> Offering:
    return Offering(
        id=row.public_id,
        title=row.name,
        teaches=tuple((one.address, one.level) for one in row.skills if one.address),
        price=round(row.price * 100),
        start=row.starts_on,
        end=row.ends_on,
        hours_per_week=float(row.hours_per_week),
        course=row.achievement,
        language=row.language,
        mode=row.mode,
        requires=tuple(one for one in row.requires if one not in held),
        assessment_only=row.assessment_only,
    )
