"""A plan over weeks: a bar for each step, the hours of each week above; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from microcred.platform.careers.queries.plans import StepDetail

NARROW, WIDE = 400, 704
BAR, ROW, HOURS = 14, 44, 64
MOST_WEEKS = 520


def hours_of_weeks(steps: Sequence[StepDetail]) -> list[tuple[date, float]]:
    """Each week from the first to the last, named by its Monday, with its hours of work."""
    if not steps:
        return []
    first = _monday(min(step.start for step in steps))
    last = _monday(max(step.end for step in steps))
    count = min(MOST_WEEKS, (last - first).days // 7 + 1)
    weeks = [first + timedelta(weeks=number) for number in range(count)]
    return [
        (week, sum(s.hours_per_week for s in steps if _monday(s.start) <= week <= _monday(s.end)))
        for week in weeks
    ]


def drawn(steps: Sequence[StepDetail], width: int = NARROW) -> SafeString:
    """The picture, `width` units wide; the table of steps beside it says the same."""
    weeks = hours_of_weeks(steps)
    if not weeks:
        return mark_safe("")
    wide = width / len(weeks)
    most = max(1.0, *(hours for _, hours in weeks))
    above = "".join(_column(number * wide, wide, hours / most) for number, (_, hours) in enumerate(weeks))
    first = weeks[0][0]
    bars = "".join(_bar(step, number, first, wide, width) for number, step in enumerate(steps))
    height = HOURS + 24 + ROW * len(steps) + 22
    most_words = escape(gettext("at most {hours} hours a week").format(hours=f"{most:g}"))
    ends = _end(weeks[0][0], 0, "start", height) + _end(max(s.end for s in steps), width, "end", height)
    label = escape(gettext("The steps over the weeks, with the hours of each week above"))
    return mark_safe(  # noqa: S308 - numbers, and words escaped
        f'<svg class="weeks" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
        f'<text class="w-quiet" x="0" y="12" font-size="14">{most_words}</text>{above}'
        f'<path class="l-rule" d="M0 {HOURS}.5H{width}"/>{bars}{ends}</svg>'
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _column(x: float, wide: float, share: float) -> str:
    tall = (HOURS - 20) * share
    gap = min(2.0, wide / 4)
    y = HOURS - tall
    return f'<rect class="hours" x="{x:.1f}" y="{y:.1f}" width="{wide - gap:.1f}" height="{tall:.1f}"/>'


def _bar(step: StepDetail, number: int, first: date, wide: float, width: int) -> str:
    """One step: its name above its bar, set from the side on which there is room."""
    x = (step.start - first).days / 7 * wide
    long = max(4.0, ((step.end - step.start).days + 1) / 7 * wide)
    y = HOURS + 24 + ROW * number
    late = x > width / 3
    at, anchor = (min(width, x + long), "end") if late else (x, "start")
    done = " done" if step.done_at else ""
    return (
        f'<text class="w-ink" x="{at:.1f}" y="{y}" font-size="15" text-anchor="{anchor}">'
        f"{step.number}. {escape(_short(step.title, width // 9))}</text>"
        f'<rect class="step{done}" x="{x:.1f}" y="{y + 6}" width="{min(long, width - x):.1f}"'
        f' height="{BAR}"/>'
    )


def _short(title: str, most: int) -> str:
    return title if len(title) <= most else f"{title[: most - 1].rstrip()}…"


def _end(day: date, x: int, anchor: str, height: int) -> str:
    words = escape(date_format(day, "DATE_FORMAT"))
    return (
        f'<text class="w-quiet" x="{x}" y="{height - 4}" font-size="14" text-anchor="{anchor}">{words}</text>'
    )
