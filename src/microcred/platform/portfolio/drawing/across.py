"""The timeline from left to right: for a desk, for a picture, for paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext

from microcred.platform.portfolio.drawing.lanes import Kind, Lane, Mark
from microcred.platform.portfolio.drawing.shapes import (
    Bar,
    Circle,
    Line,
    Picture,
    Shape,
    Words,
    shortened,
    width_of,
)

Address = Callable[[str], str]


@dataclass(frozen=True)
class Frame:
    """How much room there is. `gutter` holds the names of the lanes."""

    width: float = 1120
    gutter: float = 236
    lane: float = 68
    size: int = 14
    end: float = 16


def across(lanes: Sequence[Lane], now: datetime, frame: Frame, address: Address = lambda _: "") -> Picture:
    """The picture of lanes up to now; `address` leads from a credential's id to its page, or nowhere."""
    first = min((one.marks[0].at for one in lanes), default=now)
    scale = _Scale.of(first, now, frame)
    shapes: list[Shape] = []
    y, soft_before = 0.0, None
    rows: list[tuple[Lane, float]] = []
    heads: list[tuple[str, float]] = []
    for lane in lanes:
        if soft_before is not (not lane.group.hard):
            soft_before = not lane.group.hard
            heads.append((gettext("Soft skills") if soft_before else gettext("Hard skills"), y))
            y += frame.size * 2.2
        rows.append((lane, y + frame.lane * 0.62))
        y += frame.lane
    bottom = y + frame.size * 0.6
    shapes += _ticks(scale, bottom, frame)
    for words, top in heads:
        shapes.append(Line(0, top + 1, frame.width, top + 1, 1, "rule"))
        shapes.append(Words(0, top + frame.size * 1.5, frame.size, words, "quiet"))
    for lane, middle in rows:
        shapes += _lane(lane, middle, scale, frame, address)
    return Picture(frame.width, bottom + frame.size * 1.8, tuple(shapes))


@dataclass(frozen=True)
class _Scale:
    first: datetime
    last: datetime
    left: float
    right: float

    @classmethod
    def of(cls, first: datetime, now: datetime, frame: Frame) -> _Scale:
        spread = max(now - first, timedelta(days=120))
        return cls(now - spread * 1.04, now, frame.gutter, frame.width - frame.end)

    def x(self, at: datetime) -> float:
        share = (at - self.first) / (self.last - self.first)
        return round(self.left + min(max(share, 0), 1) * (self.right - self.left), 1)


def _ticks(scale: _Scale, bottom: float, frame: Frame) -> Iterator[Shape]:
    """Years; where it is all about one year, its quarters."""
    years = range(scale.first.year + 1, scale.last.year + 1)
    ticks = [(datetime(year, 1, 1, tzinfo=UTC), str(year)) for year in years]
    if (scale.last - scale.first) < timedelta(days=800):
        ticks = [
            (moment, date_format(moment, "YEAR_MONTH_FORMAT"))
            for year in range(scale.first.year, scale.last.year + 1)
            for month in ((1, 7) if scale.last - scale.first > timedelta(days=400) else (1, 4, 7, 10))
            if scale.first < (moment := datetime(year, month, 1, tzinfo=UTC)) < scale.last
        ]
    every = max(1, -(-len(ticks) // 12))
    for moment, words in ticks[::every]:
        x = scale.x(moment)
        yield Line(x, 0, x, bottom, 1, "rule")
        if x + width_of(words, frame.size) / 2 < scale.right - width_of(gettext("today"), frame.size):
            yield Words(x, bottom + frame.size * 1.4, frame.size, words, "quiet", "middle")
    yield Words(scale.right, bottom + frame.size * 1.4, frame.size, gettext("today"), "quiet", "end")


def _lane(lane: Lane, y: float, scale: _Scale, frame: Frame, address: Address) -> Iterator[Shape]:
    label = shortened(lane.label, frame.size + 2, frame.gutter - 20)
    yield Words(0, y + frame.size * 0.35, frame.size + 2, label, bold=True)
    for one in lane.stretches:
        x1, x2 = scale.x(one.start), max(scale.x(one.end), scale.x(one.start) + 1)
        width = 2 if one.lapsed else thickness(one.level)
        yield Line(x1, y, x2, y, width, "lane", one.lapsed)
    free = [frame.gutter, frame.gutter]
    for mark, level in zip(lane.marks, (one.level for one in lane.stretches), strict=True):
        x = scale.x(mark.at)
        yield drawn(mark, x, y, level, address, upright=True)
        yield from _named(mark, x, y, free, scale, frame)


def _named(mark: Mark, x: float, y: float, free: list[float], scale: _Scale, frame: Frame) -> Iterator[Words]:
    """The title beside its mark, above the lane or below it, where there is room; else the table has it."""
    if mark.kind is Kind.LAPSED:
        return
    for side, dy in enumerate((-frame.size * 1.15, frame.size * 1.85)):
        room = scale.right - max(x - 6, free[side])
        text = shortened(mark.title, frame.size - 1, min(240, max(room, x - free[side])))
        wide = width_of(text, frame.size - 1)
        if len(text) < min(8, len(mark.title)):
            continue
        if x - 6 >= free[side] and x - 6 + wide <= scale.right + 2:
            free[side] = x - 6 + wide + 14
            yield Words(x - 6, y + dy, frame.size - 1, text)
            return
        if x + 6 - wide >= free[side]:
            free[side] = x + 20
            yield Words(x + 6, y + dy, frame.size - 1, text, anchor="end")
            return


def thickness(level: int) -> float:
    """A lane is thicker by a step for each level of the scale of eight."""
    return 3 + 1.25 * level


def drawn(mark: Mark, x: float, y: float, level: int, address: Address, *, upright: bool) -> Shape:
    """New: a filled circle. Refreshed: a ring. Deeper and lapsed: a bar across, where the lane changes."""
    words, url = told(mark), address(mark.credential)
    if mark.kind in (Kind.NEW, Kind.REFRESHED):
        return Circle(x, y, max(7.0, thickness(level) / 2 + 3), mark.kind is Kind.NEW, words, url)
    return Bar(x, y, max(16.0, thickness(level) + 8), upright, words, url)


def told(mark: Mark) -> str:
    """The mark in words: the day, the credential, and what it brought."""
    names = {
        Kind.NEW: gettext("new"),
        Kind.DEEPER: gettext("deeper"),
        Kind.REFRESHED: gettext("refreshed"),
        Kind.LAPSED: gettext("lapsed"),
    }
    skills = ", ".join(one.label for one in mark.changes[:6])
    return f"{date_format(mark.at, 'DATE_FORMAT')}: {mark.title}. {names[mark.kind]}: {skills}"
