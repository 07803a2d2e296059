"""Writing crosswalks and projections: each table as a whole, in the place of its older self."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from microcred.platform.frameworks.merging import plain_text
from microcred.platform.frameworks.models import (
    Crosswalk,
    CrosswalkStep,
    Projection,
    ProjectionSet,
)
from microcred.platform.journal.bulk import insert_rows
from microcred.ports.identifiers import new_public_id
from microcred.skills.readers.crosswalks import Crosswalk as Walk
from microcred.skills.readers.projections import Outlook

_PROJECTION = (
    "of_id", "soc", "title", "employed", "expected", "change", "openings", "wage", "education", "summary",
)  # fmt: skip


def store_crosswalk(walk: Walk, now: datetime) -> None:
    """The crosswalk of this name, in the place of the one that was there."""
    values = {"credit": walk.credit, "imported_at": now, "stamp": new_public_id()}
    row, _ = Crosswalk.objects.update_or_create(name=walk.name, defaults=values)
    CrosswalkStep.objects.filter(crosswalk=row).delete()
    steps = (step for each in walk.steps.values() for step in each)
    rows = ((row.pk, plain_text(s.origin, 500), s.target, s.confidence) for s in steps)
    insert_rows(CrosswalkStep, ("crosswalk_id", "origin", "target", "confidence"), rows)


def store_outlooks(outlooks: Mapping[str, Outlook], now: datetime) -> None:
    """The projections of one source and span of years, in the place of those that were there."""
    one = next(iter(outlooks.values()))
    span: dict[str, Any] = {
        "source": one.source,
        "country": one.country,
        "first_year": one.first_year,
        "last_year": one.last_year,
    }
    values = {"imported_at": now, "stamp": new_public_id()}
    row, _ = ProjectionSet.objects.update_or_create(**span, defaults=values)
    Projection.objects.filter(of=row).delete()
    rows = (
        (
            row.pk, o.soc, plain_text(o.title, 300), o.employed, o.expected, o.change, o.openings, o.wage,
            plain_text(o.education, 200), o.summary,
        )
        for o in outlooks.values()
    )  # fmt: skip
    insert_rows(Projection, _PROJECTION, rows)
