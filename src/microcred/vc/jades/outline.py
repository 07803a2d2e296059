"""A credential of the European Learning Model where Open Badges 3.0 has the same facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Object = Mapping[str, Any]


def outline(document: Object) -> dict[str, Any]:
    """The outline; texts are given in English where there is English, else in the first language."""
    issuer, subject = _object(document.get("issuer")), _object(document.get("credentialSubject"))
    claim = _object(subject.get("hasClaim"))
    shown = _object(document.get("displayParameter"))
    title = _text(claim.get("title")) or _text(_object(claim.get("specifiedBy")).get("title"))
    person = _text(subject.get("fullName")) or " ".join(
        filter(None, (_text(subject.get("givenName")), _text(subject.get("familyName"))))
    )
    named = {"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": person}
    found: dict[str, Any] = {
        "id": document.get("id", ""),
        "type": document.get("type", []),
        "issuer": {"id": issuer.get("id", ""), "name": _text(issuer.get("legalName"))},
        "name": _text(shown.get("title")) or title,
        "credentialSubject": {
            **({"id": subject["id"]} if isinstance(subject.get("id"), str) else {}),
            "identifier": [named] if person else [],
            "achievement": {"type": "Achievement", "name": title} if title else {},
        },
    }
    for name in ("validFrom", "issuanceDate", "validUntil", "expirationDate"):
        if name in document:
            found[name] = document[name]
    return found


def _object(value: object) -> Object:
    """The one object; the first where there are several."""
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, Mapping)), None)
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("en") or next(iter(value.values()), "")
    if isinstance(value, list):
        value = next(iter(value), "")
    return value if isinstance(value, str) else ""
