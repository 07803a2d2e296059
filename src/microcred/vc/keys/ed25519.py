"""Ed25519 by libsodium, for signing and, on every path, for verifying.

libsodium refuses a signature whose S is not below the group's order, and small-order keys and points;
OpenSSL accepts a small-order key with an all-zero signature.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from nacl.bindings import crypto_sign, crypto_sign_open, crypto_sign_seed_keypair
from nacl.exceptions import CryptoError

from microcred.vc.keys.algorithm import Jwk, member
from microcred.vc.keys.errors import KeyUnreadable
from microcred.vc.multibase import base64url_encode


class Ed25519:
    """RFC 8032 Ed25519; keys of 32 bytes, signatures of 64."""

    kind = "Ed25519"
    jose = "EdDSA"
    public_prefix = b"\xed\x01"
    secret_prefix = b"\x80\x26"

    def check(self, raw: bytes) -> None:
        """Raises `KeyUnreadable` unless `raw` has 32 bytes; a point off the curve fails in `verify`."""
        if len(raw) != 32:
            raise KeyUnreadable(f"Ed25519 key of {len(raw)} bytes")

    def verify(self, raw: bytes, signature: bytes, data: bytes) -> bool:
        """Whether libsodium accepts the signature."""
        if len(signature) != 64:
            return False
        try:
            crypto_sign_open(signature + data, raw)
        except CryptoError:
            return False
        return True

    def generate(self) -> bytes:
        """A new seed of 32 random bytes."""
        return os.urandom(32)

    def loaded(self, secret: bytes) -> bytes:
        """Libsodium's 64-byte form of the seed."""
        if len(secret) != 32:
            raise KeyUnreadable("an Ed25519 secret has 32 bytes")
        return crypto_sign_seed_keypair(secret)[1]

    def public(self, secret: bytes) -> bytes:
        """The public key of a seed."""
        return self.loaded(secret)[32:]

    def sign(self, loaded: Any, data: bytes) -> bytes:
        """A deterministic signature of 64 bytes."""
        return crypto_sign(data, loaded)[:64]

    def to_jwk(self, raw: bytes) -> Jwk:
        """RFC 8037 2."""
        return {"crv": "Ed25519", "kty": "OKP", "x": base64url_encode(raw)}

    def from_jwk(self, jwk: Mapping[str, Any]) -> bytes:
        """The 32 bytes of `x`."""
        return member(jwk, "x")
