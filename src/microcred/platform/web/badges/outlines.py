"""The three shapes of a badge, in a square of 600 units, and the notches in their rims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin

from microcred.platform.web.badges.design import BadgeKind

MIDDLE = 300.0
INNER = 0.905
"""The field inside the rim, as a share of the whole."""


def _octagon() -> str:
    points = [
        (MIDDLE + 296 * cos(pi / 8 + k * pi / 4), MIDDLE + 296 * sin(pi / 8 + k * pi / 4)) for k in range(8)
    ]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


@dataclass(frozen=True)
class Outline:
    """A shape: its path, the height at which words start, the widest line, and how notches stand."""

    path: str
    shift: float
    width: float
    top: float
    spread: float
    round: bool = False

    @property
    def inner(self) -> str:
        """The transformation that makes the path the field inside the rim."""
        return f"translate({MIDDLE:g} {MIDDLE:g}) scale({INNER}) translate({-MIDDLE:g} {-MIDDLE:g})"


OUTLINES: Mapping[BadgeKind, Outline] = {
    BadgeKind.SKILL: Outline("M12 300A288 288 0 1 1 588 300A288 288 0 1 1 12 300Z", 0, 440, 12, 7.5, True),
    BadgeKind.COMBINATION: Outline(_octagon(), 0, 450, 26.5, 27),
    BadgeKind.QUALIFICATION: Outline(
        "M30 24H570V296C570 440 456 540 300 588C144 540 30 440 30 296Z", -38, 440, 24, 34
    ),
}


def notches(outline: Outline, level: int, ink: str) -> str:
    """One notch for each EQF level, cut into the rim and centred on the top."""
    out = []
    for number in range(level):
        offset = number - (level - 1) / 2
        if outline.round:
            place = f"rotate({offset * outline.spread:g} 300 300)"
            out.append(
                f'<path d="M291 {outline.top - 2:g}H309L300 {outline.top + 19:g}Z" transform="{place}"/>'
            )
        else:
            x = MIDDLE + offset * outline.spread
            out.append(f'<path d="M{x - 9:g} {outline.top:g}h18l-9 20Z"/>')
    return f'<g fill="{ink}">{"".join(out)}</g>' if out else ""
