"""Which signed badges an issuer took back (OB 2.0 RevocationList)."""

from __future__ import annotations

from collections.abc import Mapping

from microcred.vc.documents import Documents, names_one
from microcred.vc.limits import Limits
from microcred.vc.openbadges.requirements import types_of
from microcred.vc.openbadges2.errors import HostedMalformed
from microcred.vc.openbadges2.hosting import fetch_json
from microcred.vc.openbadges2.profile import Profile


def revoked_reason(name: str, profile: Profile, documents: Documents, limits: Limits) -> str | None:
    """Why the badge `name` was revoked, empty where no reason is stated; None where it was not.

    The whole list is asked for. Raises `HostedMalformed` or what `Documents.fetch` raises.
    """
    address = profile.revocation_list
    listing = fetch_json(address, documents, limits, about_one=names_one(address, name))
    rows = listing.get("revokedAssertions", [])
    if "RevocationList" not in types_of(listing) or not isinstance(rows, list):
        raise HostedMalformed("no revocation list")
    if listing.get("id", profile.revocation_list) != profile.revocation_list:
        raise HostedMalformed("a revocation list of another id")
    if listing.get("issuer", profile.id) != profile.id:
        raise HostedMalformed("a revocation list of another issuer")
    for row in rows:
        if isinstance(row, Mapping):
            if name in (row.get("id"), row.get("uid")):
                return str(row.get("revocationReason", ""))[:200]
        elif row == name:
            return ""
    return None
