"""What others may hear of signed documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class StatusChanged:
    """Credentials were revoked, suspended or reinstated: `state` is what they are now."""

    credentials: tuple[str, ...]
    state: str
    reason: str
    institution: int
    at: datetime
    actor: int | None
