"""What the gateways tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ApiKeyChanged:
    """A key of a program was made or withdrawn."""

    key: str
    step: str
    institution: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class DocumentSigned:
    """A program had a document signed that is not kept here: by its hash, with which API key."""

    sha256: str
    key: str
    institution: int
    at: datetime
    actor: int | None
