"""What an award was made from, read from its signed bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.platform.awards.identity import Identity
from microcred.platform.awards.models import Award
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.queries import VersionDetail
from microcred.platform.credentials import services as credentials
from microcred.vc.jsontext import parse
from microcred.vc.openbadges import read_identity_check
from microcred.vc.openbadges.identitycheck import GENRE


def version_of(award: Award) -> VersionDetail:
    """The version it was made from, whatever its state now."""
    return catalogue.version(award.version_id)


def document_of(award: Award) -> Mapping[str, Any]:
    """The signed document; raises `ContentGone` if it was erased."""
    body = credentials.stored_form(award.pk).body
    document: Mapping[str, Any] = parse(body)
    return document


def identity_of(award: Award) -> Identity:
    """How the person's identity was established then."""
    check = read_identity_check(document_of(award))
    return Identity(check.way, check.by, check.at) if check else Identity()


def signed_values(award: Award) -> dict[str, object]:
    """Dates, narrative and evidence as they were signed, by the names of a sheet's fields."""
    document = document_of(award)
    found: dict[str, object] = {"issued": document["validFrom"], "expires": document.get("validUntil", "")}
    found["narrative"] = document["credentialSubject"].get("narrative", "")
    for entry in document.get("evidence") or ():
        if not str(entry.get("genre", "")).startswith(GENRE):
            found["evidence_url"] = entry.get("id", "")
            found["evidence_name"] = entry.get("name", "")
            found["evidence_text"] = entry.get("narrative", "")
    return found
