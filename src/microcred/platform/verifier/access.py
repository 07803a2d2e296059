"""Who may use or change a list of trusted issuers: the one way to a guarded one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.verifier.models import ListKind, TrustList
from microcred.platform.verifier.trust.errors import TrustListUnknown, TrustRefused

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def require_operator(actor: Account | None) -> None:
    """Returns for an operator of the site; raises `TrustRefused`."""
    if actor is None or not actor.is_staff:
        raise TrustRefused


def trust_list(actor: Account, public_id: str, *, to: str) -> TrustList:
    """A list to "use" or to "change". Raises `TrustListUnknown` for another's, `TrustRefused` to change
    the operator's.
    """
    rows = TrustList.objects.select_for_update() if to == "change" else TrustList.objects.all()
    found = rows.filter(public_id=public_id).first()
    if found is None or found.owner_id not in (None, actor.pk):
        raise TrustListUnknown(public_id[:40])
    if to == "change" and found.owner_id is None:
        require_operator(actor)
    return found


def own_list(actor: Account, now: datetime, name: str) -> TrustList:
    """The list of a person's own decisions, locked, made when first needed."""
    rows = TrustList.objects.select_for_update().filter(owner=actor, kind=ListKind.OWN)
    found = rows.order_by("pk").first()
    return found or TrustList.objects.create(owner=actor, kind=ListKind.OWN, name=name, as_of=now)
