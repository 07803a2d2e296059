"""The outside as one command uses it: documents at hand first, then the network unless offline."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from microcred.cli.files import read_bytes
from microcred.vc.dids import ControllerDocument, LocalResolver, StaticResolver
from microcred.vc.documents import Documents, NoDocuments
from microcred.vc.status import NoStatuses, StatusSource

if TYPE_CHECKING:
    from microcred.ports.fetcher import Fetcher
    from microcred.ports.resolver import WebResolver

EXCEPTIONS = "MICROCRED_FETCH_EXCEPTIONS"
"""Environment variable: exact host:port texts, comma-separated, that may be fetched over http."""


class Outside:
    """Reads files and addresses, and resolves issuers and status lists."""

    def __init__(self, documents: Mapping[str, Mapping[str, Any]], *, offline: bool) -> None:
        self._documents = documents
        self._offline = offline

    def read(self, name: str) -> bytes:
        """The bytes of a file, of standard input, or at an address; raises `PageInstead` for a web page."""
        if not name.startswith(("https://", "http://")):
            return read_bytes(name)
        from microcred.platform.verifier.errors import PageInstead
        from microcred.ports.fetcher import ANY_CREDENTIAL

        found = self._fetcher.fetch(name, accept=ANY_CREDENTIAL)
        if found.is_page:
            raise PageInstead(found.url[:200])
        return found.body

    def resolve(self, identifier: str) -> ControllerDocument:
        """An issuer's document, as `vc.dids.Resolver` says."""
        if identifier in self._documents or identifier.startswith(("did:key:", "did:jwk:")):
            return StaticResolver(self._documents).resolve(identifier)
        if self._offline:
            return LocalResolver().resolve(identifier)
        return self._resolver.resolve(identifier)

    def statuses(self) -> StatusSource:
        """Where status lists come from."""
        if self._offline:
            return NoStatuses()
        from microcred.ports.statuses import WebStatuses

        return WebStatuses(self._fetcher)

    def documents(self, *, consent: bool) -> Documents:
        """Where hosted documents come from; `consent` allows to ask for the document of one credential."""
        if self._offline:
            return NoDocuments()
        from microcred.ports.documents import WebDocuments

        return WebDocuments(self._fetcher, consent=consent)

    @cached_property
    def _fetcher(self) -> Fetcher:
        from microcred.ports.fetcher import GuardedFetcher, NoFetcher

        if self._offline:
            return NoFetcher()
        named = (one.strip() for one in os.environ.get(EXCEPTIONS, "").split(","))
        return GuardedFetcher(exceptions=[one for one in named if one])

    @cached_property
    def _resolver(self) -> WebResolver:
        from microcred.ports.resolver import WebResolver

        return WebResolver(self._fetcher)
