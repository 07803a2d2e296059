"""What the gateways tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ApiKeyChanged:
    """A key of a program was made or withdrawn."""

    key: str
    step: str
    institution: int
    at: datetime
    actor: int | None
