"""The row of four marks, after the hallmark on silver: Taught, Assessed, Certified, Level and date.

The row stands in this order on the page, the certificate, the badge, the list row and the map. A mark that
is missing is an outlined box with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from microcred.platform.web.monogram import NEUTRAL, colour_or_neutral, ink_on, monogram


class MarkKind(StrEnum):
    """The four marks, in their order."""

    TAUGHT = "taught"
    ASSESSED = "assessed"
    CERTIFIED = "certified"
    LEVEL = "level"


LABELS: Mapping[MarkKind, Promise] = {
    MarkKind.TAUGHT: gettext_lazy("Taught"),
    MarkKind.ASSESSED: gettext_lazy("Assessed"),
    MarkKind.CERTIFIED: gettext_lazy("Certified"),
    MarkKind.LEVEL: gettext_lazy("Level and date"),
}
_REASONS: Mapping[MarkKind, Promise] = {
    MarkKind.TAUGHT: gettext_lazy("Who taught is not stated."),
    MarkKind.ASSESSED: gettext_lazy("Who assessed is not stated."),
    MarkKind.CERTIFIED: gettext_lazy("Not certified."),
    MarkKind.LEVEL: gettext_lazy("No level and no date are stated."),
}
SHAPES: Mapping[MarkKind, str] = {
    MarkKind.TAUGHT: "M13 2H35L46 13V35L35 46H13L2 35V13Z",
    MarkKind.ASSESSED: "M24 2C36.2 2 46 11.8 46 24S36.2 46 24 46 2 36.2 2 24 11.8 2 24 2Z",
    MarkKind.CERTIFIED: "M4 3H44V23C44 34 35.5 42 24 46.5C12.5 42 4 34 4 23Z",
    MarkKind.LEVEL: "M2 6H46V42H2Z",
}
"""Outlines in a square of 48 units: cartouche, oval, shield, plate."""


@dataclass(frozen=True)
class Maker:
    """An institution as a mark shows it. `colour` reads #RRGGBB; `initials` default to those of the name."""

    name: str
    colour: str = NEUTRAL
    initials: str = ""


@dataclass(frozen=True)
class Mark:
    """One mark. `reason` is set where it is missing, and then nothing else is."""

    kind: MarkKind
    sign: str = ""
    under: str = ""
    name: str = ""
    colour: str = NEUTRAL
    reason: str = ""

    @property
    def missing(self) -> bool:
        """Whether the mark is an empty box."""
        return bool(self.reason)

    @property
    def label(self) -> str:
        """The word of the mark in the language of the page."""
        return str(LABELS[self.kind])

    @property
    def sentence(self) -> str:
        """The whole mark in words, as it is read aloud."""
        if self.missing:
            return f"{self.label}: {self.reason}"
        if self.kind is MarkKind.LEVEL:
            return self.name
        forms = {
            MarkKind.TAUGHT: gettext("Taught by %(name)s"),
            MarkKind.ASSESSED: gettext("Assessed by %(name)s"),
            MarkKind.CERTIFIED: gettext("Certified by %(name)s"),
        }
        return forms[self.kind] % {"name": self.name}


@dataclass(frozen=True)
class MarkRow:
    """Four marks in their order."""

    taught: Mark
    assessed: Mark
    certified: Mark
    level: Mark

    def __iter__(self) -> Iterator[Mark]:
        yield from (self.taught, self.assessed, self.certified, self.level)

    @property
    def sentence(self) -> str:
        """The row in words."""
        return "; ".join(mark.sentence for mark in self)


def mark_row(
    *,
    taught: Maker | None = None,
    assessed: Maker | None = None,
    certified: Maker | None = None,
    level: int | None = None,
    on: date | None = None,
    reasons: Mapping[MarkKind, str] | None = None,
) -> MarkRow:
    """The row of one award. `level` is the EQF level 1 to 8; `reasons` say why a mark is missing."""
    why = {kind: str(text) for kind, text in _REASONS.items()} | dict(reasons or {})
    makers = {MarkKind.TAUGHT: taught, MarkKind.ASSESSED: assessed, MarkKind.CERTIFIED: certified}
    made = {kind: _maker_mark(kind, maker, why[kind]) for kind, maker in makers.items()}
    return MarkRow(
        made[MarkKind.TAUGHT],
        made[MarkKind.ASSESSED],
        made[MarkKind.CERTIFIED],
        _level_mark(level, on, why[MarkKind.LEVEL]),
    )


def _maker_mark(kind: MarkKind, maker: Maker | None, reason: str) -> Mark:
    if maker is None:
        return Mark(kind, reason=reason)
    sign = maker.initials[:2] or monogram(maker.name)
    return Mark(kind, sign, name=maker.name, colour=colour_or_neutral(maker.colour))


def _level_mark(level: int | None, on: date | None, reason: str) -> Mark:
    if level is None and on is None:
        return Mark(MarkKind.LEVEL, reason=reason)
    words = []
    if level is not None:
        words.append(gettext("Level %(level)s") % {"level": level})
    if on is not None:
        words.append(date_format(on, "DATE_FORMAT"))
    year = str(on.year) if on else ""
    sign, under = (str(level), year) if level is not None else (year, "")
    return Mark(MarkKind.LEVEL, sign, under, ", ".join(words))


def mark_svg(mark: Mark, size: int, *, title: bool = False) -> str:
    """One mark as inline SVG, `size` CSS px wide; `title` where no words stand beside it."""
    if title:
        head = f'role="img" aria-label="{escape(mark.sentence)}"'
        tip = f"<title>{escape(mark.sentence)}</title>"
    else:
        head, tip = 'aria-hidden="true"', ""
    return (
        f'<svg {head} width="{size}" height="{size}" viewBox="0 0 48 48" focusable="false">'
        f"{tip}{mark_drawing(mark)}</svg>"
    )


def mark_outline(mark: Mark, edge: str = "currentColor") -> str:
    """The shape of a mark without its letters, in a square of 48 units; a dashed box where it is missing."""
    if mark.missing:
        return (
            f'<rect x="4" y="4" width="40" height="40" fill="none" stroke="{edge}" '
            'stroke-width="1.5" stroke-dasharray="4 3"/>'
        )
    return (
        f'<path d="{SHAPES[mark.kind]}" fill="{colour_or_neutral(mark.colour)}" stroke="{edge}" '
        'stroke-width="1" stroke-opacity=".55"/>'
    )


def mark_drawing(mark: Mark) -> str:
    """The inside of a mark's picture, in a square of 48 units."""
    outline, ink = mark_outline(mark), ink_on(colour_or_neutral(mark.colour))
    if mark.missing:
        return outline
    if mark.under:
        return outline + _letters(mark.sign, 24, 20, ink) + _letters(mark.under, 38, 12, ink)
    size = 20 if len(mark.sign) < 3 else 14
    return outline + _letters(mark.sign, 24 + round(size * 0.35), size, ink)


def _letters(text: str, baseline: int, size: int, ink: str) -> str:
    return (
        f'<text x="24" y="{baseline}" font-size="{size}" font-family="system-ui, sans-serif" '
        f'font-weight="600" text-anchor="middle" fill="{ink}">{escape(text)}</text>'
    )
