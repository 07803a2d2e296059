"""Keeping lists of trusted issuers: adding, refreshing on schedule, own decisions, saved policies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from microcred.errors import MicrocredError
from microcred.platform.accounts.events import AccountErased
from microcred.platform.verifier import access
from microcred.platform.verifier.models import (
    DeskRun,
    ListKind,
    SavedPolicy,
    TrustedCollector,
    TrustEntry,
    TrustList,
)
from microcred.platform.verifier.sources import outside
from microcred.platform.verifier.trust.errors import TrustIncomplete, TrustListRolledBack, TrustListUnreadable
from microcred.platform.verifier.trust.reading import ReadList, identifier, read_list
from microcred.ports.fetcher import Fetcher

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def add_list(
    *,
    actor: Account,
    name: str,
    now: datetime,
    source: str = "",
    data: bytes = b"",
    for_everybody: bool = False,
    fetcher: Fetcher | None = None,
) -> TrustList:
    """Adds a list, from an address or from bytes. Only an operator adds one `for_everybody`.

    Raises `TrustRefused`, `TrustIncomplete` (no name), or what reading and fetching raise.
    """
    if for_everybody:
        access.require_operator(actor)
    name = " ".join(name.split())[:200]
    if not name or not (source or data):
        raise TrustIncomplete("name")
    if source:
        data = (fetcher or outside().fetcher).fetch(source).body
    found = read_list(data)
    with transaction.atomic():
        row = TrustList.objects.create(
            owner=None if for_everybody else actor,
            kind=found.kind,
            name=name,
            source=source[:2000],
            as_of=now,
            dated=found.dated,
            tried_at=now,
            sha256=sha256(data).hexdigest(),
        )
        _fill(row, found, actor, now)
    return row


def remove_list(*, actor: Account, public_id: str) -> None:
    """Removes a list with its entries; raises `TrustListUnknown` or `TrustRefused`."""
    with transaction.atomic():
        access.trust_list(actor, public_id, to="change").delete()


def refresh_trust_lists(*, now: datetime, fetcher: Fetcher | None = None) -> int:
    """Fetches every list whose time has come; how many were tried. For the hourly round.

    A list that cannot be had, read, or that went back in time stays as it was, with the reason beside it.
    """
    due = TrustList.objects.exclude(source="").order_by("pk")
    tried = 0
    for row in due:
        if row.tried_at is None or now >= row.tried_at + timedelta(hours=row.every_hours):
            refresh_list(row, now=now, fetcher=fetcher or outside().fetcher)
            tried += 1
    return tried


def refresh_list(row: TrustList, *, now: datetime, fetcher: Fetcher) -> None:
    """Fetches one list; a failure is noted by its code, never raised."""
    try:
        data = fetcher.fetch(row.source).body
        found = read_list(data)
        if row.dated is not None and (found.dated is None or found.dated < row.dated):
            raise TrustListRolledBack(str(found.dated or ""))
        if found.kind != row.kind and ListKind.ANCHORS in (found.kind, row.kind):
            raise TrustListUnreadable(f"{found.kind} instead of {row.kind}")
    except MicrocredError as error:
        TrustList.objects.filter(pk=row.pk).update(tried_at=now, failure=error.code)
        return
    digest = sha256(data).hexdigest()
    with transaction.atomic():
        kept = TrustList.objects.select_for_update().get(pk=row.pk)
        if digest != kept.sha256:
            _fill(kept, found, None, now)
        kept.sha256, kept.dated, kept.kind = digest, found.dated, found.kind
        kept.as_of = kept.tried_at = now
        kept.failure = ""
        kept.save()


def trust_issuer(
    *,
    actor: Account,
    issuer: str,
    name: str,
    reason: str,
    ends: datetime | None,
    now: datetime,
    collector: bool = False,
) -> TrustEntry:
    """Records "we trust this issuer for ..." on the actor's own list; deciding again replaces it.

    With `collector`, evidence bundles that it sealed are believed as well.

    Raises `TrustIncomplete` where a name, a reason or a day in the future is missing, `IssuerNamedWrongly`.
    """
    name, reason = " ".join(name.split())[:300], " ".join(reason.split())[:500]
    if not name or not reason or ends is None or ends <= now:
        raise TrustIncomplete
    issuer = identifier(issuer)
    with transaction.atomic():
        own = access.own_list(actor, now, gettext("Decided by us"))
        entry, _ = TrustEntry.objects.update_or_create(
            trust_list=own,
            issuer=issuer,
            defaults={
                "name": name,
                "reason": reason,
                "collector": collector,
                "starts": None,
                "ends": ends,
                "added_by": actor,
                "added_at": now,
            },
        )
        TrustList.objects.filter(pk=own.pk).update(as_of=now)
    return entry


def untrust_issuer(*, actor: Account, issuer: str, now: datetime) -> None:
    """Takes an issuer off the actor's own list."""
    with transaction.atomic():
        own = access.own_list(actor, now, gettext("Decided by us"))
        own.entries.filter(issuer=issuer).delete()
        TrustList.objects.filter(pk=own.pk).update(as_of=now)


def save_policy(
    *,
    actor: Account,
    name: str,
    lists: Sequence[str],
    own_network: bool = False,
    every_list: bool = False,
    most_years: int | None = None,
) -> SavedPolicy:
    """Saves a policy under a name; the same name again replaces it.

    Raises `TrustIncomplete` (no name, or no list), `TrustListUnknown`.
    """
    name = " ".join(name.split())[:200]
    if not name or not (lists or own_network) or (most_years is not None and not 1 <= most_years <= 100):
        raise TrustIncomplete("name")
    with transaction.atomic():
        rows = [access.trust_list(actor, public_id, to="use") for public_id in lists]
        saved, _ = SavedPolicy.objects.update_or_create(
            owner=actor,
            name=name,
            defaults={"own_network": own_network, "every_list": every_list, "most_years": most_years},
        )
        saved.lists.set(rows)
    return saved


def remove_policy(*, actor: Account, public_id: str) -> None:
    """Removes a saved policy of the actor's."""
    SavedPolicy.objects.filter(owner=actor, public_id=public_id).delete()


def _fill(row: TrustList, found: ReadList, actor: Account | None, now: datetime) -> None:
    """Makes the entries those of the list that was read; what stays keeps the time it was first seen."""
    known = dict(row.entries.values_list("issuer", "added_at"))
    row.entries.all().delete()
    TrustEntry.objects.bulk_create(
        [
            TrustEntry(
                trust_list=row,
                issuer=one.issuer[:500],
                name=one.name,
                certificate=one.certificate,
                added_by=actor,
                added_at=known.get(one.issuer[:500], now),
            )
            for one in found.rows
        ],
        batch_size=500,
    )


def hear_account_erased(event: AccountErased, *, now: datetime) -> None:
    """Deletes what an erased account kept here: its lists, policies and runs. Harmless twice."""
    SavedPolicy.objects.filter(owner_id=event.account).delete()
    TrustedCollector.objects.filter(owner_id=event.account).delete()
    TrustList.objects.filter(owner_id=event.account).delete()
    DeskRun.objects.filter(owner_id=event.account).delete()
