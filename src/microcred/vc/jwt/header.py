"""The JOSE header of a VC-JWT: little is allowed in it, and nothing in it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microcred.vc.jwt.errors import JwtAlgorithmRefused, JwtHeaderRefused, JwtUnsupported
from microcred.vc.keys import PublicKey

_ALLOWED = frozenset({"alg", "typ", "cty", "kid", "jwk", "iss"})
_KNOWN = {"EdDSA": "EdDSA", "Ed25519": "EdDSA", "ES256": "ES256", "ES384": "ES384", "RS256": "RS256"}
_CONTENTS = ("vc", "vp", "vc+ld+json", "json", "JSON")
_SHARED_OR_NONE = ("none", "hs")
ENVELOPED = frozenset({"vc+jwt", "vc+ld+json+jwt", "vc+ld+jwt", "vc-ld+jwt"})
"""VC-JOSE-COSE 3.1.1 and its drafts; there the registered claims speak of the signature alone."""

PRESENTED = frozenset({"vp+jwt", "vp+ld+json+jwt", "vp+ld+jwt", "vp-ld+jwt"})
"""VC-JOSE-COSE 3.1.2 and its drafts: a presentation by a holder."""


@dataclass(frozen=True)
class Header:
    """A checked header. `alg` is the claimed algorithm, to be compared with the key's own."""

    alg: str
    typ: str
    kid: str | None
    jwk: Mapping[str, Any] | None

    def agree_with(self, key: PublicKey) -> None:
        """Raises `JwtAlgorithmRefused` unless the header names the algorithm of the key."""
        if self.alg != key.jose:
            raise JwtAlgorithmRefused(f"{self.alg} with a {key.kind} key")


def read_header(header: object) -> Header:
    """Checks a parsed header.

    Raises `JwtHeaderRefused` for members beyond alg, typ, cty, kid, jwk and iss (so `crit`, `b64`, `x5u`
    and `x5c` too), `JwtAlgorithmRefused` for none and HMAC, `JwtUnsupported` for other algorithms.
    """
    if not isinstance(header, Mapping):
        raise JwtHeaderRefused("not an object")
    extra = sorted(set(header) - _ALLOWED)
    if extra:
        raise JwtHeaderRefused(", ".join(extra)[:80])
    jwk = header.get("jwk")
    if jwk is not None and not isinstance(jwk, Mapping):
        raise JwtHeaderRefused("jwk")
    return Header(alg=algorithm_of(header.get("alg")), typ=_type(header), kid=_kid(header), jwk=jwk)


def algorithm_of(alg: object) -> str:
    """The JOSE algorithm that a header claims; raises `JwtAlgorithmRefused` or `JwtUnsupported`."""
    if not isinstance(alg, str):
        raise JwtAlgorithmRefused("alg is missing")
    if alg.lower().startswith(_SHARED_OR_NONE):
        raise JwtAlgorithmRefused(alg[:20])
    if alg not in _KNOWN:
        raise JwtUnsupported(f"alg {alg[:20]}")
    return _KNOWN[alg]


def _type(header: Mapping[str, Any]) -> str:
    typ = header.get("typ", "JWT")
    if not isinstance(typ, str) or header.get("cty", "vc") not in _CONTENTS:
        raise JwtHeaderRefused("typ or cty")
    typ = typ.lower().removeprefix("application/")
    if typ != "jwt" and typ not in ENVELOPED | PRESENTED:
        raise JwtHeaderRefused(f"typ {typ[:40]}")
    if header.get("cty") == "vp" and typ not in PRESENTED:
        raise JwtHeaderRefused("cty vp")
    return typ


def _kid(header: Mapping[str, Any]) -> str | None:
    kid = header.get("kid")
    if kid is None:
        return None
    if not isinstance(kid, str) or not 0 < len(kid) <= 4_096 or any(character <= " " for character in kid):
        raise JwtHeaderRefused("kid")
    return kid
