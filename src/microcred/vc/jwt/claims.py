"""The registered claims around a credential, and the credential inside (OB 3.0 8.2.3, VC-JWT of VCDM 1.1).

In version 2 the payload is the credential with the claims beside it; in version 1.1 it is the claim `vc`.
A claim that is there must say the same as the credential.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from microcred.vc.jwt.errors import JwtClaimsWrong
from microcred.vc.timestamps import parse_timestamp, write_timestamp

REGISTERED = frozenset({"iss", "sub", "jti", "nbf", "exp", "iat", "aud", "nonce", "cnf"})
_REFUSED = ("nonce", "cnf")
_TIMES = ("nbf", "exp", "iat")
_MOMENTS = {"nbf": ("validFrom", "issuanceDate"), "exp": ("validUntil", "expirationDate")}
_VERSION_1 = "https://www.w3.org/2018/credentials/v1"


def identifier(value: object) -> str | None:
    """The id of an issuer or subject, given as text or as an object with `id`."""
    if isinstance(value, Mapping):
        value = value.get("id")
    return value if isinstance(value, str) else None


def claims_for(credential: Mapping[str, Any]) -> dict[str, Any]:
    """The registered claims of Open Badges 3.0 8.2.3 for a version 2 credential.

    Raises `JwtClaimsWrong` where issuer, id or validFrom is missing.
    """
    issuer, subject = identifier(credential.get("issuer")), identifier(credential.get("credentialSubject"))
    if issuer is None or not isinstance(credential.get("id"), str) or "validFrom" not in credential:
        raise JwtClaimsWrong("a credential needs issuer, id and validFrom")
    if not REGISTERED.isdisjoint(credential) or "vc" in credential:
        raise JwtClaimsWrong("a credential that has registered claims already")
    claims: dict[str, Any] = {
        "iss": issuer,
        "jti": credential["id"],
        "nbf": _seconds(credential["validFrom"]),
    }
    if subject is not None:
        claims["sub"] = subject
    if "validUntil" in credential:
        claims["exp"] = _seconds(credential["validUntil"])
    return claims


def credential_in(payload: Mapping[str, Any], *, enveloped: bool) -> dict[str, Any]:
    """The credential inside a payload, after comparing it with the registered claims.

    `enveloped` says the type is `vc+jwt`, where nbf, exp and iat are the signature's. Raises
    `JwtClaimsWrong`.
    """
    claims = {name: payload[name] for name in REGISTERED if name in payload}
    _check_shapes(claims)
    if "vc" in payload:
        if enveloped or "@context" in payload or not isinstance(payload["vc"], Mapping):
            raise JwtClaimsWrong("vc beside a credential")
        credential = _filled(payload["vc"], claims)
    else:
        credential = {name: value for name, value in payload.items() if name not in REGISTERED}
    # 1EdTech's own samples name the subject as the audience too; any other audience is not the holder's.
    for name, found in (("iss", "issuer"), ("sub", "credentialSubject"), ("aud", "credentialSubject")):
        if name in claims and claims[name] != identifier(credential.get(found)):
            raise JwtClaimsWrong(f"{name} is not the {found}")
    if "jti" in claims and claims["jti"] != credential.get("id"):
        raise JwtClaimsWrong("jti is not the id")
    if not enveloped:
        _check_moments(claims, credential)
    return credential


def is_presented(payload: Mapping[str, Any]) -> bool:
    """Whether a payload is a presentation: by its type, or by the claim `vp` of version 1.1."""
    return "vp" in payload or is_shown(payload)


def is_shown(document: Mapping[str, Any]) -> bool:
    """Whether a document is of a holder who shows credentials, and no credential itself."""
    types = _listed(document.get("type"))
    return "VerifiablePresentation" in types and "VerifiableCredential" not in types


def presentation_in(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The presentation inside a payload; `nonce` and `aud` answer a challenge. Raises `JwtClaimsWrong`."""
    claims = {name: payload[name] for name in REGISTERED if name in payload}
    _check_shapes({name: value for name, value in claims.items() if name not in ("nonce", "aud")})
    inner = payload.get("vp", payload)
    if not isinstance(inner, Mapping) or (inner is not payload and "@context" in payload):
        raise JwtClaimsWrong("vp beside a presentation")
    presentation = {name: value for name, value in inner.items() if name not in REGISTERED}
    if "iss" in claims and identifier(presentation.setdefault("holder", claims["iss"])) != claims["iss"]:
        raise JwtClaimsWrong("iss is not the holder")
    if "jti" in claims and presentation.setdefault("id", claims["jti"]) != claims["jti"]:
        raise JwtClaimsWrong("jti is not the id")
    return presentation


def moment(claims: Mapping[str, Any], name: str) -> datetime | None:
    """The time in a claim, UTC; None where it is absent. Raises `JwtClaimsWrong`."""
    if name not in claims:
        return None
    try:
        return datetime.fromtimestamp(claims[name], UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        raise JwtClaimsWrong(f"{name} is no time") from None


def _check_shapes(claims: Mapping[str, Any]) -> None:
    for name, value in claims.items():
        if name in _REFUSED:
            raise JwtClaimsWrong(f"{name} belongs to another kind of token")
        if name in _TIMES:
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise JwtClaimsWrong(f"{name} is no time")
        elif not isinstance(value, str):
            raise JwtClaimsWrong(f"{name} is no text")


def _check_moments(claims: Mapping[str, Any], credential: Mapping[str, Any]) -> None:
    for name, fields in _MOMENTS.items():
        stated = next((credential[field] for field in fields if field in credential), None)
        if name not in claims:
            continue
        if stated is None or claims[name] // 1 != _seconds(stated):
            raise JwtClaimsWrong(f"{name} is not the credential's {fields[0]}")


def _seconds(text: object) -> int:
    return int(parse_timestamp(text).timestamp() // 1)


def _filled(inner: Mapping[str, Any], claims: Mapping[str, Any]) -> dict[str, Any]:
    """VCDM 1.1 6.3.1: what the inner credential leaves out is read from the claims."""
    credential = dict(inner)
    if "iss" in claims:
        credential.setdefault("issuer", claims["iss"])
    if "jti" in claims:
        credential.setdefault("id", claims["jti"])
    subject = credential.get("credentialSubject")
    if "sub" in claims and isinstance(subject, Mapping) and "id" not in subject:
        credential["credentialSubject"] = {"id": claims["sub"], **subject}
    old = _VERSION_1 in _listed(credential.get("@context"))
    for name, fields in _MOMENTS.items():
        time = moment(claims, name)
        if time is not None and not any(field in credential for field in fields):
            credential[fields[1] if old else fields[0]] = write_timestamp(time)
    return credential


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
