"""Status of what was signed through the VC API: an entry for a document, and a change of what it says.

Nothing of such a document is kept, so whoever changes its status names the entry as it stands there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from microcred.platform.credentials import access, queries
from microcred.platform.credentials import services as credentials
from microcred.platform.gateways.access import Caller
from microcred.platform.gateways.errors import EntryUnknown, RequestUnreadable, StatusNeedsDid
from microcred.vc.status import StatusEntry, read_entry

KIND = "BitstringStatusListEntry"
PURPOSES = ("revocation", "suspension")
REASON = "Asked for through the VC API."


def purposes_asked(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The purposes that `options.credentialStatus` asks entries for: one, both without a name, or none.

    Raises `RequestUnreadable`.
    """
    asked = options.get("credentialStatus")
    if asked is None:
        return ()
    if not isinstance(asked, dict) or asked.get("type") != KIND:
        raise RequestUnreadable(f"options.credentialStatus.type is {KIND}")
    purpose = asked.get("statusPurpose")
    if purpose is not None and purpose not in PURPOSES:
        raise RequestUnreadable("options.credentialStatus.statusPurpose")
    return PURPOSES if purpose is None else (purpose,)


def with_entries(
    document: dict[str, Any], institution_id: int, did: str, purposes: Sequence[str], now: datetime
) -> dict[str, Any]:
    """The document with an entry for each purpose; raises `StatusNeedsDid`.

    A status list is its institution's, and one of somebody else says nothing of a credential (BITSTRING 3.2).
    """
    if not purposes:
        return document
    issuer = document.get("issuer")
    if (issuer.get("id") if isinstance(issuer, dict) else issuer) != did:
        raise StatusNeedsDid(did)
    reserved = credentials.reserve(institution_id=institution_id, now=now)
    own = [entry for entry in reserved.entries if entry["statusPurpose"] in purposes]
    stated = document.get("credentialStatus")
    before = stated if isinstance(stated, list) else [] if stated is None else [stated]
    entries = [*before, *own]
    return {**document, "credentialStatus": entries[0] if len(entries) == 1 else entries}


def change(caller: Caller, entry: Mapping[str, Any], now: datetime, *, to: bool) -> None:
    """Sets or clears what an entry says of its document.

    Raises `EntryUnknown`, `NotAllowed`, `StateFinal` (a withdrawal is for good), or what `read_entry` raises.
    """
    asked: StatusEntry = read_entry(entry)
    with transaction.atomic():
        institution = access.institution_of(caller.account, caller.institution)
        found = queries.document_at(institution.pk, asked.list_url, asked.purpose, asked.index)
        if found is None:
            raise EntryUnknown(f"{asked.list_url[:200]}#{asked.index}")
        verb = credentials.reinstate
        if to:
            verb = credentials.revoke if asked.purpose == "revocation" else credentials.suspend
        verb(actor=caller.account, institution=institution, public_ids=[found], reason=REASON, now=now)
