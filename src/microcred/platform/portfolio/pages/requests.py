"""What the pages read of a request, and the words of a refusal."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from microcred.errors import MicrocredError
from microcred.platform.web.asking import now


def words_of(error: MicrocredError) -> str:
    """What happened and what to do, in the reader's language."""
    return f"{gettext(error.sentence)} {gettext(error.remedy) if error.remedy else ''}".strip()


def address_of(*names: str) -> str:
    """The first of these pages that is there: of apps above, which may be absent; or empty."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


__all__ = [
    "address_of",
    "now",
    "words_of",
]
