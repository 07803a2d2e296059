"""Public keys, read from and written as Multikey (CID 2.2.2) and JWK (RFC 7517)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import orjson
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from microcred.vc.errors import Failed
from microcred.vc.keys.algorithm import Algorithm, Jwk
from microcred.vc.keys.ecdsa import P256, P384
from microcred.vc.keys.ed25519 import Ed25519
from microcred.vc.keys.errors import KeyUnreadable, KeyUnsupported, SignatureWrong
from microcred.vc.keys.rsa import Rsa
from microcred.vc.multibase import base58_encode, base64url_encode, multibase_decode

ALGORITHMS: dict[str, Algorithm] = {one.kind: one for one in (Ed25519(), P256, P384, Rsa())}
"""Every supported kind of key by its name."""

_BY_PREFIX = {one.public_prefix: one for one in ALGORITHMS.values()}
_BY_JWK = {("OKP", "Ed25519"): "Ed25519", ("EC", "P-256"): "P-256", ("EC", "P-384"): "P-384"}
_CURVES = {"secp256r1": "P-256", "secp384r1": "P-384"}
_SECRET_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})


def algorithm(kind: str) -> Algorithm:
    """The algorithm of a kind; raises `KeyUnsupported`."""
    try:
        return ALGORITHMS[kind]
    except KeyError:
        raise KeyUnsupported(kind) from None


@dataclass(frozen=True)
class PublicKey:
    """A key that signatures are verified with. Equal when kind and bytes are equal.

    `kind` is "Ed25519", "P-256", "P-384" or "RSA"; `raw` is the key as Multikey carries it: 32 bytes, a
    compressed point, or PKCS#1 in DER.
    """

    kind: str
    raw: bytes

    def __post_init__(self) -> None:
        algorithm(self.kind).check(self.raw)

    @classmethod
    def from_multikey(cls, text: object) -> PublicKey:
        """Reads `publicKeyMultibase`; raises `MultibaseInvalid`, `KeyUnreadable` or `KeyUnsupported`."""
        data = multibase_decode(text)
        found = _BY_PREFIX.get(data[:2])
        if found is None:
            raise KeyUnsupported(f"multicodec prefix {data[:2].hex()}")
        return cls(found.kind, data[2:])

    @classmethod
    def from_jwk(cls, jwk: object) -> PublicKey:
        """Reads a public JWK; one that carries a secret is refused. `alg` in it is not followed."""
        if not isinstance(jwk, Mapping):
            raise KeyUnreadable("a JWK is an object")
        if not _SECRET_MEMBERS.isdisjoint(jwk):
            raise KeyUnreadable("a JWK with secret members")
        kty, crv = jwk.get("kty"), jwk.get("crv")
        kind = "RSA" if kty == "RSA" else _BY_JWK.get((str(kty), str(crv)))
        if kind is None:
            raise KeyUnsupported(f"JWK of type {str(kty)[:20]} {str(crv)[:20]}")
        return cls(kind, ALGORITHMS[kind].from_jwk(jwk))

    @classmethod
    def from_pem(cls, text: object) -> PublicKey:
        """Reads a `PUBLIC KEY` in PEM, as Open Badges 2.0 has it; raises `KeyUnreadable`."""
        if not isinstance(text, str) or len(text) > 10_000:
            raise KeyUnreadable("no PEM")
        try:
            loaded = load_pem_public_key(text.strip().encode("utf-8"))
        except (ValueError, UnsupportedAlgorithm):
            raise KeyUnreadable("no public key in PEM") from None
        return cls.of_loaded(loaded)

    @classmethod
    def of_loaded(cls, loaded: object) -> PublicKey:
        """The key of an object of `cryptography`, as a certificate gives it; raises `KeyUnsupported`."""
        if isinstance(loaded, rsa.RSAPublicKey):
            return cls("RSA", loaded.public_bytes(Encoding.DER, PublicFormat.PKCS1))
        if isinstance(loaded, ed25519.Ed25519PublicKey):
            return cls("Ed25519", loaded.public_bytes_raw())
        if isinstance(loaded, ec.EllipticCurvePublicKey) and loaded.curve.name in _CURVES:
            point = loaded.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
            return cls(_CURVES[loaded.curve.name], point)
        raise KeyUnsupported(type(loaded).__name__)

    @cached_property
    def multikey(self) -> str:
        """`publicKeyMultibase`: z6Mk... for Ed25519, zDna... for P-256."""
        return "z" + base58_encode(ALGORITHMS[self.kind].public_prefix + self.raw)

    @property
    def jwk(self) -> Jwk:
        """The public JWK, required members only, in the order that RFC 7638 hashes."""
        return ALGORITHMS[self.kind].to_jwk(self.raw)

    @property
    def thumbprint(self) -> str:
        """RFC 7638 thumbprint with SHA-256, in base64url."""
        return base64url_encode(sha256(orjson.dumps(self.jwk)).digest())

    @property
    def jose(self) -> str:
        """The JOSE `alg` this key signs with: EdDSA, ES256, ES384 or RS256."""
        return ALGORITHMS[self.kind].jose

    def verify(self, signature: bytes, data: bytes) -> None:
        """Returns if this key signed `data`, else raises `SignatureWrong`."""
        if not ALGORITHMS[self.kind].verify(self.raw, signature, data):
            raise SignatureWrong(self.kind)

    def __repr__(self) -> str:
        return f"PublicKey({self.kind}, {self.multikey[:16]}...)"


def same_key(jwk: Any, key: PublicKey) -> bool:
    """Whether a JWK from an untrusted header is this very key."""
    try:
        return PublicKey.from_jwk(jwk) == key
    except (Failed, KeyUnsupported):
        return False
