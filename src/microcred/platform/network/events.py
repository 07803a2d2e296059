"""What others may hear of the network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RightGiven:
    """An institution was given the right to teach, assess or certify."""

    right: str
    verb: str
    institution: int
    holder: str
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class RightNotGiven:
    """Somebody tried to give a right that cannot be given: more than is held, or without holding any.

    `reason` is the code of the refusal, `limits` are keys of `words.LIMITS`.
    """

    institution: int
    holder: str
    reason: str
    limits: tuple[str, ...]
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class AwardUnproven:
    """An award was shown here that bears a date before a withdrawal and whose hash stood in no log.

    `right` is the public id of the right that was withdrawn. `mark` stands for the award, so that it is noted
    once: it is made with the secret of this installation, and leads nobody else to the credential.
    `institution` is who gave the right, where it is one of this site.
    """

    institution: int | None
    right: str
    mark: str
    at: datetime


@dataclass(frozen=True)
class RightWithdrawn:
    """A right ends; awards that stood in the log before stay as they are."""

    right: str
    institution: int
    holder: str
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class AwardRefused:
    """An award was refused: no right of the institution covers the micro-credential.

    `reason` is a key of `words.REASONS`, `limits` are keys of `words.LIMITS`.
    """

    institution: int
    achievement: str
    reason: str
    limits: tuple[str, ...]
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class StatementMade:
    """An institution said, signed, that it taught or assessed what a micro-credential certifies."""

    statement: str
    achievement: str
    part: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class StatementWithdrawn:
    """An institution takes such a statement back; credentials that carry it show it as withdrawn."""

    statement: str
    achievement: str
    part: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class AgreementStep:
    """`step` is proposed, accepted, declined or ended."""

    agreement: str
    step: str
    institution: int
    partner: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class AccreditorListed:
    """The operator says that chains may end at this accreditor."""

    did: str
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class AccreditorUnlisted:
    """Chains may end at this accreditor no more: the operator, or the registry that named it, says so."""

    did: str
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class LogSigned:
    """The head of the log of awards was signed: the hash of the head, and how many hashes came to it."""

    number: int
    head: str
    size: int
    at: datetime


@dataclass(frozen=True)
class RegistryRead:
    """Another installation's registry was read; `refused` are the statements in it that were not believed."""

    entity: str
    rights: int
    at: datetime
    actor: int | None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegistryRefused:
    """Another installation's registry was read and not believed: forged, replayed, or its log rewritten."""

    entity: str
    code: str
    at: datetime
    actor: int | None
