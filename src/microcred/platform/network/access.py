"""Who may do what with rights and agreements: the one way to a guarded one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microcred.platform.institutions import access as institutions
from microcred.platform.network.errors import AgreementUnknown, RightUnknown
from microcred.platform.network.models import Agreement, Right

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

EVERY = (
    *("owner", "admin", "author", "awarder", "reviewer", "assessor", "certifier", "registrar"),
    *("recruiter", "viewer"),
)
ROLES = {
    "view": EVERY,
    "give": ("owner", "admin"),
    "withdraw": ("owner", "admin"),
    "agree": ("owner", "admin"),
    "state": ("owner", "admin"),
}
"""What each role of an institution may do. Rights themselves are published: everybody may read them."""


def institution(actor: Account | None, public_id: str, *, to: str) -> Institution:
    """The institution for somebody who may do that; raises `NotFound` or `NotAllowed`."""
    found = institutions.by_public_id(public_id)
    institutions.require(actor, found, ROLES[to])
    return found


def right(actor: Account | None, public_id: str, *, to: str, lock: bool = False) -> Right:
    """A right of this site for its giver's officers; raises `RightUnknown`, `NotFound` or `NotAllowed`."""
    rows = Right.objects.select_for_update(of=("self",)) if lock else Right.objects.all()
    found = rows.select_related("giver", "holder").filter(public_id=public_id).first()
    if found is None or found.giver is None:
        raise RightUnknown(public_id[:40])
    institutions.require(actor, found.giver, ROLES[to])
    return found


def agreement(actor: Account | None, public_id: str, institution_id: str, *, to: str) -> Agreement:
    """An agreement of an institution, locked; raises `AgreementUnknown`, `NotFound` or `NotAllowed`."""
    own = institution(actor, institution_id, to=to)
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("proposer", "partner")
    found = rows.filter(public_id=public_id).first()
    if found is None or own.pk not in (found.proposer_id, found.partner_id):
        raise AgreementUnknown(public_id[:40])
    return found


__all__ = ["ROLES", "agreement", "institution", "right"]
