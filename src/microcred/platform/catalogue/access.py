"""Who may do what with a micro-credential: the one way to a guarded one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microcred.platform.catalogue.models import Achievement, Offering
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

ROLES = {
    "view": ("owner", "admin", "author", "awarder", "reviewer", "viewer"),
    "write": ("owner", "admin", "author"),
    "review": ("owner", "admin", "reviewer"),
    "publish": ("owner", "admin", "author", "reviewer"),
    "award": ("owner", "admin", "awarder"),
    "approve": ("owner", "admin", "awarder", "reviewer"),
    "certify": ("owner", "certifier"),
    "offer": ("owner", "admin", "author"),
}
"""What each role of an institution may do."""


def achievement(actor: Account | None, public_id: str, *, to: str) -> Achievement:
    """The micro-credential for somebody who may do that with it.

    Raises `NotFound` for strangers, `NotAllowed` for members whose role does not include it.
    """
    found = Achievement.objects.select_related("institution").filter(public_id=public_id).first()
    if found is None:
        raise institutions.NotFound(public_id[:40])
    institutions.require(actor, found.institution, ROLES[to])
    return found


def institution(actor: Account | None, public_id: str, *, to: str) -> Institution:
    """The institution for somebody who may do that with its micro-credentials; raises as `achievement`."""
    found = institutions.by_public_id(public_id)
    institutions.require(actor, found, ROLES[to])
    return found


def offering(actor: Account | None, public_id: str, *, to: str, lock: bool = False) -> Offering:
    """The offering for somebody of its educator who may do that; raises as `achievement`.

    With `lock`, in a transaction, nobody else changes it until that ends.
    """
    rows = Offering.objects.select_related("institution", "achievement__institution")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise institutions.NotFound(public_id[:40])
    institutions.require(actor, found.institution, ROLES[to])
    return found
