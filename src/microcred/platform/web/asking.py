"""What the pages of every app need of a request: its moment, and a refusal in the reader's language."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext

from microcred.errors import MicrocredError
from microcred.ports.clock import SystemClock

_CLOCK = SystemClock()


def now() -> datetime:
    """The present time."""
    return _CLOCK.now()


def words_of(error: MicrocredError) -> str:
    """What happened and what to do, in the reader's language, with the place it is about."""
    parts = [gettext(error.sentence)]
    if error.detail:
        parts.append(f"({error.detail})")
    if error.remedy:
        parts.append(gettext(error.remedy))
    return " ".join(parts)
