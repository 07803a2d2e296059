"""RSA with PKCS#1 v1.5 and SHA-256: the RS256 that Open Badges 3.0 asks of every verifier."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

from microcred.vc.keys.algorithm import Jwk, member
from microcred.vc.keys.errors import KeyUnreadable
from microcred.vc.multibase import base64url_encode

SMALLEST_BITS = 2_048
LARGEST_BITS = 8_192
"""Verifying costs grow with the square of the size; nobody honest signs badges with more."""


class Rsa:
    """RS256. Public keys and secrets are PKCS#1 in DER, as Multikey's `rsa-pub` and `rsa-priv`."""

    kind = "RSA"
    jose = "RS256"
    public_prefix = b"\x85\x24"
    secret_prefix = b"\x85\x26"

    def check(self, raw: bytes) -> None:
        """Raises `KeyUnreadable` unless `raw` is a PKCS#1 key of 2048 to 8192 bits."""
        _load(raw)

    def verify(self, raw: bytes, signature: bytes, data: bytes) -> bool:
        """Whether OpenSSL accepts the signature."""
        try:
            _load(raw).verify(signature, data, PKCS1v15(), SHA256())
        except InvalidSignature:
            return False
        return True

    def generate(self) -> bytes:
        """A new key of 2048 bits."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=SMALLEST_BITS)
        return key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())

    def loaded(self, secret: bytes) -> rsa.RSAPrivateKey:
        """OpenSSL's key."""
        try:
            key = load_der_private_key(secret, password=None)
        except (ValueError, TypeError):
            raise KeyUnreadable("no RSA secret") from None
        if not isinstance(key, rsa.RSAPrivateKey):
            raise KeyUnreadable("no RSA secret")
        return key

    def public(self, secret: bytes) -> bytes:
        """The public key of a secret."""
        return _encoded(self.loaded(secret).public_key())

    def sign(self, loaded: Any, data: bytes) -> bytes:
        """A deterministic signature as long as the modulus."""
        return bytes(loaded.sign(data, PKCS1v15(), SHA256()))

    def to_jwk(self, raw: bytes) -> Jwk:
        """RFC 7518 6.3.1."""
        numbers = _load(raw).public_numbers()
        return {"e": _integer(numbers.e), "kty": "RSA", "n": _integer(numbers.n)}

    def from_jwk(self, jwk: Mapping[str, Any]) -> bytes:
        """The PKCS#1 form of `n` and `e`."""
        n, e = (int.from_bytes(member(jwk, name), "big") for name in ("n", "e"))
        if n.bit_length() > LARGEST_BITS or e.bit_length() > 32:
            raise KeyUnreadable(f"RSA key of more than {LARGEST_BITS} bits")
        try:
            key = rsa.RSAPublicNumbers(e, n).public_key()
        except ValueError:
            raise KeyUnreadable("n and e are no RSA key") from None
        return _encoded(key)


def _integer(value: int) -> str:
    return base64url_encode(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _encoded(key: rsa.RSAPublicKey) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.PKCS1)


@lru_cache(maxsize=1024)
def _load(raw: bytes) -> rsa.RSAPublicKey:
    try:
        key = load_der_public_key(raw)
    except ValueError:
        raise KeyUnreadable("no RSA key") from None
    if not isinstance(key, rsa.RSAPublicKey) or not SMALLEST_BITS <= key.key_size <= LARGEST_BITS:
        raise KeyUnreadable(f"RSA keys have {SMALLEST_BITS} to {LARGEST_BITS} bits")
    return key
