"""The words of a badge as outlines, so that every reader shows the same letters without any font."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files

from microcred.platform.web.badges.errors import BadgeTitleTooLong
from microcred.platform.web.typesetting import (
    TypesettingFailed,
    font_stack,
    refuse_missing_glyphs,
    typeset,
)

_INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>\s*", re.DOTALL)


@dataclass(frozen=True)
class Text:
    """A text centred on `middle`, in the first of `sizes` that fits `width` on at most `lines`."""

    words: str
    sizes: Sequence[int]
    width: float
    lines: int
    middle: float


@dataclass(frozen=True)
class Letters:
    """A few letters centred on a point."""

    text: str
    x: float
    y: float
    size: float
    ink: str


@lru_cache(maxsize=1)
def _source() -> str:
    return files(__package__).joinpath("words.typ").read_text("utf-8")


def outlines(texts: Sequence[Text], letters: Sequence[Letters], *, language: str, ink: str) -> str:
    """SVG shapes of all words, in a square of 600 units.

    Raises `BadgeTitleTooLong` where a text fits in none of its sizes, `MissingGlyphs` where no font here has
    a character.
    """
    refuse_missing_glyphs(*[one.words for one in texts], *[one.text for one in letters])
    data = {
        "stack": list(font_stack(language)),
        "language": language.partition("-")[0].lower() or "en",
        "ink": ink,
        "texts": [asdict(one) for one in texts],
        "letters": [asdict(one) for one in letters],
    }
    try:
        svg = typeset(_source(), data, kind="svg").decode()
    except TypesettingFailed as error:
        if "does not fit" in error.detail:
            raise BadgeTitleTooLong(max((one.words for one in texts), key=len)[:120]) from error
        raise
    found = _INSIDE.fullmatch(svg)
    if found is None:
        raise TypesettingFailed("typst wrote an SVG of another form")
    return found.group(1)
