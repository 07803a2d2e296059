"""Steps 2 and 3, first half, of a credential in a compact JWS."""

from __future__ import annotations

from datetime import datetime

from microcred.vc.checks import Finding
from microcred.vc.errors import CredentialError, Failed, Undecided
from microcred.vc.examine.circumstances import Circumstances
from microcred.vc.examine.embedded import key_in
from microcred.vc.examine.proven import Proven, keyless
from microcred.vc.findings import INTEGRITY_ONLY, NOT_REACHED, UNCHANGED
from microcred.vc.jwt import UnverifiedJwt, check_jwt, header_key, issuer_key
from microcred.vc.jwt.claims import moment
from microcred.vc.keys import PublicKey
from microcred.vc.openbadges.plain import plain
from microcred.vc.report import SignedContent
from microcred.vc.timestamps import parse_timestamp


def check_token(jwt: UnverifiedJwt, around: Circumstances) -> Proven:
    """The token's one signature, by the issuer's key, else by the key that it carries. Raises nothing."""
    binding: Finding | None = None
    key: PublicKey | None = None
    try:
        jwt.check_challenge(around.asked)
    except CredentialError as error:
        return Proven(Finding.of_error(error), NOT_REACHED)
    try:
        signed_at = _signed_at(jwt)
        document = around.resolver.resolve(jwt.issuer or "")
        key = issuer_key(jwt, document, at=signed_at or around.at)
    except (Failed, Undecided) as error:
        binding = Finding.of_error(error)
        try:
            key = header_key(jwt) or key_in(jwt.verification_method or "")
        except CredentialError as unusable:
            return Proven(Finding.of_error(unusable), binding)
    if key is None:
        return keyless(binding)
    try:
        fingerprint = check_jwt(jwt, key, at=around.at)
        signed_at = _signed_at(jwt)
    except CredentialError as error:
        return Proven(Finding.of_error(error), binding or NOT_REACHED)
    method = jwt.verification_method or ""
    signed = SignedContent(plain(jwt.credential), "jwt", fingerprint, method, signed_at)
    return Proven(
        (UNCHANGED if binding is None else INTEGRITY_ONLY).about(method),
        binding,
        signed,
        signer=jwt.issuer or "",
    )


def _signed_at(jwt: UnverifiedJwt) -> datetime | None:
    """`iat` or `nbf`, else what the credential says of its beginning."""
    for name in ("iat", "nbf"):
        if (time := moment(jwt.payload, name)) is not None:
            return time
    for name in ("validFrom", "issuanceDate"):
        if name in jwt.credential:
            return parse_timestamp(jwt.credential[name])
    return None
