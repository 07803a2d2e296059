"""Eight patterns, each a few strokes laid over the ground and turned by the title."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

REACH = 440
"""Half the side of the square that is drawn: enough to cover 600 units at every angle."""


def _lines(step: int) -> str:
    return "".join(f"M{-REACH} {at}H{REACH}" for at in range(-REACH, REACH + 1, step))


def _ridges() -> str:
    return _lines(28)


def _weave() -> str:
    down = "".join(f"M{at} {-REACH}V{REACH}" for at in range(-REACH, REACH + 1, 56))
    return _lines(56) + down


def _waves() -> str:
    out = []
    for at in range(-REACH, REACH + 1, 40):
        out.append(f"M{-REACH} {at}q22 -18 44 0" + "t44 0" * 19)
    return "".join(out)


def _chevrons() -> str:
    out = []
    for at in range(-REACH, REACH + 1, 44):
        out.append(f"M{-REACH} {at}" + "l30 24l30 -24" * 15)
    return "".join(out)


def _rings() -> str:
    return "".join(f"M{-r} 0a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0" for r in range(36, 620, 36))


def _rays() -> str:
    from math import cos, pi, sin

    ends = [(round(620 * cos(2 * pi * k / 36), 1), round(620 * sin(2 * pi * k / 36), 1)) for k in range(36)]
    return "".join(f"M0 0L{x:g} {y:g}" for x, y in ends)


def _studs() -> str:
    out = []
    for number, y in enumerate(range(-REACH, REACH + 1, 36)):
        for x in range(-REACH + 18 * (number % 2), REACH + 1, 36):
            out.append(f"M{x} {y}h.1")
    return "".join(out)


def _steps() -> str:
    out = []
    for at in range(-2 * REACH, REACH + 1, 52):
        out.append(f"M{-REACH} {at}" + "h44v26" * 20)
    return "".join(out)


PATTERNS: Mapping[str, Callable[[], str]] = {
    "ridges": _ridges,
    "weave": _weave,
    "waves": _waves,
    "chevrons": _chevrons,
    "rings": _rings,
    "rays": _rays,
    "studs": _studs,
    "steps": _steps,
}
_WIDTHS = {"studs": 9, "waves": 5, "chevrons": 5, "rings": 5, "rays": 4, "ridges": 5, "weave": 5, "steps": 5}


def turn(title: str) -> int:
    """Degrees by which `title` turns its pattern: 0 to 345 in steps of 15."""
    return hashlib.sha256(title.encode()).digest()[0] % 24 * 15


def pattern_drawing(name: str, title: str, colour: str) -> str:
    """The pattern `name` in `colour` round the middle of the badge, as SVG."""
    return (
        f'<path d="{PATTERNS[name]()}" transform="translate(300 300) rotate({turn(title)})" fill="none" '
        f'stroke="{colour}" stroke-width="{_WIDTHS[name]}" stroke-linecap="round"/>'
    )
