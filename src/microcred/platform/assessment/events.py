"""What others may hear of assessments: who decided what, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from microcred.platform.journal.beside import beside


@dataclass(frozen=True)
class MethodSet:
    """How a version is assessed was set or changed."""

    method: str
    achievement: str
    version: int
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class WorkStep:
    """A step of a piece of work: handed-in, taken, marked, moderation or to-decide."""

    submission: str
    step: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class ConflictDeclared:
    """An assessor declared a conflict of interest."""

    submission: str
    institution: int
    at: datetime
    actor: int | None
    reason: str = beside()


@dataclass(frozen=True)
class WorkDecided:
    """A decision: passed, failed or again; `instance` 2 is that on an appeal. `award` is what was made."""

    submission: str
    decision: str
    outcome: str
    instance: int
    award: str
    institution: int
    at: datetime
    actor: int | None
    reason: str = beside()


@dataclass(frozen=True)
class CohortStep:
    """A step of a cohort: begun, handed-over, drawn, released, held or returned."""

    cohort: str
    step: str
    sample: tuple[str, ...]
    institution: int
    at: datetime
    actor: int | None
    reason: str = beside()


@dataclass(frozen=True)
class StepRefused:
    """Somebody tried what is refused: to mark themself, to decide what was decided, to hand in what harms.

    `about` is the work, cohort, method or micro-credential; `step` what was tried; `code` that of the
    refusal.
    """

    about: str
    step: str
    code: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class AppealMade:
    """A learner appealed."""

    submission: str
    institution: int
    at: datetime
    actor: int | None
    words: str = beside()
