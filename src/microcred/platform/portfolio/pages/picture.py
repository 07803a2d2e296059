"""The timeline as pages show it: two drawings of the same, one sentence, and the table beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from microcred.platform.portfolio import words
from microcred.platform.portfolio.drawing.across import Frame, across
from microcred.platform.portfolio.drawing.down import down
from microcred.platform.portfolio.drawing.lanes import lanes
from microcred.platform.portfolio.drawing.svg import svg
from microcred.platform.portfolio.frameworks_here import framework
from microcred.platform.portfolio.queries import Entry, Growth


@dataclass(frozen=True)
class Row:
    """One event of the table: what it changed, in words by kind."""

    at: datetime
    credential: str
    title: str
    issuer: str
    url: str
    changes: tuple[tuple[str, str], ...]
    """Pairs of kind and skills."""


@dataclass(frozen=True)
class Drawn:
    """The figure."""

    finding: str
    wide: SafeString
    tall: SafeString
    rows: Sequence[Row]


def drawn(growth: Growth, now: datetime) -> Drawn | None:
    """The timeline of a learner, or None where nothing happened yet."""
    events = growth.events()
    if not events:
        return None
    urls = {one.id: one.url for one in growth.entries}
    found = lanes(events, framework(), now)

    def address(credential: str) -> str:
        return urls.get(credential, "")

    return Drawn(
        words.finding(events),
        _safe(svg(across(found, now, Frame(), address), "wide")),
        _safe(svg(down(found, now, address), "tall")),
        [
            Row(
                one.at,
                one.credential,
                one.title,
                one.issuer_name,
                address(one.credential),
                tuple(
                    (str(word), ", ".join(c.label for c in one.changes if c.change is kind))
                    for kind, word in words.CHANGES.items()
                    if any(c.change is kind for c in one.changes)
                ),
            )
            for one in reversed(events)
        ],
    )


def by_id(entries: Sequence[Entry]) -> Mapping[str, Entry]:
    """Entries by id."""
    return {one.id: one for one in entries}


def _safe(markup: str) -> SafeString:
    """Drawn here; every word in it is escaped by `drawing.svg`."""
    return mark_safe(markup)  # noqa: S308
