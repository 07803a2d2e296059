"""Which fonts typst finds here: its own, and those the operator installed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import typst

SERIF = "Libertinus Serif"
"""Carried by typst itself, so it is there on every machine: Latin, Greek, Cyrillic."""

_HAN = {"ja": "JP", "ko": "KR", "zh-hant": "TC", "zh-tw": "TC", "zh-hk": "HK"}
_SERIFS = ("Noto Serif", "Noto Naskh Arabic", "Noto Serif Hebrew", "Noto Serif Devanagari", "DejaVu Serif")


@lru_cache(maxsize=2)
def fonts(system: bool = True) -> Any:
    """Typst's handle on its own fonts and, with `system`, those of the machine. Found once a process."""
    return typst.Fonts(include_system_fonts=system)


@lru_cache(maxsize=2)
def families(system: bool = True) -> frozenset[str]:
    """Names of the font families at hand."""
    return frozenset(fonts(system).families())


def font_stack(language: str = "en", *, system: bool = True) -> Sequence[str]:
    """Families to try in order for text in `language` (a BCP 47 tag), of those that are here.

    The form of many Han characters differs by language, so Chinese, Japanese and Korean ask for their own.
    Whatever none of these has, typst looks for in all other fonts.
    """
    tag = language.lower()
    region = _HAN.get(tag) or _HAN.get(tag.partition("-")[0], "SC")
    wanted = (SERIF, *_SERIFS, f"Noto Serif CJK {region}", f"Noto Sans CJK {region}")
    here = families(system)
    return [family for family in wanted if family in here]
