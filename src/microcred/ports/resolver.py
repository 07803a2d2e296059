"""Resolves issuers: did:key and did:jwk from themselves, did:web and https addresses by the fetcher."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from microcred.errors import MicrocredError
from microcred.ports.errors import FetchFailed
from microcred.ports.fetcher import Fetcher
from microcred.ports.memory import Memory
from microcred.vc.dids import (
    ControllerDocument,
    ControllerDocumentInvalid,
    IssuerUnreachable,
    LocalResolver,
    web_document_url,
)
from microcred.vc.errors import CredentialError
from microcred.vc.jsontext import parse

ACCEPT = "application/did+ld+json, application/did+json, application/json;q=0.9, */*;q=0.1"
SECONDS_FOUND = 300.0
SECONDS_MISSED = 30.0

Own = Callable[[str], Mapping[str, Any] | None]


class WebResolver:
    """Resolves over the network, remembering documents for five minutes and failures for half a minute.

    `own` answers for identifiers of this very installation, which are read from the store.
    """

    def __init__(self, fetcher: Fetcher, *, own: Own | None = None) -> None:
        self._fetcher = fetcher
        self._own = own
        self._local = LocalResolver()
        self._memory: Memory[ControllerDocument | CredentialError] = Memory(seconds=SECONDS_FOUND)

    def resolve(self, identifier: str) -> ControllerDocument:
        """The document of a DID or https URL; raises as `vc.dids.Resolver` says."""
        own = self._own(identifier) if self._own is not None else None
        if own is not None:
            return ControllerDocument.parse(own, identifier)
        if not identifier.startswith(("did:web:", "https://", "http://")):
            return self._local.resolve(identifier)
        found = self._memory.get(identifier)
        if found is None:
            found = self._looked_up(identifier)
        if isinstance(found, CredentialError):
            raise type(found)(found.detail)
        return found

    def _looked_up(self, identifier: str) -> ControllerDocument | CredentialError:
        try:
            document = self._fetched(identifier)
        except CredentialError as error:
            self._memory.put(identifier, error, seconds=SECONDS_MISSED)
            return error
        self._memory.put(identifier, document)
        return document

    def _fetched(self, identifier: str) -> ControllerDocument:
        url = identifier
        if identifier.startswith("did:web:"):
            url = self._fetcher.web_scheme(web_document_url(identifier))
        try:
            body = self._fetcher.fetch(url, accept=ACCEPT).body
        except FetchFailed as error:
            raise IssuerUnreachable(str(error)) from None
        try:
            document = parse(body)
        except MicrocredError as error:
            raise ControllerDocumentInvalid(str(error)) from None
        return ControllerDocument.parse(document, identifier)
