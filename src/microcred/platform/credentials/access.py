"""Who may change the status of signed documents: the one way to guarded ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from microcred.platform.credentials.models import Credential
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

ROLES = {"change status": ("owner", "admin", "awarder"), "view": ("owner", "admin", "awarder", "viewer")}
_CHUNK = 500


def credentials(
    actor: Account | None, institution: Institution, public_ids: Sequence[str], *, to: str
) -> list[Credential]:
    """The credentials of one institution, locked, in the order of the ids.

    Raises `NotAllowed`, or `NotFound` naming the first that is not this institution's.
    """
    institutions.require(actor, institution, ROLES[to])
    found: dict[str, Credential] = {}
    own = Credential.objects.select_for_update().filter(institution=institution)
    for start in range(0, len(public_ids), _CHUNK):
        found.update(own.in_bulk(public_ids[start : start + _CHUNK]))
    strange = next((public_id for public_id in public_ids if public_id not in found), None)
    if strange is not None:
        raise institutions.NotFound(strange[:40])
    return [found[public_id] for public_id in dict.fromkeys(public_ids)]


def institution_of(actor: Account | None, public_id: str, *, to: str = "change status") -> Institution:
    """The institution for somebody who may do that with its credentials; raises as `credentials`."""
    found = institutions.by_public_id(public_id)
    institutions.require(actor, found, ROLES[to])
    return found
