"""A gap at a glance: one mark for each wanted skill, essential ones in the upper rows; pure."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from microcred.platform.careers.explaining import GapLine
from microcred.platform.web.shapes import SHAPES

CELL, ROW = 28, 12


def strip(essential: Sequence[GapLine], optional: Sequence[GapLine]) -> SafeString:
    """The marks in rows of twelve; each names its skill and state.

    The list beside it says the same in words.
    """
    lines, top = [], 0
    for title, group in ((gettext("Essential"), essential), (gettext("Optional"), optional)):
        if group:
            lines.append(f'<text class="w-quiet" x="0" y="{top + 15}" font-size="14">{title}</text>')
            top += 24
            lines += [_mark(number, line, top) for number, line in enumerate(group)]
            top += CELL * -(-len(group) // ROW) + 12
    inside = "".join(lines)
    return format_html(
        '<svg class="strip" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        CELL * ROW,
        max(top, 1),
        gettext("One mark for each skill, in the order of the list"),
        mark_safe(inside),  # noqa: S308 - made here, names escaped
    )


def _mark(number: int, line: GapLine, top: int) -> str:
    x, y = CELL * (number % ROW), top + CELL * (number // ROW)
    return format_html(
        '<svg x="{}" y="{}" width="22" height="22" viewBox="0 0 24 24" class="s-{}">'
        "<title>{}: {}</title>{}</svg>",
        x,
        y,
        line.word.tone,
        line.label,
        line.word.word,
        mark_safe(SHAPES[line.word.shape]),  # noqa: S308 - a fixed drawing
    )


def ladder(wanted: int | None, held: int | None) -> SafeString:
    """The eight levels as a row of steps: filled as far as held, with a line at the one that is wanted."""
    steps = "".join(
        f'<rect class="{"on" if held and number <= held else "off"}" x="{12 * number - 11}" y="4"'
        ' width="10" height="10"/>'
        for number in range(1, 9)
    )
    line = f'<path class="want" d="M{12 * wanted} 0V18"/>' if wanted else ""
    return mark_safe(  # noqa: S308 - numbers only
        f'<svg class="ladder" viewBox="0 0 98 18" width="98" height="18" aria-hidden="true">'
        f"{steps}{line}</svg>"
    )
