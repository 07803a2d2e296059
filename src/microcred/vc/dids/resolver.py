"""Where controller documents come from. These resolvers open no socket; `ports/resolver.py` does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from microcred.vc.dids.document import ControllerDocument
from microcred.vc.dids.errors import IdentifierInvalid, IdentifierUnsupported, IssuerUnreachable
from microcred.vc.dids.identifiers import key_document


class Resolver(Protocol):
    """Finds the document of an identifier."""

    def resolve(self, identifier: str) -> ControllerDocument:
        """The document of a DID or https URL without fragment.

        Raises `IssuerUnreachable`, `ControllerDocumentInvalid` or `IdentifierUnsupported` (undecided), or
        `IdentifierInvalid` (failed).
        """


class LocalResolver:
    """did:key and did:jwk, which need nobody; any other identifier is out of reach."""

    def resolve(self, identifier: str) -> ControllerDocument:
        """The document that the identifier itself states."""
        if identifier.startswith(("did:key:", "did:jwk:")):
            return key_document(identifier)
        if identifier.startswith(("did:web:", "https://", "http://")):
            raise IssuerUnreachable(f"{identifier[:200]} was not looked up")
        if identifier.startswith("did:"):
            raise IdentifierUnsupported(":".join(identifier.split(":")[:2])[:40])
        raise IdentifierInvalid(identifier[:80])


class StaticResolver:
    """Documents at hand, by identifier; did:key and did:jwk besides."""

    def __init__(self, documents: Mapping[str, Mapping[str, Any] | ControllerDocument]) -> None:
        self._documents = documents

    def resolve(self, identifier: str) -> ControllerDocument:
        """The document at hand, parsed when it is asked for."""
        found = self._documents.get(identifier)
        if isinstance(found, ControllerDocument):
            return found
        if found is not None:
            return ControllerDocument.parse(found, identifier)
        return LocalResolver().resolve(identifier)
