"""API keys: made and shown once, opened with their secret, withdrawn."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.gateways import access
from microcred.platform.gateways.access import Caller
from microcred.platform.gateways.errors import ApiKeyInvalid, ApiKeyRefused, ApiKeyUnknown
from microcred.platform.gateways.events import ApiKeyChanged
from microcred.platform.gateways.models import PREFIX, ApiKey
from microcred.platform.gateways.scopes import ordered
from microcred.platform.institutions import access as institutions
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

LONGEST = timedelta(days=366)
"""How long a key may open anything."""
SEEN_EVERY = timedelta(minutes=1)
"""How exactly its last use is kept: not every request writes."""
_SPELLED = re.compile(rf"{PREFIX}_([A-Za-z0-9_-]{{22}})_([A-Za-z0-9_-]{{43}})")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made. `secret` is the whole of what a program sends, and is never to be had again."""

    public_id: str
    secret: str


def make_key(
    *,
    actor: Account | None,
    institution: str,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime,
    now: datetime,
) -> NewKey:
    """Makes a key that acts as `actor` for the institution.

    Raises `ApiKeyRefused` naming what is wrong, `NotAllowed` or `NotFound`.
    """
    name, asked = " ".join(name.split()), tuple(scopes)
    chosen = ordered(asked)
    if not name or len(name) > 100:
        raise ApiKeyRefused("name")
    if not chosen or len(chosen) != len(set(asked)):
        raise ApiKeyRefused("scopes")
    if not now < expires_at <= now + LONGEST:
        raise ApiKeyRefused("expires_at")
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        found = access.institution(actor, institution, to="api keys")
        if actor is None:
            raise ApiKeyRefused("account")
        row = ApiKey.objects.create(
            institution=found,
            account=actor,
            name=name,
            secret_sha256=_hash(secret),
            scopes=list(chosen),
            created_at=now,
            expires_at=expires_at,
        )
        journal.record(ApiKeyChanged(row.public_id, "made", found.pk, now, actor.pk))
    return NewKey(row.public_id, f"{PREFIX}_{row.public_id}_{secret}")


def withdraw_key(*, actor: Account | None, institution: str, key: str, now: datetime) -> None:
    """Ends a key at once, for good; harmless twice. Raises `ApiKeyUnknown`, `NotAllowed` or `NotFound`."""
    with transaction.atomic():
        found = access.institution(actor, institution, to="api keys")
        row = ApiKey.objects.select_for_update().filter(institution=found, public_id=key).first()
        if row is None:
            raise ApiKeyUnknown(key[:40])
        if row.withdrawn_at is None:
            row.withdrawn_at, row.withdrawn_by = now, actor
            row.save(update_fields=["withdrawn_at", "withdrawn_by"])
            actor_id = actor.pk if actor else None
            journal.record(ApiKeyChanged(row.public_id, "withdrawn", found.pk, now, actor_id))


def opened(text: str, now: datetime) -> Caller:
    """Who comes with this key; raises `ApiKeyInvalid`, which never says why.

    A key ends with its time, when it is withdrawn, and when its account is closed or leaves the institution.
    """
    spelled = _SPELLED.fullmatch(text)
    row = (
        ApiKey.objects.select_related("institution", "account").filter(public_id=spelled[1]).first()
        if spelled
        else None
    )
    if row is None or spelled is None or not hmac.compare_digest(row.secret_sha256, _hash(spelled[2])):
        raise ApiKeyInvalid
    if row.withdrawn_at is not None or row.expires_at <= now:
        raise ApiKeyInvalid
    if not institutions.roles(row.account, row.institution):
        raise ApiKeyInvalid
    if row.last_used_at is None or row.last_used_at <= now - SEEN_EVERY:
        ApiKey.objects.filter(pk=row.pk).update(last_used_at=now)
    return Caller(
        row.public_id,
        row.account,
        row.institution.public_id,
        row.institution_id,
        frozenset(row.scopes),
    )


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
