"""Status of what was signed through the VC API: an entry for a document, and a change of what it says.

Nothing of such a document is kept but the hash of its id, so whoever changes its status names the entry as it
stands there, or the document by its id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from microcred.platform.credentials import access, queries
from microcred.platform.credentials import services as credentials
from microcred.platform.gateways.access import Caller
from microcred.platform.gateways.errors import EntryUnknown, RequestUnreadable, StatusNeedsDid
from microcred.platform.gateways.models import SignedDocument
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
    stated_id = document.get("id")
    if isinstance(stated_id, str):
        SignedDocument.objects.create(
            institution_id=institution_id, id_sha256=_hash(stated_id), public_id=reserved.public_id
        )
    own = [entry for entry in reserved.entries if entry["statusPurpose"] in purposes]
    stated = document.get("credentialStatus")
    before = stated if isinstance(stated, list) else [] if stated is None else [stated]
    entries = [*before, *own]
    return {**document, "credentialStatus": entries[0] if len(entries) == 1 else entries}


def change(caller: Caller, named: str, entry: Mapping[str, Any], now: datetime, *, to: bool) -> None:
    """Sets or clears what an entry says of its document, which may be `named` by its id.

    An entry without a list and an index is that of the document of this id; both together must be of one
    document. One that was signed before ids were noted, or without an id, is known by its entry alone.

    Raises `EntryUnknown`, `NotAllowed`, `StateFinal` (a withdrawal is for good), or what `read_entry` raises.
    """
    with transaction.atomic():
        institution = access.institution_of(caller.account, caller.institution)
        if named and not entry.keys() & {"statusListCredential", "statusListIndex"}:
            found, purpose = _by_id(institution.pk, named), _purpose(entry)
        else:
            found, purpose = _by_entry(institution.pk, named, read_entry(entry))
        verb = credentials.reinstate
        if to:
            verb = credentials.revoke if purpose == "revocation" else credentials.suspend
        verb(actor=caller.account, institution=institution, public_ids=[found], reason=REASON, now=now)


def _by_entry(institution_id: int, named: str, asked: StatusEntry) -> tuple[str, str]:
    """The document at an entry, and the entry's purpose; raises `EntryUnknown`."""
    found = queries.document_at(institution_id, asked.list_url, asked.purpose, asked.index)
    if found is None:
        raise EntryUnknown(f"{asked.list_url[:200]}#{asked.index}")
    stated = SignedDocument.objects.filter(institution_id=institution_id, public_id=found).first()
    if named and stated is not None and stated.id_sha256 != _hash(named):
        raise EntryUnknown(f"not the entry of {named[:200]}")
    return found, asked.purpose


def _by_id(institution_id: int, named: str) -> str:
    """The one document of an id; raises `EntryUnknown` for none, or several (entries tell them apart)."""
    rows = SignedDocument.objects.filter(institution_id=institution_id, id_sha256=_hash(named))
    found = list(rows.values_list("public_id", flat=True)[:2])
    if len(found) != 1:
        raise EntryUnknown(f"{len(found) or 'no'} documents with the id {named[:200]}")
    return found[0]


def _purpose(entry: Mapping[str, Any]) -> str:
    purpose = entry.get("statusPurpose", PURPOSES[0])
    if entry.get("type") != KIND or purpose not in PURPOSES:
        raise RequestUnreadable("credentialStatus.type or credentialStatus.statusPurpose")
    return str(purpose)


def _hash(identifier: str) -> str:
    return sha256(identifier.encode("utf-8", "replace")).hexdigest()
