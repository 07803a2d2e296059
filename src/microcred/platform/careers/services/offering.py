"""Offerings from a table, for what no catalogue here has."""

from __future__ import annotations

from datetime import datetime

from microcred.platform.careers.errors import OfferingsUnreadable
from microcred.platform.careers.models import OfferingTable
from microcred.skills.plan.offerings import read_offerings
from microcred.skills.readers.sources import MemoryFile


def load_offerings(*, name: str, body: str, now: datetime) -> int:
    """Keeps a CSV of offerings under a name, in place of an earlier one; how many rows can be used.

    Raises `OfferingsUnreadable` where that is none.
    """
    rows, report = read_offerings(MemoryFile("offerings.csv", body.encode()))
    if not rows:
        raise OfferingsUnreadable(str(next(iter(report.rows), ""))[:200])
    OfferingTable.objects.update_or_create(name=name, defaults={"body": body, "read_at": now})
    return len(rows)
