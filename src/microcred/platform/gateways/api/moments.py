"""The present time, for every address of the API."""

from __future__ import annotations

from datetime import datetime

from microcred.ports.clock import SystemClock

_CLOCK = SystemClock()


def now() -> datetime:
    """The present time."""
    return _CLOCK.now()
