"""Of which time a status list speaks: of its own, and of no other."""

from __future__ import annotations

from datetime import datetime

from microcred.vc.status.errors import StatusOfAnotherTime
from microcred.vc.timestamps import CLOCK_SKEW


def check_time(starts: datetime | None, ends: datetime | None, at: datetime, had: datetime | None) -> None:
    """Returns if a list that counts from `starts` until `ends` speaks of the time `at`.

    `had` is when the list was looked up, None for a moment ago. A list without an end knows nothing of what
    came after that moment, and one without a beginning nothing of what was before. A list may be a little
    younger than `at`: it is had after the question was asked, and by another clock.

    Raises `StatusOfAnotherTime`.
    """
    had = had or at
    first = had if starts is None else starts
    too_late = at > had + CLOCK_SKEW if ends is None else at >= ends
    if at < first - CLOCK_SKEW or too_late:
        raise StatusOfAnotherTime(f"from {first:%Y-%m-%dT%H:%M:%SZ} until {ends or had:%Y-%m-%dT%H:%M:%SZ}")
