"""Who may act for an institution: the one way to a guarded one."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from microcred.platform.institutions.errors import NotAllowed, NotFound
from microcred.platform.institutions.models import Institution, Membership
from microcred.platform.institutions.roles import Role, named

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

ROLES = {
    "see": tuple(role.value for role in Role),
    "profile": ("owner", "admin"),
    "review": ("owner", "admin"),
    "members": ("owner", "admin"),
    "keys": ("owner",),
    "see keys": ("owner", "admin"),
}
"""What each role may do with the institution itself. Each app above has a table of its own."""


def by_public_id(public_id: str) -> Institution:
    """The institution at an address, for everybody; raises `NotFound`."""
    found = Institution.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(public_id[:40])
    return found


def roles(actor: Account | None, institution: Institution) -> frozenset[str]:
    """The roles of somebody in an institution; none for strangers, and for accounts that were closed."""
    if actor is None or not actor.is_active:
        return frozenset()
    own = Membership.objects.filter(institution=institution, account_id=actor.pk)
    return frozenset(own.values_list("role", flat=True))


def require(actor: Account | None, institution: Institution, wanted: Collection[str]) -> None:
    """Returns for somebody who has one of the `wanted` roles.

    Raises `NotFound` for strangers, who learn nothing, and `NotAllowed` for members with other roles.
    """
    own = roles(actor, institution)
    if not own:
        raise NotFound(institution.public_id, guarded_by=institution.pk)
    if own.isdisjoint(wanted):
        raise NotAllowed(named(wanted))


def institution(actor: Account | None, public_id: str, *, to: str, lock: bool = False) -> Institution:
    """The institution for somebody who may do that with it; raises `NotFound` or `NotAllowed`.

    With `lock`, in a transaction, nobody else changes its members and keys until that ends.
    """
    rows = Institution.objects.select_for_update() if lock else Institution.objects.all()
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(public_id[:40])
    require(actor, found, ROLES[to])
    return found


__all__ = ["ROLES", "NotAllowed", "NotFound", "by_public_id", "institution", "require", "roles"]
