"""What others may hear of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AccountChanged:
    """Somebody changed the name or the language of their account."""

    account: int
    at: datetime
    actor: int | None


@dataclass(frozen=True)
class AccountErased:
    """An account was emptied: whoever keeps something of this person's deletes it now."""

    account: int
    at: datetime
    actor: int | None
