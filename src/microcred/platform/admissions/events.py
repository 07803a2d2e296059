"""What others may hear of admissions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CaseStep:
    """A step of an application: submitted, proposed, decided, appealed."""

    case: str
    step: str
    institution: int
    at: datetime
    actor: int | None
