"""VC-JWT: a credential in a compact JWS, signed and checked (OB 3.0 8.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

import orjson

from microcred.vc.dids import ControllerDocument
from microcred.vc.jwt.claims import (
    claims_for,
    credential_in,
    identifier,
    is_presented,
    is_shown,
    moment,
    presentation_in,
)
from microcred.vc.jwt.compact import Compact, read_compact
from microcred.vc.jwt.errors import JwtClaimsWrong, JwtExpired, JwtKeyForeign, JwtKeyUnnamed, JwtKindOther
from microcred.vc.jwt.header import ENVELOPED, PRESENTED, Header, read_header
from microcred.vc.keys import PublicKey, same_key
from microcred.vc.multibase import base64url_encode
from microcred.vc.proofs.errors import ProofChallengeWrong, ProofDomainWrong, ProofPresent
from microcred.vc.proofs.options import Challenge
from microcred.vc.signer import Signer

_LONGEST_HEADER = 8_192


@dataclass(frozen=True)
class UnverifiedJwt:
    """A token that was read and not yet checked: nothing in it may be shown as true."""

    header: Header
    payload: Mapping[str, Any]
    credential: dict[str, Any]
    """The credential or presentation inside, equal to the registered claims."""
    payload_bytes: bytes
    signed: bytes
    signature: bytes
    presents: bool = False

    @property
    def issuer(self) -> str | None:
        """The id of the credential's issuer, or of the presentation's holder."""
        return identifier(self.credential.get("holder" if self.presents else "issuer"))

    @property
    def purpose(self) -> str:
        """What the key must be listed for."""
        return "authentication" if self.presents else "assertionMethod"

    def check_challenge(self, asked: Challenge) -> None:
        """Raises `ProofChallengeWrong` or `ProofDomainWrong` where the token answers somebody else."""
        audience = self.payload.get("aud")
        named = audience if isinstance(audience, list) else [audience]
        if asked.challenge and self.payload.get("nonce") != asked.challenge:
            raise ProofChallengeWrong
        if asked.domain and asked.domain not in named:
            raise ProofDomainWrong(str(audience)[:200])

    @property
    def verification_method(self) -> str | None:
        """The absolute address of the key that `kid` names; a bare fragment belongs to the issuer."""
        kid = self.header.kid
        if kid is None or ":" in kid:
            return kid
        return f"{self.issuer or ''}#{kid.removeprefix('#')}"


def sign_jwt(credential: Mapping[str, Any], signer: Signer) -> str:
    """A version 2 credential, without embedded proof, as VC-JWT: typ JWT, kid, iss, jti, nbf, sub, exp.

    Raises `ProofPresent`, or `JwtClaimsWrong` for a credential without issuer, id or validFrom.
    """
    if "proof" in credential:
        raise ProofPresent
    payload = orjson.dumps({**credential, **claims_for(credential)})
    signed = f"{_header_text(signer.public.jose, signer.verification_method)}.{base64url_encode(payload)}"
    return f"{signed}.{base64url_encode(signer.sign(signed.encode('ascii')))}"


def read_jwt(text: str) -> UnverifiedJwt:
    """Takes a compact JWS apart and compares its claims with the credential inside.

    Raises `JwtMalformed`, `JwtHeaderRefused`, `JwtAlgorithmRefused`, `JwtUnsupported`, `JwtClaimsWrong`,
    `TimestampInvalid`, or what `jsontext.parse` raises.
    """
    return jwt_of(read_compact(text, longest_header=_LONGEST_HEADER))


def jwt_of(compact: Compact) -> UnverifiedJwt:
    """The credential or presentation in a token that was taken apart; raises as `read_jwt`.

    A token that is for the one and holds the other raises `JwtKindOther`.
    """
    header, payload = read_header(compact.header), compact.payload
    presents = header.typ in PRESENTED or (header.typ not in ENVELOPED and is_presented(payload))
    if presents:
        credential = presentation_in(payload)
    else:
        credential = credential_in(payload, enveloped=header.typ in ENVELOPED)
    if presents != is_shown(credential):
        raise JwtKindOther(header.typ)
    return UnverifiedJwt(
        header,
        payload,
        credential,
        compact.payload_bytes,
        compact.signed,
        compact.signature,
        presents,
    )


def issuer_key(jwt: UnverifiedJwt, document: ControllerDocument, *, at: datetime | None = None) -> PublicKey:
    """The issuer's key that the header names, from the issuer's own document.

    A `jwk` in the header only selects among the issuer's keys. Raises `JwtKeyUnnamed`, `JwtKeyForeign`,
    `JwtClaimsWrong` (another controller's document), or what `ControllerDocument.key_for` raises.
    """
    if document.id != jwt.issuer:
        raise JwtClaimsWrong(f"keys of {document.id}, where the issuer is {jwt.issuer}")
    method, jwk = jwt.verification_method, jwt.header.jwk
    if method is not None:
        key = document.key_for(method, purpose=jwt.purpose, at=at)
        if jwk is not None and not same_key(jwk, key):
            raise JwtKeyForeign(method)
        return key
    if jwk is None:
        raise JwtKeyUnnamed
    for found, key in document.keys(purpose=jwt.purpose).items():
        if same_key(jwk, key):
            return document.key_for(found, purpose=jwt.purpose, at=at)
    raise JwtKeyForeign(document.id)


def header_key(jwt: UnverifiedJwt) -> PublicKey | None:
    """The key that the header carries: it proves the token whole, never whose it is."""
    return None if jwt.header.jwk is None else PublicKey.from_jwk(jwt.header.jwk)


def check_jwt(jwt: UnverifiedJwt, key: PublicKey, *, at: datetime | None = None) -> str:
    """Returns the hex SHA-256 of the payload if `key` signed the token, by the key's own algorithm.

    With `at`, a `vc+jwt` whose signature has ended by then raises `JwtExpired`. Raises `SignatureWrong`
    or `JwtAlgorithmRefused`.
    """
    jwt.header.agree_with(key)
    key.verify(jwt.signature, jwt.signed)
    if at is not None and (jwt.presents or jwt.header.typ in ENVELOPED):
        ends, starts = moment(jwt.payload, "exp"), moment(jwt.payload, "nbf")
        if (ends is not None and at >= ends) or (starts is not None and at < starts):
            raise JwtExpired(str(ends or starts))
    return sha256(jwt.payload_bytes).hexdigest()


@lru_cache(maxsize=1024)
def _header_text(alg: str, kid: str) -> str:
    return base64url_encode(orjson.dumps({"alg": alg, "kid": kid, "typ": "JWT"}))
