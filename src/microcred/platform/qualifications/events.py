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
