"""Verification methods: one public key of a controller, as its document lists it (CID 2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from microcred.vc.dids.errors import ControllerDocumentInvalid, KeyExpired, KeyRevoked, MethodUnknown
from microcred.vc.errors import CredentialError
from microcred.vc.keys import KeyUnreadable, KeyUnsupported, PublicKey
from microcred.vc.timestamps import TimestampInvalid, parse_timestamp

_MATERIAL = {
    "Multikey": "publicKeyMultibase",
    "Ed25519VerificationKey2020": "publicKeyMultibase",
    "JsonWebKey": "publicKeyJwk",
    "JsonWebKey2020": "publicKeyJwk",
}
_SECRETS = ("secretKeyMultibase", "privateKeyMultibase", "secretKeyJwk", "privateKeyJwk")


@dataclass(frozen=True)
class VerificationMethod:
    """A key with its absolute id, its controller and the times from which it counts no more."""

    id: str
    controller: str
    key: PublicKey | None
    revoked: datetime | None = None
    expires: datetime | None = None
    problem: CredentialError | None = field(default=None, compare=False)
    """Why there is no key: a kind that is not supported, or unreadable bytes."""

    def usable(self, at: datetime | None) -> PublicKey:
        """The key, if it can be used and counts at the time `at`.

        Raises `KeyUnsupported`, `KeyUnreadable`, `MultibaseInvalid`, `KeyRevoked` or `KeyExpired`. With
        `at` None the times are not asked about.
        """
        if at is not None and self.revoked is not None and at >= self.revoked:
            raise KeyRevoked(self.id)
        if at is not None and self.expires is not None and at >= self.expires:
            raise KeyExpired(self.id)
        if self.key is None:
            raise type(self.problem)(self.problem.detail) if self.problem else MethodUnknown(self.id)
        return self.key


def read_method(entry: Mapping[str, Any], document_id: str) -> VerificationMethod:
    """Reads one entry of `verificationMethod`; raises `ControllerDocumentInvalid` for a broken frame.

    A key of an unknown kind or with unreadable bytes is kept without its key, so that the other keys of
    the document stay usable.
    """
    found = absolute(entry.get("id"), document_id)
    if entry.get("controller") != document_id:
        raise ControllerDocumentInvalid(f"{found}: controller is not {document_id}")
    key, problem = None, None
    try:
        key = _key(entry)
    except CredentialError as error:
        problem = error
    return VerificationMethod(
        id=found,
        controller=document_id,
        key=key,
        revoked=_time(entry, "revoked"),
        expires=_time(entry, "expires"),
        problem=problem,
    )


def absolute(value: object, document_id: str) -> str:
    """The absolute form of a method's id, which may be a bare fragment of `document_id`."""
    if not isinstance(value, str) or not 0 < len(value) <= 4_096:
        raise ControllerDocumentInvalid("a verification method without an id")
    if value.startswith("#"):
        return document_id + value
    if ":" not in value:
        raise ControllerDocumentInvalid("a verification method with a relative id")
    return value


def _key(entry: Mapping[str, Any]) -> PublicKey:
    kind = entry.get("type")
    wanted = _MATERIAL.get(kind) if isinstance(kind, str) else None
    if wanted is None:
        raise KeyUnsupported(f"verification method of type {str(kind)[:40]}")
    if any(name in entry for name in _SECRETS):
        raise KeyUnreadable("a verification method that shows its secret")
    if "publicKeyMultibase" in entry and "publicKeyJwk" in entry:
        raise KeyUnreadable("a verification method with two keys")
    if wanted == "publicKeyJwk":
        return PublicKey.from_jwk(entry.get(wanted))
    key = PublicKey.from_multikey(entry.get(wanted))
    if kind == "Ed25519VerificationKey2020" and key.kind != "Ed25519":
        raise KeyUnreadable(f"{kind} with a {key.kind} key")
    return key


def _time(entry: Mapping[str, Any], name: str) -> datetime | None:
    if name not in entry:
        return None
    try:
        return parse_timestamp(entry[name])
    except TimestampInvalid as error:
        raise ControllerDocumentInvalid(f"{name}: {error.detail}") from None
