"""Countries in words, in the language of the page; the names are those of the Unicode CLDR."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from django.utils.translation import get_language


def country_name(code: str) -> str:
    """The name of a country by its two letters (ISO 3166-1); the code itself where none is known."""
    return _names(get_language() or "en").get(code.upper(), code)


@lru_cache(maxsize=16)
def _names(language: str) -> dict[str, str]:
    try:
        found = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        found = Locale.parse("en")
    return {code: name for code, name in found.territories.items() if len(code) == 2 and code.isalpha()}
