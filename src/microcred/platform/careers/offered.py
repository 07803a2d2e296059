"""What can be taken: the offerings that are known here, as `skills.plan` sees them."""

from __future__ import annotations

from microcred.platform.careers.models import OfferingTable
from microcred.skills.plan.offerings import Offering, read_offerings
from microcred.skills.readers.sources import MemoryFile


def offerings() -> list[Offering]:
    """Every offering of the stored tables; plans leave out by themselves what has begun."""
    found: dict[str, Offering] = {}
    for table in OfferingTable.objects.order_by("name"):
        rows, _ = read_offerings(MemoryFile("offerings.csv", table.body.encode()))
        found |= {row.id: row for row in rows}
    return list(found.values())
