"""Claims with a lease: whoever holds the claim does the work, until the lease runs out."""

from __future__ import annotations

import secrets
import time
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import connection, models

LEASE = timedelta(seconds=60)
"""How long a worker may be silent before another one takes its work."""
ATTEMPTS = 6
"""How often something is tried, without any progress, before it counts as failed."""
_FIRST, _LONGEST = timedelta(seconds=10), timedelta(hours=1)

Row = TypeVar("Row", bound=models.Model)


class Clock:
    """The time since a given moment: a worker goes through much with one `now`, and leases need the time."""

    def __init__(self, now: datetime) -> None:
        self._now, self._begun = now, time.monotonic()

    def __call__(self) -> datetime:
        """The time now."""
        return self._now + timedelta(seconds=time.monotonic() - self._begun)


def new_claim() -> str:
    """The sign of one claim."""
    return secrets.token_urlsafe(16)


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many tries: 10 seconds, then four times as long, an hour at most."""
    times: int = 4 ** min(max(attempts - 1, 0), 6)
    return min(_FIRST * times, _LONGEST)


def unclaimed(rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
    """Rows that no other transaction is at, locked; SQLite lets one transaction write at a time anyway."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True)
    return rows
