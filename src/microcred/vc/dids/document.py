"""Controlled identifier documents: which keys an issuer has, and what each may do (CID 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from microcred.vc.dids.errors import ControllerDocumentInvalid, MethodNotAllowed, MethodUnknown
from microcred.vc.dids.methods import VerificationMethod, absolute, read_method
from microcred.vc.errors import CredentialError
from microcred.vc.keys import PublicKey

MOST_METHODS = 500
"""Keys in one document: a key a week for nine years. More is refused before any is read."""

RELATIONSHIPS = (
    "assertionMethod",
    "authentication",
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
)


@dataclass(frozen=True)
class ControllerDocument:
    """The keys of one identifier: methods by absolute id, and for each relationship the ids in it."""

    id: str
    methods: Mapping[str, VerificationMethod]
    relationships: Mapping[str, tuple[str, ...]]

    @classmethod
    def parse(cls, document: object, identifier: str) -> ControllerDocument:
        """Reads the document of `identifier`, whose `id` must be that very text.

        A bare JWK, to which a `kid` of Open Badges 3.0 8.2.2 may lead, counts as the one key of its address.
        Raises `ControllerDocumentInvalid` for anything that is not as CID 2 says.
        """
        if not isinstance(document, Mapping):
            raise ControllerDocumentInvalid("not an object")
        if "kty" in document and "id" not in document:
            return cls._of_jwk(document, identifier)
        if document.get("id") != identifier:
            raise ControllerDocumentInvalid(f"its id is not {identifier}")
        methods: dict[str, VerificationMethod] = {}
        for entry in _entries(document, "verificationMethod"):
            _add(methods, entry, identifier)
        relationships = {
            name: tuple(_relate(methods, entry, identifier) for entry in _entries(document, name))
            for name in RELATIONSHIPS
            if name in document
        }
        if len(methods) > MOST_METHODS:
            raise ControllerDocumentInvalid(f"more than {MOST_METHODS} keys")
        return cls(identifier, methods, relationships)

    @classmethod
    def of_key(cls, identifier: str, fragment: str, key: PublicKey) -> ControllerDocument:
        """The document of an identifier that is its key (did:key, did:jwk): every use but agreement."""
        method = VerificationMethod(f"{identifier}#{fragment}", identifier, key)
        uses = {name: (method.id,) for name in RELATIONSHIPS if name != "keyAgreement"}
        return cls(identifier, {method.id: method}, uses)

    @classmethod
    def _of_jwk(cls, jwk: Mapping[str, Any], identifier: str) -> ControllerDocument:
        try:
            method = VerificationMethod(identifier, identifier, PublicKey.from_jwk(jwk))
        except CredentialError as error:
            raise ControllerDocumentInvalid(str(error)) from None
        return cls(identifier, {identifier: method}, {"assertionMethod": (identifier,)})

    def key_for(
        self, method_id: str, *, purpose: str = "assertionMethod", at: datetime | None = None
    ) -> PublicKey:
        """The key of `method_id`, if this document lists it for `purpose` and it counts at the time `at`.

        Raises `MethodUnknown`, `MethodNotAllowed`, `KeyRevoked`, `KeyExpired`, why the key is unusable, or
        `ControllerDocumentInvalid` for a document that lists no keys at all, such as a bare Profile.
        """
        if not self.methods:
            raise ControllerDocumentInvalid(f"{self.id} lists no keys")
        method = self.methods.get(method_id)
        if method is None:
            raise MethodUnknown(method_id)
        if method_id not in self.relationships.get(purpose, ()):
            raise MethodNotAllowed(f"{method_id} for {purpose}")
        return method.usable(at)

    def keys(self, *, purpose: str = "assertionMethod") -> dict[str, PublicKey]:
        """Every readable key listed for `purpose`, by its method's id, whatever its times."""
        listed = (
            self.methods[found] for found in self.relationships.get(purpose, ()) if found in self.methods
        )
        return {method.id: method.key for method in listed if method.key is not None}


def _entries(document: Mapping[str, Any], name: str) -> list[Any]:
    value = document.get(name, [])
    entries = value if isinstance(value, list) else [value]
    if len(entries) > MOST_METHODS:
        raise ControllerDocumentInvalid(f"more than {MOST_METHODS} entries in {name}")
    return entries


def _add(methods: dict[str, VerificationMethod], entry: object, identifier: str) -> str:
    if not isinstance(entry, Mapping):
        raise ControllerDocumentInvalid("a verification method that is no object")
    method = read_method(entry, identifier)
    if method.id in methods:
        raise ControllerDocumentInvalid(f"two verification methods {method.id}")
    methods[method.id] = method
    return method.id


def _relate(methods: dict[str, VerificationMethod], entry: object, identifier: str) -> str:
    if isinstance(entry, str):
        return absolute(entry, identifier)
    return _add(methods, entry, identifier)
