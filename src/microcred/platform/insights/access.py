"""Who may see an institution's portfolio beside demand: those who see its micro-credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

ROLES = {"view": ("owner", "admin", "author", "awarder", "reviewer", "viewer")}
"""What each role of an institution may do."""


def institution(actor: Account | None, public_id: str) -> Institution:
    """The institution for somebody who may see this of it; raises its `NotFound` or `NotAllowed`."""
    found = institutions.by_public_id(public_id)
    institutions.require(actor, found, ROLES["view"])
    return found
