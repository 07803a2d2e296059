"""What others may hear of awards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Awarded:
    """Credentials were awarded: one by a form, or a chunk of a batch."""

    credentials: tuple[str, ...]
    achievement: str
    version: int
    institution: int
    batch: str
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class AwardReplaced:
    """An award was corrected or renewed: `new` supersedes `old`."""

    old: str
    new: str
    how: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class AwardAnswered:
    """The learner accepted or declined."""

    credential: str
    answer: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class BatchStep:
    """A step of a batch: created, approved, scheduled, undone, released or discarded."""

    batch: str
    step: str
    institution: int
    at: datetime
    actor: int | None
