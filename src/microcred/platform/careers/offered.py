"""What can be taken: the offerings that are known here, as `skills.plan` sees them."""

from __future__ import annotations

from django.utils import timezone

from microcred.platform.careers.models import OfferingTable
from microcred.platform.careers.taught import from_catalogue
from microcred.skills.plan.offerings import Offering, read_offerings
from microcred.skills.readers.sources import MemoryFile


def offerings() -> list[Offering]:
    """What the catalogue has open, and every offering of the stored tables; plans leave out by themselves what has begun."""
    found = {one.id: one for one in from_catalogue(timezone.localdate())}
    for table in OfferingTable.objects.order_by("name"):
        rows, _ = read_offerings(MemoryFile("offerings.csv", table.body.encode()))
        found |= {row.id: row for row in rows}
    return list(found.values())
