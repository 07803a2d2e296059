"""An assertion of version 2 or 1 where Open Badges 3.0 has the same facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.vc.openbadges2.times import as_stamp

Object = Mapping[str, Any]


def outline(assertion: Object, badge: Object | None = None, profile: Object | None = None) -> dict[str, Any]:
    """The outline; what stands elsewhere and was not had is left out. Raises `TimestampInvalid`."""
    badge = badge or _object(assertion.get("badge"))
    issuer = profile or _object(badge.get("issuer"))
    found: dict[str, Any] = {
        "id": assertion.get("id", assertion.get("uid", "")),
        "type": ["Assertion"],
        "issuer": {"id": issuer.get("id", badge.get("issuer", "")), "name": issuer.get("name", "")},
        "name": badge.get("name", ""),
        "credentialSubject": {
            "type": "AchievementSubject",
            "identifier": [_identity(assertion)],
            "achievement": _achievement(badge),
        },
    }
    for name, old in (("validFrom", "issuedOn"), ("validUntil", "expires")):
        if assertion.get(old) is not None:
            found[name] = as_stamp(assertion[old])
    return found


def _achievement(badge: Object) -> dict[str, Any]:
    criteria = badge.get("criteria")
    return {
        "id": badge.get("id", ""),
        "type": "Achievement",
        "name": badge.get("name", ""),
        "description": badge.get("description", ""),
        "criteria": criteria if isinstance(criteria, Mapping) else {"id": criteria},
        **{name: badge[name] for name in ("alignment", "image") if name in badge},
    }


def _identity(assertion: Object) -> dict[str, Any]:
    recipient = assertion.get("recipient")
    if isinstance(recipient, str):  # version 0.5: text, hashed where it begins with the algorithm
        recipient = {
            "type": "email",
            "identity": recipient,
            "hashed": "$" in recipient,
            "salt": assertion.get("salt", ""),
        }
    stated = _object(recipient)
    kind = "emailAddress" if stated.get("type") == "email" else f"ext:{stated.get('type')}"
    return {
        "type": "IdentityObject",
        "hashed": stated.get("hashed") is True,
        "identityHash": stated.get("identity", ""),
        "identityType": kind,
        "salt": stated.get("salt", ""),
    }


def _object(value: object) -> Object:
    return value if isinstance(value, Mapping) else {}
