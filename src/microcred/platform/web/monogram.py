"""One or two letters that stand for a name, and ink that can be read on a colour."""

from __future__ import annotations

import re
import unicodedata

_SMALL_WORDS = frozenset(
    {"of", "the", "and", "for", "de", "du", "des", "la", "le", "les", "et", "der", "die"}
)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
NEUTRAL = "#3B4540"
"""Stands where a colour is missing or no colour."""


def monogram(name: str) -> str:
    """The initials of the first two words that carry meaning; one letter where there is one word.

    Of scripts that join their letters or use one sign for a word (Arabic, Chinese ...) the first sign.
    """
    words: list[str] = [word for word in re.findall(r"\w+", unicodedata.normalize("NFC", name)) if word]
    telling = [word for word in words if word.lower() not in _SMALL_WORDS] or words
    if not telling:
        return "·"
    first = telling[0][0]
    if not unicodedata.name(first, "").startswith(("LATIN", "GREEK", "CYRILLIC", "DIGIT")):
        return first
    return "".join(word[0] for word in telling[:2]).upper()


def colour_or_neutral(colour: str) -> str:
    """`colour` where it reads #RRGGBB, else a neutral one: nothing else reaches an attribute."""
    return colour.upper() if _COLOUR.fullmatch(colour) else NEUTRAL


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB, 0 to 1, by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours #RRGGBB, 1 to 21, by WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """White or black, whichever is easier to read on `colour`. Always above 4.5:1."""
    return max(("#FFFFFF", "#000000"), key=lambda ink: contrast(ink, colour))
