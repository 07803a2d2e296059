"""What is kept for finding, built anew in lots: after an upgrade, and when the operator asks for it.

What has the stamp 0 is still to be indexed, so whoever is stopped goes on where they were.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from microcred.platform.catalogue import findable
from microcred.platform.catalogue.models import Achievement, Offering, OfferingState, Stamp

LOT = 500


def index_due() -> int:
    """Indexes what an upgrade left; how many offerings and micro-credentials. At each start of the site.

    Each lot is a transaction of its own. Of two that start at once each takes what the other has not.
    """
    kept = Stamp.objects.filter(pk=1).values_list("layout", flat=True).first()
    if kept is not None and kept != findable.LAYOUT:
        _forget()
    return _in_lots()


def reindex_offerings() -> int:
    """Rebuilds from the rows all that is kept for finding; how many offerings and micro-credentials."""
    _forget()
    return _in_lots()


def _forget() -> None:
    """Says of everything that it is still to be indexed; what is there is found meanwhile."""
    with transaction.atomic():
        findable.stamp()
        Offering.objects.update(stamp=0)
        Achievement.objects.update(stamp=0)
        Stamp.objects.filter(pk=1).update(layout=findable.LAYOUT)


def _in_lots() -> int:
    count = 0
    while done := _lot():
        count += done
    return count


def _lot() -> int:
    if not _offerings().exists() and not _achievements().exists():
        return 0
    with transaction.atomic():
        findable.stamp()  # whoever else is at it waits here, and then reads what is left
        offerings = list(_offerings()[:LOT])
        if offerings:
            return findable.refresh(offerings)
        return findable.refresh_achievements(list(_achievements()[:LOT]))


def _offerings() -> QuerySet[Offering]:
    rows = Offering.objects.filter(stamp=0).exclude(state=OfferingState.DRAFT)
    return rows.select_related("institution", "achievement__institution").order_by("pk")


def _achievements() -> QuerySet[Achievement]:
    rows = Achievement.objects.filter(stamp=0, versions__published_at__isnull=False)
    return rows.select_related("institution").order_by("pk").distinct()
