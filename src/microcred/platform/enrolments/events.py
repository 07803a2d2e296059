"""What others may hear of enrolments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class VoucherTried:
    """A code was refused; which one is not told. `code` is that of the refusal."""

    offering: str
    code: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class EnrolmentRefused:
    """Nobody new is taken in, since no agreement covers the offering: `step` is enrol, sponsor, vouchers or
    invite; `code` that of the refusal."""

    offering: str
    step: str
    code: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class EnrolmentChanged:
    """A step of an enrolment: `step` is enrolled, held, waiting, promoted, paid, withdrawn or lapsed."""

    enrolment: str
    offering: str
    step: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class CreditNoteStep:
    """A step of a credit note: `step` is written or paid-back."""

    credit_note: str
    invoice: str
    step: str
    institution: int
    at: datetime
    actor: int | None
