"""What can be asked about whom this verifier trusts: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.db.models import Count, Q

from microcred.platform.verifier.models import DeskRun, SavedPolicy, TrustedCollector, TrustEntry, TrustList
from microcred.platform.verifier.trust.stored import ReaderPolicy, policy_for

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

__all__ = [
    "CollectorRow",
    "EntryRow",
    "ListRow",
    "PolicyRow",
    "ReaderPolicy",
    "RunRow",
    "anchors",
    "domain_of",
    "policy_for",
]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One issuer on a list."""

    issuer: str
    name: str
    reason: str
    ends: datetime | None
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list as the page of lists shows it. `failure` is the code of the last refresh that failed."""

    public_id: str
    name: str
    kind: str
    mine: bool
    source: str
    as_of: datetime
    dated: datetime | None
    failure: str
    tried_at: datetime | None
    count: int


@dataclass(frozen=True, slots=True)
class CollectorRow:
    """Whose evidence bundles are believed, and whether they are now."""

    public_id: str
    collector: str
    name: str
    reason: str
    ends: datetime | None
    added_at: datetime
    holds: bool


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A saved policy."""

    public_id: str
    name: str
    lists: tuple[str, ...]
    every_list: bool
    own_network: bool
    most_years: int | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run of the desk that its person can still open."""

    public_id: str
    created_at: datetime
    ends_at: datetime
    total: int
    done: int


def runs(account: Account | None, now: datetime) -> list[RunRow]:
    """The runs of a signed-in person that are not deleted yet, the newest first."""
    if account is None:
        return []
    rows = DeskRun.objects.filter(owner=account, ends_at__gt=now).annotate(
        total=Count("items"), waiting=Count("items", filter=Q(items__state="waiting"))
    )
    return [
        RunRow(row.pk, row.created_at, row.ends_at, row.total, row.total - row.waiting)
        for row in rows.order_by("-created_at", "pk")[:20]
    ]


def lists(account: Account | None) -> list[ListRow]:
    """The operator's lists and the reader's own, by name."""
    mine = Q(owner__isnull=True) | (Q(owner=account) if account is not None else Q(pk=None))
    rows = TrustList.objects.filter(mine).annotate(count=Count("entries")).order_by("name", "pk")
    return [
        ListRow(
            row.public_id,
            row.name,
            row.kind,
            row.owner_id is not None,
            row.source,
            row.as_of,
            row.dated,
            row.failure,
            row.tried_at,
            row.count,
        )
        for row in rows
    ]


def entries(trust_list: TrustList) -> list[EntryRow]:
    """The issuers on a list by name."""
    rows = TrustEntry.objects.filter(trust_list=trust_list).select_related("added_by")
    return [
        EntryRow(
            row.issuer,
            row.name,
            row.reason,
            row.ends,
            row.added_at,
            str(row.added_by) if row.added_by else "",
        )
        for row in rows.order_by("name", "issuer")
    ]


def collectors(account: Account, now: datetime) -> list[CollectorRow]:
    """Whose bundles a reader believes, or did: those that still hold first, then by name.

    Issuers whose box was ticked are among them, without an id: they are ended on the reader's own list.
    """
    rows = [
        CollectorRow(
            row.public_id,
            row.collector,
            row.name,
            row.reason,
            min(row.ends, row.ended_at or row.ends),
            row.added_at,
            row.ends > now and row.ended_at is None,
        )
        for row in TrustedCollector.objects.filter(owner=account)
    ]
    ticked = TrustEntry.objects.filter(trust_list__owner=account, collector=True)
    rows += [
        CollectorRow(
            "", row.issuer, row.name, row.reason, row.ends, row.added_at, row.ends is None or row.ends > now
        )
        for row in ticked
    ]
    return sorted(rows, key=lambda row: (not row.holds, row.name.casefold(), row.collector))


def policies(account: Account | None) -> list[PolicyRow]:
    """The policies that a reader saved, by name."""
    if account is None:
        return []
    rows = SavedPolicy.objects.filter(owner=account).prefetch_related("lists").order_by("name")
    return [
        PolicyRow(
            row.public_id,
            row.name,
            tuple(sorted(one.name for one in row.lists.all())),
            row.every_list,
            row.own_network,
            row.most_years,
        )
        for row in rows
    ]


def anchors(account: Account | None) -> list[str]:
    """The X.509 trust anchors that hold for a reader, as PEM."""
    mine = Q(trust_list__owner__isnull=True)
    if account is not None:
        mine |= Q(trust_list__owner=account)
    found = TrustEntry.objects.filter(mine).exclude(certificate="").order_by("pk")
    return list(found.values_list("certificate", flat=True))


def domain_of(issuer: str) -> str:
    """The domain that controls the keys of an issuer, or empty where none does (did:key, did:jwk)."""
    if issuer.startswith("did:web:"):
        return unquote(issuer.removeprefix("did:web:").partition(":")[0])
    if issuer.startswith(("https://", "http://")):
        return urlsplit(issuer).netloc
    return ""
