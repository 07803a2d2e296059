"""Revoking, suspending and reinstating, one or many; each change makes the lists be signed anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from microcred.platform.credentials import access
from microcred.platform.credentials.errors import ReasonMissing, StateFinal
from microcred.platform.credentials.events import StatusChanged
from microcred.platform.credentials.models import Credential, State, StatusList
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

_CHUNK = 500


def revoke(
    *, actor: Account | None, institution: Institution, public_ids: Sequence[str], reason: str, now: datetime
) -> list[str]:
    """Withdraws credentials for good; those that were not withdrawn before, by id."""
    return _change(actor, institution, public_ids, State.REVOKED, reason, now)


def suspend(
    *, actor: Account | None, institution: Institution, public_ids: Sequence[str], reason: str, now: datetime
) -> list[str]:
    """Suspends credentials until they are reinstated. Raises `StateFinal` if one is withdrawn."""
    return _change(actor, institution, public_ids, State.SUSPENDED, reason, now)


def reinstate(
    *, actor: Account | None, institution: Institution, public_ids: Sequence[str], reason: str, now: datetime
) -> list[str]:
    """Ends a suspension. Raises `StateFinal` if one is withdrawn."""
    return _change(actor, institution, public_ids, State.ACTIVE, reason, now)


def _change(
    actor: Account | None,
    institution: Institution,
    public_ids: Sequence[str],
    state: State,
    reason: str,
    now: datetime,
) -> list[str]:
    """All or none. Credentials of another institution are not found; unchanged ones are passed over."""
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    with transaction.atomic():
        rows = access.credentials(actor, institution, public_ids, to="change status")
        if state != State.REVOKED and any(row.state == State.REVOKED for row in rows):
            raise StateFinal(next(row.pk for row in rows if row.state == State.REVOKED))
        changed = [row for row in rows if row.state != state]
        ids = [row.pk for row in changed]
        for start in range(0, len(ids), _CHUNK):
            Credential.objects.filter(pk__in=ids[start : start + _CHUNK]).update(
                state=state, reason=reason[:500], changed_at=now
            )
        shards = {row.shard_id for row in changed}
        StatusList.objects.filter(shard_id__in=shards).update(version=F("version") + 1)
        if ids:
            journal.record(
                StatusChanged(
                    tuple(ids), state.value, institution.pk, now, actor.pk if actor else None, reason
                )
            )
    return ids
