"""The timeline from top to bottom, for a phone: the lanes side by side, each event a line of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext

from microcred.platform.portfolio.drawing.across import Address, drawn, thickness
from microcred.platform.portfolio.drawing.lanes import Kind, Lane, Mark
from microcred.platform.portfolio.drawing.shapes import (
    Line,
    Picture,
    Shape,
    Words,
    broken,
    shortened,
)

WIDTH, COLUMN, ROW, SIZE = 358.0, 20.0, 66.0, 15
TOP = 26.0


def down(lanes: Sequence[Lane], now: datetime, address: Address = lambda _: "") -> Picture:
    """The picture, the earliest on top; each event has the same room, so time is not to scale."""
    moments = sorted({mark.at for lane in lanes for mark in lane.marks})
    ys = {at: TOP + ROW * 0.4 + ROW * number for number, at in enumerate(moments)}
    bottom = TOP + ROW * len(moments)
    columns = _columns(lanes)
    shapes: list[Shape] = list(_heads(lanes, columns))
    for lane, x in zip(lanes, columns, strict=True):
        ends = [*(ys[one.start] for one in lane.stretches), bottom]
        for one, (y1, y2) in zip(lane.stretches, pairwise(ends), strict=True):
            width = 2 if one.lapsed else thickness(one.level)
            shapes.append(Line(x, y1, x, y2, width, "lane", one.lapsed))
    left = columns[-1] + COLUMN if columns else 0
    for at in moments:
        marks = [
            (lane, x, mark, level)
            for lane, x in zip(lanes, columns, strict=True)
            for mark, level in zip(lane.marks, (s.level for s in lane.stretches), strict=True)
            if mark.at == at
        ]
        shapes += [drawn(mark, x, ys[at], level, address, upright=False) for _, x, mark, level in marks]
        shapes += _words([(lane, mark) for lane, _, mark, _ in marks], left, ys[at])
    shapes.append(Words(left, bottom + SIZE, SIZE - 1, gettext("today"), "quiet"))
    return Picture(WIDTH, bottom + SIZE * 1.8, tuple(shapes))


def _columns(lanes: Sequence[Lane]) -> list[float]:
    """Where each lane stands; the hard ones a little apart from the soft ones."""
    found: list[float] = []
    for number, lane in enumerate(lanes):
        before = lanes[number - 1] if number else None
        apart = COLUMN * 0.8 if before is not None and before.group.hard != lane.group.hard else 0
        found.append((found[-1] + COLUMN if found else 10) + apart)
    return found


def _heads(lanes: Sequence[Lane], columns: Sequence[float]) -> Iterator[Words]:
    soft = [x for lane, x in zip(lanes, columns, strict=True) if not lane.group.hard]
    hard = [x for lane, x in zip(lanes, columns, strict=True) if lane.group.hard]
    if soft:
        yield Words(soft[0] - 8, 14, 13, gettext("Soft"), "quiet")
    if hard:
        yield Words(max(hard[0] - 8, soft[0] + 28 if soft else 0), 14, 13, gettext("Hard"), "quiet")


def _words(marks: Sequence[tuple[Lane, Mark]], x: float, y: float) -> Iterator[Words]:
    room = WIDTH - x
    for number, line in enumerate(broken(marks[0][1].title, SIZE, room, 1)):
        yield Words(x, y + 1 + number * SIZE * 1.2, SIZE, line)
    lanes = ", ".join(dict.fromkeys(lane.label for lane, _ in marks))
    over = gettext("lapsed") if all(mark.kind is Kind.LAPSED for _, mark in marks) else ""
    parts = (date_format(marks[0][1].at, "M Y"), over, lanes)
    under = " · ".join(part for part in parts if part)
    yield Words(x, y + 20, SIZE - 2, shortened(under, SIZE - 2, room), "quiet")
