"""A picture for typst: its lines and marks as an SVG with colours of its own, its words set by typst."""

from __future__ import annotations

from typing import Any

from microcred.platform.portfolio.drawing.shapes import Bar, Circle, Line, Picture, Words

INK = {
    "ink": "#16201C",
    "quiet": "#55605B",
    "rule": "#D5DAD7",
    "lane": "#8FA6A8",
    "mark": "#0F4C5C",
    "sheet": "#FFFFFF",
}


def for_typst(picture: Picture) -> dict[str, Any]:
    """`svg` for the shapes, `words` for the lines of text, `width` and `height` in px."""
    inside = "".join(_drawn(one) for one in picture.shapes if not isinstance(one, Words))
    return {
        "width": picture.width,
        "height": picture.height,
        "svg": (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{picture.width:g}" height="{picture.height:g}" '
            f'viewBox="0 0 {picture.width:g} {picture.height:g}">{inside}</svg>'
        ),
        "words": [
            {
                "x": one.x,
                "y": one.y,
                "size": one.size,
                "text": one.text,
                "fill": INK[one.tone],
                "anchor": one.anchor,
                "bold": one.bold,
            }
            for one in picture.shapes
            if isinstance(one, Words)
        ],
    }


def _drawn(one: Line | Circle | Bar) -> str:
    if isinstance(one, Line):
        dashes = f' stroke-dasharray="{max(4, one.width * 2):g} 4"' if one.dashed else ""
        return (
            f'<line x1="{one.x1:g}" y1="{one.y1:g}" x2="{one.x2:g}" y2="{one.y2:g}" '
            f'stroke="{INK[one.tone]}" stroke-width="{one.width:g}"{dashes}/>'
        )
    if isinstance(one, Circle):
        fill = INK["mark"] if one.filled else INK["sheet"]
        return (
            f'<circle cx="{one.x:g}" cy="{one.y:g}" r="{one.radius:g}" fill="{fill}" '
            f'stroke="{INK["mark"]}" stroke-width="3"/>'
        )
    half = one.length / 2
    return (
        f'<line x1="{one.x:g}" y1="{one.y - half:g}" x2="{one.x:g}" y2="{one.y + half:g}" '
        f'stroke="{INK["mark"]}" stroke-width="4"/>'
    )
