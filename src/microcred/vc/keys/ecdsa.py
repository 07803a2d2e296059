"""ECDSA on P-256 with SHA-256 and on P-384 with SHA-384.

Signatures are r and s side by side (IEEE P1363), as VC-DI-ECDSA and RFC 7518 carry them. A high S is
valid: half of all honest signatures have one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from microcred.vc.keys.algorithm import Jwk, member
from microcred.vc.keys.errors import KeyUnreadable
from microcred.vc.multibase import base64url_encode


class Ecdsa:
    """One curve with its hash. Public keys are compressed points, secrets the bare scalar."""

    def __init__(
        self,
        curve: ec.EllipticCurve,
        hashed: SHA256 | SHA384,
        size: int,
        names: tuple[str, str],
        prefixes: tuple[bytes, bytes],
    ) -> None:
        self.kind, self.jose = names
        self.public_prefix, self.secret_prefix = prefixes
        self._curve = curve
        self._size = size
        self._scheme = ec.ECDSA(hashed)
        self._load = lru_cache(maxsize=1024)(self._read)

    def _read(self, raw: bytes) -> ec.EllipticCurvePublicKey:
        if len(raw) != self._size + 1 or raw[0] not in (2, 3):
            raise KeyUnreadable(f"{self.kind} key that is no compressed point")
        try:
            return ec.EllipticCurvePublicKey.from_encoded_point(self._curve, raw)
        except ValueError:
            raise KeyUnreadable(f"{self.kind} key that is not on the curve") from None

    def check(self, raw: bytes) -> None:
        """Raises `KeyUnreadable` unless `raw` is a compressed point of the curve."""
        self._load(raw)

    def verify(self, raw: bytes, signature: bytes, data: bytes) -> bool:
        """Whether r and s fit; r or s of 0 or not below the order are refused by OpenSSL."""
        if len(signature) != 2 * self._size:
            return False
        r = int.from_bytes(signature[: self._size], "big")
        s = int.from_bytes(signature[self._size :], "big")
        try:
            self._load(raw).verify(encode_dss_signature(r, s), data, self._scheme)
        except InvalidSignature:
            return False
        return True

    def generate(self) -> bytes:
        """A new scalar."""
        number = ec.generate_private_key(self._curve).private_numbers().private_value
        return number.to_bytes(self._size, "big")

    def loaded(self, secret: bytes) -> ec.EllipticCurvePrivateKey:
        """OpenSSL's key."""
        if len(secret) != self._size:
            raise KeyUnreadable(f"a {self.kind} secret has {self._size} bytes")
        try:
            return ec.derive_private_key(int.from_bytes(secret, "big"), self._curve)
        except ValueError:
            raise KeyUnreadable(f"no {self.kind} secret") from None

    def public(self, secret: bytes) -> bytes:
        """The compressed point of a scalar."""
        return self._compressed(self.loaded(secret).public_key())

    def _compressed(self, key: ec.EllipticCurvePublicKey) -> bytes:
        return key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)

    def sign(self, loaded: Any, data: bytes) -> bytes:
        """A fresh signature: r and s, each as long as the curve."""
        r, s = decode_dss_signature(loaded.sign(data, self._scheme))
        return r.to_bytes(self._size, "big") + s.to_bytes(self._size, "big")

    def to_jwk(self, raw: bytes) -> Jwk:
        """RFC 7518 6.2.1."""
        point = self._load(raw).public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        x, y = point[1 : 1 + self._size], point[1 + self._size :]
        return {"crv": self.kind, "kty": "EC", "x": base64url_encode(x), "y": base64url_encode(y)}

    def from_jwk(self, jwk: Mapping[str, Any]) -> bytes:
        """The compressed point of `x` and `y`, which must lie on the curve."""
        x, y = member(jwk, "x"), member(jwk, "y")
        if len(x) != self._size or len(y) != self._size:
            raise KeyUnreadable(f"{self.kind} coordinates have {self._size} bytes")
        try:
            key = ec.EllipticCurvePublicKey.from_encoded_point(self._curve, b"\x04" + x + y)
        except ValueError:
            raise KeyUnreadable(f"{self.kind} key that is not on the curve") from None
        return self._compressed(key)


P256 = Ecdsa(ec.SECP256R1(), SHA256(), 32, ("P-256", "ES256"), (b"\x80\x24", b"\x86\x26"))
P384 = Ecdsa(ec.SECP384R1(), SHA384(), 48, ("P-384", "ES384"), (b"\x81\x24", b"\x87\x26"))
