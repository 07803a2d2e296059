"""What a picture is made of, before it is written as SVG or set by typst. Units are CSS px."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Line:
    """A straight line. `tone` is a token of the look: ink, quiet, rule, lane or mark."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    tone: str
    dashed: bool = False


@dataclass(frozen=True)
class Circle:
    """A mark: filled, or a ring on the sheet's colour. `words` is told when it is pointed at."""

    x: float
    y: float
    radius: float
    filled: bool
    words: str = ""
    url: str = ""


@dataclass(frozen=True)
class Bar:
    """A short bar across a lane: where it went deeper, or ended."""

    x: float
    y: float
    length: float
    upright: bool
    words: str = ""
    url: str = ""


@dataclass(frozen=True)
class Words:
    """One line of text; `y` is its baseline."""

    x: float
    y: float
    size: int
    text: str
    tone: str = "ink"
    anchor: Anchor = "start"
    bold: bool = False


Shape = Line | Circle | Bar | Words


@dataclass(frozen=True)
class Picture:
    """All shapes, the lowest first, in a frame."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def width_of(text: str, size: int) -> float:
    """About how wide a text is set: enough to keep labels apart."""
    units = sum(1.0 if unicodedata.east_asian_width(one) in "WF" else 0.54 for one in text)
    return units * size


def shortened(text: str, size: int, most: float) -> str:
    """The text, cut at a word and marked so where it is wider than `most`."""
    if width_of(text, size) <= most:
        return text
    kept = text
    while kept and width_of(f"{kept}…", size) > most:
        kept = kept[:-1]
    at_word = kept.rpartition(" ")[0]
    return f"{(at_word if len(at_word) > len(kept) / 2 else kept).rstrip(' ,;:.')}…"


def broken(text: str, size: int, most: float, lines: int) -> list[str]:
    """The text on at most so many lines, the last one cut."""
    found: list[str] = []
    left = text
    while left and len(found) < lines - 1:
        if width_of(left, size) <= most:
            break
        head = left
        while head and width_of(head, size) > most:
            head = head[:-1]
        cut = head.rfind(" ")
        cut = cut if cut > 0 else len(head)
        if cut <= 0:
            break
        found.append(left[:cut].rstrip())
        left = left[cut:].lstrip()
    return [*found, shortened(left, size, most)] if left else found
