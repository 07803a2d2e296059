"""What each kind of key can do, as a protocol that the modules beside this one fill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from microcred.vc.keys.errors import KeyUnreadable
from microcred.vc.multibase import MultibaseInvalid, base64url_decode

Jwk = dict[str, Any]


class Algorithm(Protocol):
    """One kind of key. `raw` is the public key and `secret` the private one, as Multikey carries them."""

    kind: str
    jose: str
    """The one `alg` of RFC 7518 or 8037 that this kind signs with."""
    public_prefix: bytes
    secret_prefix: bytes

    def check(self, raw: bytes) -> None:
        """Raises `KeyUnreadable` unless `raw` is a public key of this kind."""

    def verify(self, raw: bytes, signature: bytes, data: bytes) -> bool:
        """Whether `signature` was made over `data`; False for anything malformed."""

    def generate(self) -> bytes:
        """A new secret."""

    def loaded(self, secret: bytes) -> Any:
        """What `sign` works with; raises `KeyUnreadable`."""

    def public(self, secret: bytes) -> bytes:
        """The public key of a secret; raises `KeyUnreadable`."""

    def sign(self, loaded: Any, data: bytes) -> bytes:
        """The signature over `data`, as Data Integrity and JOSE carry it."""

    def to_jwk(self, raw: bytes) -> Jwk:
        """The public JWK members that RFC 7638 hashes."""

    def from_jwk(self, jwk: Mapping[str, Any]) -> bytes:
        """The public key of a JWK of this kind; raises `KeyUnreadable`."""


def member(jwk: Mapping[str, Any], name: str) -> bytes:
    """The bytes of a base64url member of a JWK; raises `KeyUnreadable`."""
    text = jwk.get(name)
    if not isinstance(text, str) or len(text) > 2_048:
        raise KeyUnreadable(f"JWK member {name}")
    try:
        return base64url_decode(text)
    except MultibaseInvalid:
        raise KeyUnreadable(f"JWK member {name}") from None
