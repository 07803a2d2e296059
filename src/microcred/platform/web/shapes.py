"""Small drawings that carry a state together with a word and a colour: never a colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from microcred.vc.outcomes import Outcome
from microcred.vc.verdicts import Verdict

SHAPES: Mapping[str, str] = {
    "disc-tick": '<circle cx="12" cy="12" r="11" fill="currentColor"/><path d="M6.5 12.5l4 4 7-8" '
    'fill="none" stroke="var(--sheet)" stroke-width="2.25"/>',
    "diamond": '<path d="M12 1.5L22.5 12 12 22.5 1.5 12Z" fill="none" stroke="currentColor" '
    'stroke-width="2"/><path d="M9.5 9.6a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.8-1.1 1.8M12 16v1.6" fill="none" '
    'stroke="currentColor" stroke-width="1.75"/>',
    "clock": '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M12 6v6l4.5 3" fill="none" stroke="currentColor" stroke-width="2"/>',
    "square-bar": '<path d="M2 2H22V22H2Z" fill="currentColor"/><path d="M6.5 12h11" '
    'stroke="var(--sheet)" stroke-width="2.5"/>',
    "octagon-cross": '<path d="M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9Z" fill="currentColor"/>'
    '<path d="M8 8l8 8M16 8l-8 8" stroke="var(--sheet)" stroke-width="2.25"/>',
    "dashed-ring": '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-dasharray="4.2 3"/><path d="M7.5 12h.01M12 12h.01M16.5 12h.01" stroke="currentColor" '
    'stroke-width="2.5" stroke-linecap="round"/>',
    "ring": '<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2"/>',
    "ring-half": '<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M12 3a9 9 0 0 1 0 18Z" fill="currentColor"/>',
    "disc": '<circle cx="12" cy="12" r="9" fill="currentColor"/>',
    "cross": '<path d="M5 5l14 14M19 5L5 19" stroke="currentColor" stroke-width="2.5"/>',
    "triangle": '<path d="M12 2.5L22.5 21h-21Z" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M12 9.5v5.5M12 17v1.6" stroke="currentColor" stroke-width="2"/>',
    "box": '<path d="M3 3H21V21H3Z" fill="none" stroke="currentColor" stroke-width="2"/>',
    "box-dashed": '<path d="M3 3H21V21H3Z" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-dasharray="4 3"/>',
    "eye": '<path d="M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7Z" fill="none" '
    'stroke="currentColor" stroke-width="2"/><circle cx="12" cy="12" r="3" fill="currentColor"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 0l4-4a4 4 0 0 0-6-6l-1.5 1.5M14 10a4 4 0 0 0-6 0l-4 4a4 4 0 0 0 '
    '6 6l1.5-1.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "lock": '<path d="M5 11H19V21H5ZM8 11V7a4 4 0 0 1 8 0v4" fill="none" stroke="currentColor" '
    'stroke-width="2"/>',
}
"""Insides of pictures of 24 units. The hue is currentColor, the inner ink the sheet's."""


@dataclass(frozen=True)
class State:
    """The shape of a state and the token of its colour: holds, caution, fault, action or quiet."""

    shape: str
    tone: str


VERDICTS: Mapping[Verdict, State] = {
    Verdict.HOLDS: State("disc-tick", "holds"),
    Verdict.ISSUER_UNKNOWN: State("diamond", "action"),
    Verdict.EXPIRED: State("clock", "caution"),
    Verdict.WITHDRAWN: State("square-bar", "caution"),
    Verdict.NOT_GENUINE: State("octagon-cross", "fault"),
    Verdict.UNCHECKED: State("dashed-ring", "quiet"),
}
OUTCOMES: Mapping[Outcome, State] = {
    Outcome.PASSED: State("disc-tick", "holds"),
    Outcome.FAILED: State("octagon-cross", "fault"),
    Outcome.UNDECIDED: State("dashed-ring", "quiet"),
    Outcome.NOT_ASKED: State("ring", "quiet"),
}


@cache
def shape_svg(name: str, size: int = 16) -> str:
    """One shape as inline SVG, `size` CSS px; words stand beside it, so it is hidden from readers."""
    return (
        f'<svg aria-hidden="true" width="{size}" height="{size}" viewBox="0 0 24 24" focusable="false">'
        f"{SHAPES[name]}</svg>"
    )
