"""The policies that hold for one reader, made from the stored lists and this installation's registry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from microcred.platform.institutions import queries as institutions
from microcred.platform.verifier.models import SavedPolicy, TrustEntry, TrustList
from microcred.platform.verifier.trust.errors import TrustListUnknown
from microcred.platform.verifier.trust.policies import Known, Listed, Look, NotLongAgo
from microcred.vc.policy import AllOf, AnyOf, Policy

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True)
class ReaderPolicy:
    """A policy with its parts, so that a page can say how an issuer is known. The usual one has no name."""

    policy: Policy
    parts: tuple[Listed, ...]
    name: str = ""

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
    stored = Listed(_look_in(Q(trust_list__in=TrustList.objects.filter(mine))))
    parts = (Listed(own_network), stored)
    return ReaderPolicy(AnyOf(*parts), parts)


def own_network(issuer: str) -> Sequence[Known]:
    """The institution of this installation that an identifier belongs to."""
    name = institutions.name_of(issuer)
    return () if name is None else (Known(name, institutions.origin(), own=True),)


def _saved(account: Account | None, public_id: str) -> ReaderPolicy:
    row = SavedPolicy.objects.filter(owner=account, public_id=public_id).first() if account else None
    if row is None:
        raise TrustListUnknown(public_id[:40])
    lists: Iterable[int] = row.lists.values_list("pk", flat=True)
    parts = tuple(Listed(_look_in(Q(trust_list_id=one))) for one in lists)
    if row.own_network:
        parts = (Listed(own_network), *parts)
    policy: Policy = AllOf(*parts) if row.every_list else AnyOf(*parts)
    if row.most_years is not None:
        policy = NotLongAgo(policy, row.most_years)
    return ReaderPolicy(policy, parts, row.name)


def _look_in(which: Q) -> Look:
    def look(issuer: str) -> Sequence[Known]:
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
