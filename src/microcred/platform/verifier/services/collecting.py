"""Whose evidence bundles a reader believes: recorded with name, reason and end, and ended."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.verifier.models import TrustedCollector, TrustEntry
from microcred.platform.verifier.trust.errors import TrustIncomplete, TrustListUnknown
from microcred.platform.verifier.trust.reading import identifier

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def believe_collector(
    *, actor: Account, collector: str, name: str, reason: str, ends: datetime | None, now: datetime
) -> TrustedCollector:
    """Records that bundles sealed by `collector` are believed; deciding again replaces it.

    Raises `TrustIncomplete` where a name, a reason or a day in the future is missing, `IssuerNamedWrongly`.
    """
    name, reason = " ".join(name.split())[:300], " ".join(reason.split())[:500]
    if not name or not reason or ends is None or ends <= now:
        raise TrustIncomplete
    row, _ = TrustedCollector.objects.update_or_create(
        owner=actor,
        collector=identifier(collector),
        defaults={"name": name, "reason": reason, "ends": ends, "added_at": now, "ended_at": None},
    )
    return row


def end_collector(*, actor: Account, public_id: str, now: datetime) -> None:
    """Believes bundles of this collector no more; the record stays, with its end.

    Trust in it as an issuer stays too, without the say over bundles. Raises `TrustListUnknown`.
    """
    with transaction.atomic():
        rows = TrustedCollector.objects.select_for_update().filter(owner=actor, public_id=public_id)
        row = rows.first()
        if row is None:
            raise TrustListUnknown(public_id[:40])
        if row.ended_at is None:
            row.ended_at = now
            row.save(update_fields=["ended_at"])
        same = TrustEntry.objects.filter(trust_list__owner=actor, issuer=row.collector)
        same.update(collector=False)
