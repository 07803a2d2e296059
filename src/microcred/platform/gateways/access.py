"""Who may look after the API keys of an institution; and what one of them opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

ROLES = {"api keys": ("owner", "admin"), "sign anything": ("owner", "admin")}
"""Who looks after API keys, and who may have any document signed with the institution's key."""


@dataclass(frozen=True)
class Caller:
    """A program that came with a key: the account it acts as, for one institution, within its scopes."""

    key: str
    account: Account
    institution: str
    institution_id: int
    scopes: frozenset[str]


def institution(actor: Account | None, public_id: str, *, to: str) -> Institution:
    """The institution for somebody who may do that through programs; raises `NotFound` or `NotAllowed`."""
    found = institutions.by_public_id(public_id)
    institutions.require(actor, found, ROLES[to])
    return found


def own(caller: Caller, institution_id: int, named: str) -> None:
    """Returns for what belongs to the institution of the key; raises `NotFound` for anything else.

    The account may be a member elsewhere too: its key opens only what is here.
    """
    if institution_id != caller.institution_id:
        raise institutions.NotFound(named[:40], guarded_by=institution_id)
