"""What can be asked about API keys: plain values, never a secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.gateways import access
from microcred.platform.gateways.models import PREFIX, ApiKey
from microcred.platform.gateways.scopes import ordered

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class ApiKeyRow:
    """One key. `state` is active, expired or withdrawn; `begins` is how its secret begins."""

    public_id: str
    name: str
    begins: str
    acts_as: str
    scopes: tuple[str, ...]
    state: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    withdrawn_at: datetime | None


def api_keys(actor: Account | None, institution: str, now: datetime) -> list[ApiKeyRow]:
    """All keys of an institution, latest first, for those who look after them; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="api keys")
    rows = ApiKey.objects.filter(institution=found).select_related("account")
    return [_row(row, now) for row in rows.order_by("-created_at", "-pk")]


def _row(row: ApiKey, now: datetime) -> ApiKeyRow:
    return ApiKeyRow(
        public_id=row.public_id,
        name=row.name,
        begins=f"{PREFIX}_{row.public_id[:6]}…",
        acts_as=row.account.name or row.account.email,
        scopes=ordered(row.scopes),
        state=_state(row, now),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        withdrawn_at=row.withdrawn_at,
    )


def _state(row: ApiKey, now: datetime) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    return "active" if row.expires_at > now else "expired"
