"""The claims of an SD-JWT VC where Open Badges 3.0 has the same facts.

Which claims a credential has, its type (`vct`) says; these are the names that micro-credentials use.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from microcred.vc.sdjwt.errors import SdJwtMalformed
from microcred.vc.timestamps import write_timestamp

_TITLES = ("title", "name", "achievementName", "credential_name")
_GIVEN = ("givenName", "given_name")
_FAMILY = ("familyName", "family_name")


def outline(claims: Mapping[str, Any], signer: str = "") -> dict[str, Any]:
    """The outline; `signer` is who signed where no `iss` is stated.

    Raises `SdJwtMalformed` for a time that is none.
    """
    title, vct = _text(claims, _TITLES), _text(claims, ("vct",))
    person = " ".join(filter(None, (_text(claims, _GIVEN), _text(claims, _FAMILY))))
    identifier = {"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": person}
    found: dict[str, Any] = {
        "id": _text(claims, ("jti", "identifier", "id")),
        "type": [vct],
        "issuer": {"id": _text(claims, ("iss",)) or signer, "name": _text(claims, ("awardingBody",))},
        "name": title or vct,
        "credentialSubject": {
            **({"id": claims["sub"]} if isinstance(claims.get("sub"), str) else {}),
            "identifier": [identifier] if person else [],
        },
    }
    for name, claim in (("validFrom", "nbf"), ("validUntil", "exp")):
        if claim in claims:
            found[name] = write_timestamp(as_time(claims[claim], claim))
    return found


def as_time(value: object, name: str) -> datetime:
    """The time of a numeric claim, UTC; raises `SdJwtMalformed`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SdJwtMalformed(name)
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        raise SdJwtMalformed(name) from None


def _text(claims: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = claims.get(name)
        if isinstance(value, str) and value:
            return value
    return ""
