"""Lists of revoked credentials by id, as 1EdTech's revocation list status method has them (VCRL 1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.vc.jsontext import parse
from microcred.vc.status.errors import StatusEntryMalformed, StatusListMalformed, StatusListUnverified

TYPE = "1EdTechRevocationList"


def list_address(entry: Mapping[str, Any]) -> str:
    """Where the list is; raises `StatusEntryMalformed`."""
    address = entry.get("id")
    if (
        not isinstance(address, str)
        or len(address) > 4_096
        or not address.startswith(("https://", "http://"))
    ):
        raise StatusEntryMalformed("id")
    return address


def revoked_reason(data: bytes, *, address: str, issuer: str, credential: str) -> str | None:
    """Why `credential` was revoked, empty without a reason; None where the list does not name it.

    Raises `StatusListMalformed`, `StatusListUnverified` for the list of another, or what
    `jsontext.parse` raises.
    """
    listing = parse(data)
    rows = listing.get("revokedCredential", []) if isinstance(listing, dict) else None
    rows = [rows] if isinstance(rows, dict) else rows
    if not isinstance(listing, dict) or not isinstance(rows, list):
        raise StatusListMalformed("revokedCredential")
    stated = listing.get("issuer", issuer)
    stated = stated.get("id") if isinstance(stated, dict) else stated
    if stated != issuer or listing.get("id", address) != address:
        raise StatusListUnverified("a list of another id or issuer")
    for row in rows:
        if not isinstance(row, dict):
            raise StatusListMalformed("an entry that is no object")
        if row.get("id") == credential and row.get("revoked", True) is not False:
            return str(row.get("revocationReason", ""))[:200]
    return None
