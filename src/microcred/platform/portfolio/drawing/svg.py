"""A picture as inline SVG. Colours come from the page's style sheet, by class; words are escaped."""

from __future__ import annotations

from html import escape

from microcred.platform.portfolio.drawing.shapes import Bar, Circle, Line, Picture, Shape, Words


def svg(picture: Picture, name: str) -> str:
    """Inline SVG of a class `timeline` and `name`; hidden from readers, for whom the table stands beneath."""
    inside = "".join(_drawn(one) for one in picture.shapes)
    return (
        f'<svg class="timeline {escape(name)}" viewBox="0 0 {picture.width:g} {picture.height:g}" '
        f'width="{picture.width:g}" height="{picture.height:g}" aria-hidden="true" focusable="false">'
        f"{inside}</svg>"
    )


def _drawn(one: Shape) -> str:
    if isinstance(one, Line):
        dashes = f' stroke-dasharray="{max(4, one.width * 2):g} 4"' if one.dashed else ""
        return (
            f'<line class="l-{one.tone}" x1="{one.x1:g}" y1="{one.y1:g}" x2="{one.x2:g}" y2="{one.y2:g}" '
            f'stroke-width="{one.width:g}"{dashes}/>'
        )
    if isinstance(one, Words):
        bold = ' font-weight="600"' if one.bold else ""
        return (
            f'<text class="w-{one.tone}" x="{one.x:g}" y="{one.y:g}" font-size="{one.size}" '
            f'text-anchor="{one.anchor}"{bold}>{escape(one.text)}</text>'
        )
    return _linked(one, _mark(one))


def _mark(one: Circle | Bar) -> str:
    if isinstance(one, Circle):
        kind = "m-full" if one.filled else "m-ring"
        return f'<circle class="{kind}" cx="{one.x:g}" cy="{one.y:g}" r="{one.radius:g}"/>'
    half = one.length / 2
    if one.upright:
        at = f'x1="{one.x:g}" y1="{one.y - half:g}" x2="{one.x:g}" y2="{one.y + half:g}"'
    else:
        at = f'x1="{one.x - half:g}" y1="{one.y:g}" x2="{one.x + half:g}" y2="{one.y:g}"'
    return f'<line class="m-bar" {at} stroke-width="4"/>'


def _linked(one: Circle | Bar, mark: str) -> str:
    """With a target that a finger hits; not in the order of tabs, since the table has the same links."""
    inside = f"<title>{escape(one.words)}</title>{mark}"
    if not one.url:
        return f"<g>{inside}</g>"
    target = f'<circle cx="{one.x:g}" cy="{one.y:g}" r="14" fill="none" pointer-events="all"/>'
    return f'<a href="{escape(one.url)}" tabindex="-1">{inside}{target}</a>'
