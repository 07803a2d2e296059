"""Private keys: generated, kept out of every printed form, and read from their encoded forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from microcred.vc.keys.algorithm import Jwk, member
from microcred.vc.keys.errors import KeyUnreadable, KeyUnsupported
from microcred.vc.keys.public import ALGORITHMS, PublicKey, algorithm
from microcred.vc.multibase import base58_encode, base64url_encode, multibase_decode

_BY_PREFIX = {one.secret_prefix: one for one in ALGORITHMS.values()}


class PrivateKey:
    """A key that signs. Its secret shows in no repr and it cannot be pickled: hand on `secret` by intent."""

    __slots__ = ("__loaded", "__secret", "_algorithm", "kind", "public")

    def __init__(self, kind: str, secret: bytes) -> None:
        """`secret`: 32-byte seed (Ed25519), scalar (P-256, P-384) or PKCS#1 DER (RSA)."""
        self._algorithm = algorithm(kind)
        self.kind = kind
        self.__secret = secret
        self.__loaded = self._algorithm.loaded(secret)
        self.public = PublicKey(kind, self._algorithm.public(secret))

    @classmethod
    def generate(cls, kind: str = "Ed25519") -> PrivateKey:
        """A new key; raises `KeyUnsupported` for a kind that is not known."""
        return cls(kind, algorithm(kind).generate())

    @classmethod
    def from_multikey(cls, text: object) -> PrivateKey:
        """Reads `secretKeyMultibase`; raises `MultibaseInvalid`, `KeyUnreadable` or `KeyUnsupported`."""
        data = multibase_decode(text, characters=8_192)
        found = _BY_PREFIX.get(data[:2])
        if found is None:
            raise KeyUnsupported("a secret key of this prefix")
        return cls(found.kind, data[2:])

    @classmethod
    def from_jwk(cls, jwk: Mapping[str, Any]) -> PrivateKey:
        """Reads a private OKP or EC JWK; its public members must be those of `d`."""
        public = PublicKey.from_jwk({name: jwk[name] for name in ("kty", "crv", "x", "y") if name in jwk})
        if public.kind == "RSA":
            raise KeyUnsupported("RSA secrets are read from PKCS#1")
        key = cls(public.kind, member(jwk, "d"))
        if key.public != public:
            raise KeyUnreadable("the public members belong to another secret")
        return key

    def sign(self, data: bytes) -> bytes:
        """The signature over `data`: 64 bytes (Ed25519, P-256), 96 (P-384), the modulus' length (RSA)."""
        return self._algorithm.sign(self.__loaded, data)

    @property
    def secret(self) -> bytes:
        """The secret itself. Encrypt it before it goes anywhere."""
        return self.__secret

    @property
    def secret_multikey(self) -> str:
        """`secretKeyMultibase` (CID 2.2.2). As secret as the key."""
        return "z" + base58_encode(self._algorithm.secret_prefix + self.__secret)

    @property
    def secret_jwk(self) -> Jwk:
        """The private JWK of an Ed25519 or EC key. As secret as the key."""
        if self.kind == "RSA":
            raise KeyUnsupported("RSA secrets are written as PKCS#1")
        return {**self.public.jwk, "d": base64url_encode(self.__secret)}

    def __repr__(self) -> str:
        return f"PrivateKey({self.kind}, public {self.public.multikey[:16]}...)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a private key is not pickled")
