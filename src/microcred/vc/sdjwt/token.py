"""An SD-JWT taken apart: the issuer's token, the disclosures, and the holder's proof (RFC 9901 4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microcred.vc.jwt import Compact, JwtAlgorithmRefused, read_compact
from microcred.vc.jwt.header import algorithm_of
from microcred.vc.keys import PublicKey
from microcred.vc.sdjwt.disclosures import disclose
from microcred.vc.sdjwt.errors import SdJwtMalformed

TYPES = frozenset({"dc+sd-jwt", "vc+sd-jwt"})
MOST_DISCLOSURES = 500
_ALLOWED = frozenset({"alg", "typ", "kid", "x5c", "vctm", "cty", "x5t#S256"})
_ALWAYS_SHOWN = frozenset({"iss", "nbf", "exp", "cnf", "vct", "status", "iat"})
"""Claims that a holder could otherwise leave out to hide that a credential is over (SD-JWT VC 2.2.2.2)."""
_DISCLOSURE = re.compile(r"[A-Za-z0-9_-]+")
LONGEST = 2_000_000


@dataclass(frozen=True)
class UnverifiedSdJwt:
    """A token that was read and not yet checked.

    `claims` is the payload with what was disclosed put in its place; `bound` is what the holder's proof
    must be over; `proof` is that proof, if there is one. `part` says that more was signed, or looks so.
    """

    header: Mapping[str, Any]
    alg: str
    token: Compact
    claims: dict[str, Any]
    disclosures: tuple[str, ...]
    bound: str
    hash_name: str
    part: bool
    proof: Compact | None

    @property
    def issuer(self) -> str:
        """The claim `iss`, or empty."""
        value = self.token.payload.get("iss")
        return value if isinstance(value, str) else ""

    @property
    def kid(self) -> str:
        """The header's `kid`, or empty."""
        value = self.header.get("kid")
        return value if isinstance(value, str) else ""

    def check(self, key: PublicKey) -> None:
        """Returns if `key` signed the issuer's token; raises `JwtAlgorithmRefused` or `SignatureWrong`."""
        if self.alg != key.jose:
            raise JwtAlgorithmRefused(f"{self.alg} with a {key.kind} key")
        key.verify(self.token.signature, self.token.signed)


def read_sd_jwt(text: str) -> UnverifiedSdJwt:
    """Takes `<JWT>~<disclosure>~...~[<KB-JWT>]` apart and puts in what was disclosed.

    Raises `SdJwtMalformed`, `DisclosureWrong`, `JwtMalformed`, `JwtAlgorithmRefused`, `JwtUnsupported`, or
    what `jsontext.parse` raises.
    """
    parts = text.split("~") if len(text) <= LONGEST else []
    if len(parts) < 2 or len(parts) > MOST_DISCLOSURES + 2:
        raise SdJwtMalformed("parts")
    token = read_compact(parts[0])
    header = token.header
    if not isinstance(header, Mapping) or not set(header) <= _ALLOWED:
        raise SdJwtMalformed("header")
    typ = header.get("typ")
    if not isinstance(typ, str) or typ.lower().removeprefix("application/") not in TYPES:
        raise SdJwtMalformed(f"typ {str(typ)[:40]}")
    disclosures = tuple(parts[1:-1])
    if not all(_DISCLOSURE.fullmatch(one) for one in disclosures):
        raise SdJwtMalformed("an empty disclosure")
    claims, hash_name, part = disclose(token.payload, disclosures)
    hidden = (_ALWAYS_SHOWN & claims.keys()) - token.payload.keys()
    if hidden:
        raise SdJwtMalformed(f"{min(hidden)} may not be hidden")
    return UnverifiedSdJwt(
        header=header,
        alg=algorithm_of(header.get("alg")),
        token=token,
        claims=claims,
        disclosures=disclosures,
        bound=text[: len(text) - len(parts[-1])],
        hash_name=hash_name,
        part=part,
        proof=read_compact(parts[-1]) if parts[-1] else None,
    )
