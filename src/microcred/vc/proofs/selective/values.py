"""The values of base and derived proofs, written and strictly read (VC-DI-ECDSA 3.5.2 to 3.5.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microcred.vc.keys import PublicKey
from microcred.vc.keys.errors import KeyUnreadable
from microcred.vc.multibase import base64url_decode, base64url_encode
from microcred.vc.proofs.errors import ProofBaseOnly, ProofMalformed
from microcred.vc.proofs.selective import cbor

BASE = b"\xd9\x5d\x00"
DERIVED = b"\xd9\x5d\x01"
P256 = b"\x80\x24"
MOST_CHARACTERS = 1_500_000


@dataclass(frozen=True)
class BaseValue:
    """What an issuer gives to the holder alone. `key` is the proof's own public key."""

    base_signature: bytes
    key: PublicKey
    hmac_key: bytes
    signatures: list[bytes]
    mandatory: list[str]

    @property
    def text(self) -> str:
        """`proofValue`."""
        parts = [self.base_signature, key_bytes(self.key), self.hmac_key, self.signatures, self.mandatory]
        return "u" + base64url_encode(BASE + cbor.written(parts))

    @classmethod
    def read(cls, text: object) -> BaseValue:
        """Raises `ProofMalformed`, `MultibaseInvalid` or `KeyUnreadable`."""
        data = _bytes_of(text)
        if data[:3] != BASE:
            raise ProofMalformed("proofValue is not one of a base proof")
        parts = _five(data)
        _sized(parts[0], 64)
        _sized(parts[2], 32)
        for one in _list(parts[3]):
            _sized(one, 64)
        if not all(isinstance(one, str) for one in _list(parts[4])):
            raise ProofMalformed("pointers are texts")
        return cls(parts[0], _key(parts[1]), parts[2], parts[3], parts[4])


@dataclass(frozen=True)
class DerivedValue:
    """What a holder gives to a verifier. `labels`: the digest of each canonical label, by its number."""

    base_signature: bytes
    key: PublicKey
    signatures: list[bytes]
    labels: Mapping[int, bytes]
    mandatory: list[int]

    @property
    def text(self) -> str:
        """`proofValue`."""
        labels = dict(sorted(self.labels.items()))
        parts = [self.base_signature, key_bytes(self.key), self.signatures, labels, self.mandatory]
        return "u" + base64url_encode(DERIVED + cbor.written(parts))

    @classmethod
    def read(cls, text: object) -> DerivedValue:
        """Raises `ProofBaseOnly`, `ProofMalformed`, `MultibaseInvalid` or `KeyUnreadable`."""
        data = _bytes_of(text)
        if data[:3] == BASE:
            raise ProofBaseOnly
        if data[:3] != DERIVED:
            raise ProofMalformed("proofValue is not one of a derived proof")
        parts = _five(data)
        _sized(parts[0], 64)
        for one in _list(parts[2]):
            _sized(one, 64)
        if not isinstance(parts[3], dict) or not all(isinstance(number, int) for number in parts[3]):
            raise ProofMalformed("labels are a map of numbers")
        for one in parts[3].values():
            _sized(one, 32)
        if len(set(parts[3].values())) != len(parts[3]):
            raise ProofMalformed("two labels that are one")
        numbers = _list(parts[4])
        if not all(isinstance(one, int) for one in numbers) or len(set(numbers)) != len(numbers):
            raise ProofMalformed("places are numbers, each once")
        return cls(parts[0], _key(parts[1]), parts[2], parts[3], parts[4])


def key_bytes(key: PublicKey) -> bytes:
    """The Multikey bytes of the key of a proof."""
    return P256 + key.raw


def _bytes_of(text: object) -> bytes:
    if not isinstance(text, str) or text[:1] != "u":
        raise ProofMalformed("proofValue is not base64url")
    if len(text) > MOST_CHARACTERS:
        raise ProofMalformed(f"proofValue of more than {MOST_CHARACTERS:,} characters")
    return base64url_decode(text[1:])


def _five(data: bytes) -> list[Any]:
    parts = cbor.read(data[3:])
    if not isinstance(parts, list) or len(parts) != 5:
        raise ProofMalformed("proofValue has five parts")
    return parts


def _sized(value: object, size: int) -> None:
    if not isinstance(value, bytes) or len(value) != size:
        raise ProofMalformed(f"a part of {size} bytes")


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ProofMalformed("a list in proofValue")
    return value


def _key(value: object) -> PublicKey:
    _sized(value, 35)
    if not isinstance(value, bytes) or value[:2] != P256:
        raise KeyUnreadable("the key of the proof is no P-256 key")
    return PublicKey("P-256", value[2:])
