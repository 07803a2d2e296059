"""What others may hear of institutions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class InstitutionFounded:
    """A new institution, with its first key."""

    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class InstitutionChanged:
    """What was changed: `part` is profile, logo, or review."""

    institution: int
    part: str
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class MemberInvited:
    """Somebody was asked to be a member."""

    institution: int
    invitation: str
    roles: tuple[str, ...]
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class MemberChanged:
    """The roles that somebody has now; none for somebody who has gone."""

    institution: int
    account: int
    roles: tuple[str, ...]
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class KeyRotated:
    """A new key signs from `valid_from` on; `old` is the one it follows, or empty."""

    institution: int
    key: str
    old: str
    valid_from: datetime
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class KeyCompromised:
    """What `verification_method` signed from `since` on no longer counts: it has to be issued anew."""

    institution: int
    key: str
    verification_method: str
    since: datetime
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class AccessRefused:
    """Somebody who is no member asked for what only members see. `address` is the name of the address."""

    institution: int
    address: str
    at: datetime
    actor: int
