"""What the pages read of a request, and the words of a refusal."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext

from microcred.errors import MicrocredError
from microcred.platform.web.asking import now
from microcred.skills.gap.target import Wanted


def words_of(error: MicrocredError) -> str:
    """What happened and what to do, in the reader's language."""
    return f"{gettext(error.sentence)} {gettext(error.remedy) if error.remedy else ''}".strip()


def ticked(data: Mapping[str, str], skills: list[str]) -> list[Wanted]:
    """The ticked skills of a form, each with its level and whether it is essential.

    The fields beside a tick are `level <address>` and `optional <address>`.
    """
    return [
        Wanted(skill, f"optional {skill}" not in data, number(data.get(f"level {skill}", "")))
        for skill in skills
    ]


def number(text: str) -> int | None:
    """A whole number from a form, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


__all__ = [
    "now",
    "number",
    "ticked",
    "words_of",
]
