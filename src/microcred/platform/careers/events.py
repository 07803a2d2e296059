"""What others may hear of plans and openings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class OpeningStep:
    """An opening was published or closed."""

    opening: str
    step: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class OpeningAnswered:
    """A learner answered an opening, or withdrew the answer."""

    opening: str
    reply: str
    step: str
    institution: int
    at: datetime
    actor: int | None
