"""What others may hear of micro-credentials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AchievementChanged:
    """A step of a version: `step` is drafted, edited, submitted, sent back, approved, published, retired or
    restored."""

    achievement: str
    version: int
    step: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class OfferingChanged:
    """A step of an offering: `step` is drafted, edited, published or closed."""

    offering: str
    achievement: str
    step: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class OfferingRefused:
    """An institution may not lead to a micro-credential of another: no agreement covers it."""

    achievement: str
    institution: int
    at: datetime
    actor: int | None
