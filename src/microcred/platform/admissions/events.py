"""What others may hear of admissions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from microcred.platform.journal.beside import beside


@dataclass(frozen=True)
class ProgrammeStep:
    """A programme was begun or changed; `facts` are the names of what is said anew."""

    programme: str
    step: str
    facts: tuple[str, ...]
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class CaseItemStep:
    """With one thing of an application, at its place: issuer-accepted, identity-accepted, paper-seen."""

    case: str
    step: str
    position: int
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class CaseStep:
    """A step of an application: submitted, assigned, handed-back, proposed, decided, appealed."""

    case: str
    step: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class CaseAssigned:
    """An application was given to somebody else to decide: `to` is their account."""

    case: str
    to: int
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class CreditStep:
    """What a person did with credit: released, taken-back, proposed, accepted, refused, withdrawn.

    `line` is the number of its line in the record, where it has one; `other` the institution at the far end.
    """

    case: str
    step: str
    line: int | None
    institution: int
    other: int | None
    at: datetime
    actor: int | None
    reason: str = beside()
