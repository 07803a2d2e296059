"""What time it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present time, with a zone."""


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """The present time in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still, for questions about another time."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a time without a zone")
        self._at = at

    def now(self) -> datetime:
        """The time it was set to."""
        return self._at
