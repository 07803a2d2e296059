"""The policies that hold for one reader, made from the stored lists and this installation's registry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import Q

from microcred.platform.institutions import queries as institutions
from microcred.platform.network import queries as network
from microcred.platform.verifier.collector import collector_did
from microcred.platform.verifier.models import SavedPolicy, TrustedCollector, TrustEntry, TrustList
from microcred.platform.verifier.trust.errors import TrustListUnknown
from microcred.platform.verifier.trust.policies import Known, Listed, Look, NotLongAgo
from microcred.vc.certificates import NO_ANCHORS, Anchors
from microcred.vc.policy import AllOf, AnyOf, Only, Policy

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


SEALED = "x509:"
"""How the holder of a certificate is named: `vc.certificates.Holder`."""


@dataclass(frozen=True)
class ReaderPolicy:
    """A policy with its parts, so that a page can say how an issuer is known. The usual one has no name."""

    policy: Policy
    parts: tuple[Listed, ...]
    name: str = ""
    anchors: Anchors = NO_ANCHORS

    def how_known(self, issuer: str, at: datetime) -> Known | None:
        """How the issuer is known at that time, or None."""
        for part in self.parts:
            found = part.known(issuer, at)
            if found is not None:
                return found
        return None


def policy_for(account: Account | None, saved: str = "") -> ReaderPolicy:
    """Whom a reader trusts: this installation's institutions, the operator's lists and the reader's own.

    With `saved`, the public id of a policy of theirs, only that. Raises `TrustListUnknown`.
    """
    if saved:
        return _saved(account, saved)
    mine = Q(owner__isnull=True)
    if account is not None:
        mine |= Q(owner=account)
    counted = TrustList.objects.filter(mine)
    stored = Listed(_look_in(Q(trust_list__in=counted)))
    parts = (Listed(own_network), Listed(other_registries), stored)
    return ReaderPolicy(AnyOf(*parts), parts, anchors=_anchors(Q(trust_list__in=counted)))


def stamp() -> str:
    """Changes whenever a list does that this installation goes by."""
    lists = TrustList.objects.filter(owner__isnull=True)
    entries = TrustEntry.objects.filter(trust_list__in=lists).order_by("pk")
    found = (
        list(lists.order_by("pk").values_list("pk", "as_of", "sha256")),
        list(entries.values_list("pk", "issuer", "starts", "ends", "added_at")),
    )
    return sha256(repr(found).encode()).hexdigest()


def trusted_collector(account: Account | None, collector: str, now: datetime) -> bool:
    """Whether bundles sealed by `collector` are believed: this installation's, and those of whom the reader
    trusts for just that. Trust in an issuer does not make it a witness for others.

    Asked of the present, whatever time a check is about: whoever seals a bundle writes its time, too.
    """
    if collector == collector_did():
        return True
    if account is None:
        return False
    believed = TrustedCollector.objects.filter(owner=account, collector=collector, ended_at__isnull=True)
    if believed.filter(ends__gt=now).exists():
        return True
    rows = TrustEntry.objects.filter(trust_list__owner=account, issuer=collector, collector=True)
    return any((row.ends is None or now < row.ends) for row in rows)


def own_network(issuer: str) -> Sequence[Known]:
    """The institution of this installation that an identifier belongs to."""
    name = institutions.name_of(issuer)
    return () if name is None else (Known(name, institutions.origin(), own=True),)


def other_registries(issuer: str) -> Sequence[Known]:
    """The institution of another installation whose registry is read here."""
    found = network.listed_elsewhere(issuer)
    return () if found is None else (Known(found[0], found[1], as_of=found[2]),)


def _saved(account: Account | None, public_id: str) -> ReaderPolicy:
    row = SavedPolicy.objects.filter(owner=account, public_id=public_id).first() if account else None
    if row is None:
        raise TrustListUnknown(public_id[:40])
    lists = list(row.lists.values_list("pk", flat=True))
    parts = tuple(Listed(_look_in(Q(trust_list_id=one))) for one in lists)
    if row.own_network:
        parts = (Listed(own_network), *parts)
    policy: Policy = AllOf(*parts) if row.every_list else AnyOf(*parts)
    if row.most_years is not None:
        policy = NotLongAgo(policy, row.most_years)
    return ReaderPolicy(Only(policy), parts, row.name, _anchors(Q(trust_list_id__in=lists)))


def _anchors(which: Q) -> Anchors:
    """The certificates on these lists."""
    found = TrustEntry.objects.filter(which).exclude(certificate="").order_by("pk")
    texts = list(found.values_list("certificate", flat=True))
    return Anchors.from_pem(*(text.encode("ascii") for text in texts)) if texts else NO_ANCHORS


def _look_in(which: Q) -> Look:
    def look(issuer: str) -> Sequence[Known]:
        named = in_entries(issuer)
        return named or (by_authority() if issuer.startswith(SEALED) else [])

    def by_authority() -> Sequence[Known]:
        """A policy is asked about the holder of a certificate only where its chain led to an anchor."""
        rows = TrustEntry.objects.select_related("trust_list").filter(which).exclude(certificate="")
        return [
            Known("", row.trust_list.name, row.trust_list.as_of, kind=row.trust_list.kind)
            for row in rows.order_by("pk")[:1]
        ]

    def in_entries(issuer: str) -> Sequence[Known]:
        rows = TrustEntry.objects.select_related("trust_list").filter(which, issuer=issuer[:500])
        return [
            Known(
                row.name,
                row.trust_list.name,
                row.trust_list.as_of,
                starts=row.starts,
                ends=row.ends,
                reason=row.reason,
                kind=row.trust_list.kind,
            )
            for row in rows.order_by("pk")
        ]

    return look
