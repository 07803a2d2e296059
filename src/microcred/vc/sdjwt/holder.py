"""The holder's proof: a token by the key that the issuer bound the credential to (RFC 9901 4.3, 7.3)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from microcred.vc.errors import CredentialError
from microcred.vc.jwt import Compact
from microcred.vc.jwt.header import algorithm_of
from microcred.vc.keys import PublicKey
from microcred.vc.multibase import base64url_encode
from microcred.vc.proofs.errors import ProofChallengeWrong, ProofDomainWrong
from microcred.vc.proofs.options import Challenge
from microcred.vc.sdjwt.errors import HolderKeyMissing, HolderKeyWrong
from microcred.vc.sdjwt.token import UnverifiedSdJwt
from microcred.vc.timestamps import CLOCK_SKEW


def check_holder(sd_jwt: UnverifiedSdJwt, asked: Challenge, at: datetime) -> None:
    """Returns if the holder's proof is right, or there is none and nobody asked for one.

    Raises `HolderKeyMissing`, `HolderKeyWrong`, `ProofChallengeWrong` or `ProofDomainWrong`.
    """
    if sd_jwt.proof is None:
        if asked.challenge or asked.domain:
            raise HolderKeyMissing
        return
    proof, payload = sd_jwt.proof, sd_jwt.proof.payload
    _check_signature(sd_jwt, proof)
    stated = hashlib.new(sd_jwt.hash_name, sd_jwt.bound.encode("ascii")).digest()
    if payload.get("sd_hash") != base64url_encode(stated):
        raise HolderKeyWrong("sd_hash")
    _check_time(payload.get("iat"), at)
    if not isinstance(payload.get("nonce"), str) or not isinstance(payload.get("aud"), str):
        raise HolderKeyWrong("nonce or aud")
    if asked.challenge and payload["nonce"] != asked.challenge:
        raise ProofChallengeWrong
    if asked.domain and payload["aud"] != asked.domain:
        raise ProofDomainWrong(payload["aud"][:200])


def _check_signature(sd_jwt: UnverifiedSdJwt, proof: Compact) -> None:
    header = proof.header
    if not isinstance(header, Mapping) or header.get("typ") != "kb+jwt":
        raise HolderKeyWrong("typ")
    bound = sd_jwt.token.payload.get("cnf")
    jwk = bound.get("jwk") if isinstance(bound, Mapping) else None
    if jwk is None:
        raise HolderKeyWrong("the credential is bound to no key")
    try:
        key = PublicKey.from_jwk(jwk)
        if algorithm_of(header.get("alg")) != key.jose:
            raise HolderKeyWrong("alg")
        key.verify(proof.signature, proof.signed)
    except HolderKeyWrong:
        raise
    except CredentialError as error:
        raise HolderKeyWrong(error.code) from None


def _check_time(value: object, at: datetime) -> None:
    try:
        made = datetime.fromtimestamp(value, UTC)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError, OSError):
        raise HolderKeyWrong("iat") from None
    if at < made - CLOCK_SKEW:
        raise HolderKeyWrong("made later than the time asked about")
