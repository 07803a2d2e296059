"""A badge as PNG, drawn from its SVG by typst: one drawing, one look."""

from __future__ import annotations

from microcred.platform.web.badges.design import Badge
from microcred.platform.web.badges.drawing import badge_svg
from microcred.platform.web.typesetting import typeset

_SOURCE = """
#set page(width: 600pt, height: 600pt, margin: 0pt, fill: none)
#image("/badge.svg", width: 600pt, height: 600pt)
"""


def badge_png(badge: Badge, pixels: int = 600) -> bytes:
    """The badge as PNG, `pixels` square, its corners transparent. Raises as `badge_svg`."""
    return svg_png(badge_svg(badge), pixels)


def svg_png(svg: str, pixels: int = 600) -> bytes:
    """Any SVG of ours, a square of 600 units, as PNG. Not for SVG that came from elsewhere."""
    return typeset(
        _SOURCE, None, kind="png", files={"badge.svg": svg.encode()}, pixels_per_inch=72 * pixels / 600
    )
