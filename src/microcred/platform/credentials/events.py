"""What others may hear of signed documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from microcred.platform.journal.beside import beside


@dataclass(frozen=True)
class StatusChanged:
    """Credentials were revoked, suspended or reinstated: `state` is what they are now."""

    credentials: tuple[str, ...]
    state: str
    institution: int
    at: datetime
    actor: int | None
    reason: str = beside()
