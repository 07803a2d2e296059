"""Signed statements that are no credentials: entity statements of OpenID Federation, heads of the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from microcred.platform.network.errors import StatementForged, StatementOld, StatementRolledBack
from microcred.vc.errors import CredentialError
from microcred.vc.jwt.compact import Compact, read_compact
from microcred.vc.keys import PublicKey
from microcred.vc.multibase import base64url_encode
from microcred.vc.signer import Signer

STATEMENT, LOG_HEAD = "entity-statement+jwt", "log-head+jwt"
MAX_AGE_AHEAD = 300
"""Seconds by which another's clock may be ahead of ours."""


def jwk(public: PublicKey, kid: str) -> dict[str, Any]:
    """A key as statements list it."""
    return {**public.jwk, "kid": kid, "use": "sig", "alg": public.jose}


def signed(claims: Mapping[str, Any], kind: str, signer: Signer, kid: str) -> str:
    """The compact JWS over `claims`, with the type `kind`."""
    header = {"alg": signer.public.jose, "kid": kid, "typ": kind}
    text = f"{base64url_encode(orjson.dumps(header))}.{base64url_encode(orjson.dumps(claims))}"
    return f"{text}.{base64url_encode(signer.sign(text.encode('ascii')))}"


def own_keys(text: str) -> list[dict[str, Any]]:
    """The keys that an entity lists of itself; of which nothing was checked. Raises `StatementForged`."""
    keys = _taken(text).payload.get("jwks")
    found = keys.get("keys") if isinstance(keys, dict) else None
    if not isinstance(found, list) or not all(isinstance(key, dict) for key in found):
        raise StatementForged("no keys")
    return found


def checked(
    text: str, keys: list[dict[str, Any]], kind: str, *, now: int, not_before: int = 0
) -> dict[str, Any]:
    """The claims, once signature, type and times hold; `now` in seconds.

    The algorithm comes from the key, never from the header. `not_before` is the `iat` of what was read last:
    an older one is a replay. Raises `StatementForged`, `StatementOld` or `StatementRolledBack`.
    """
    taken = _taken(text)
    header = taken.header if isinstance(taken.header, dict) else {}
    if header.get("typ") != kind or "crit" in header:
        raise StatementForged("typ")
    key = next((one for one in keys if one.get("kid") == header.get("kid")), None)
    if key is None:
        raise StatementForged("kid")
    try:
        public = PublicKey.from_jwk(key)
        if header.get("alg") != public.jose:
            raise StatementForged("alg")
        public.verify(taken.signature, taken.signed)
    except CredentialError as error:
        raise StatementForged(error.code) from None
    if kind != LOG_HEAD:  # a head of the log counts for good
        _timely(taken.payload, now, not_before)
    return taken.payload


def _timely(claims: Mapping[str, Any], now: int, not_before: int) -> None:
    issued, expires = claims.get("iat"), claims.get("exp")
    if type(issued) is not int or type(expires) is not int or issued > now + MAX_AGE_AHEAD:
        raise StatementForged("iat")
    if issued < not_before:
        raise StatementRolledBack(str(claims.get("iss", ""))[:200])
    if expires <= now:
        raise StatementOld(str(claims.get("iss", ""))[:200])


def _taken(text: str) -> Compact:
    try:
        return read_compact(text)
    except CredentialError as error:
        raise StatementForged(error.code) from None
