"""What others may hear of rules and qualifications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RulePublished:
    """A version of a rule was published."""

    rule: str
    version: int
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class QualificationCompleted:
    """A learner met the rule of a qualification under the version with which they began."""

    progress: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class QualificationReopened:
    """A part of an awarded qualification was withdrawn; the qualification itself still stands."""

    progress: str
    credential: str
    institution: int
    at: datetime
    actor: int | None
