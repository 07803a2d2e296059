"""Where issuer documents, status lists and hosted badges come from: our own store first, then the network.

Fetched bytes are remembered for a time that depends on what they are. A status list is fetched whole, so
its host does not learn whom it is about; the document of one credential is fetched only with consent.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from microcred.errors import MicrocredError
from microcred.platform.credentials import queries as credentials
from microcred.platform.institutions import queries as institutions
from microcred.platform.verifier.collector import collector_did, collector_document
from microcred.ports.documents import hosted
from microcred.ports.errors import FetchFailed
from microcred.ports.fetcher import Fetched, Fetcher, GuardedFetcher
from microcred.ports.memory import Memory
from microcred.ports.resolver import WebResolver
from microcred.ports.statuses import WebStatuses
from microcred.vc.dids import Resolver
from microcred.vc.documents import ConsentMissing, Documents
from microcred.vc.status import StatusSource

DOCUMENT_SECONDS = 300.0
"""How long an issuer's document is used again."""
LIST_SECONDS = 60.0
"""How long a status list or a hosted document is used again: so old may an answer about a withdrawal be."""
MISSED_SECONDS = 30.0
"""How long a host that did not answer is left alone."""
_HOSTS = 64

Aside = Callable[[], AbstractContextManager[None]]


class PerHost:
    """One guarded fetcher for each host, so that a slow one does not slow the others."""

    def __init__(self, make: Callable[[], Fetcher]) -> None:
        self._make = make
        self._any = make()
        self._rows: OrderedDict[str, Fetcher] = OrderedDict()
        self._lock = threading.Lock()

    def fetch(self, url: str, *, accept: str = "*/*") -> Fetched:
        """As `Fetcher.fetch`, one at a time for each host."""
        return self._of(_host(url)).fetch(url, accept=accept)

    def web_scheme(self, url: str) -> str:
        """As `Fetcher.web_scheme`."""
        return self._any.web_scheme(url)

    def _of(self, host: str) -> Fetcher:
        with self._lock:
            found = self._rows.pop(host, None) or self._make()
            self._rows[host] = found
            while len(self._rows) > _HOSTS:
                self._rows.popitem(last=False)
            return found


class Remembering:
    """A fetcher that remembers answers for `seconds`, and failures shortly."""

    def __init__(self, fetcher: Fetcher, *, seconds: float, places: int = 256) -> None:
        self._fetcher = fetcher
        self._memory: Memory[Fetched | FetchFailed] = Memory(seconds=seconds, places=places)

    def peek(self, url: str) -> Fetched | FetchFailed | None:
        """What is remembered of `url`."""
        return self._memory.get(url)

    def fetch(self, url: str, *, accept: str = "*/*") -> Fetched:
        """As `Fetcher.fetch`, from memory where it is there."""
        found = self._memory.get(url)
        if found is None:
            try:
                found = self._fetcher.fetch(url, accept=accept)
            except FetchFailed as error:
                self._memory.put(url, error, seconds=MISSED_SECONDS)
                raise
            self._memory.put(url, found)
        return _told(found)

    def web_scheme(self, url: str) -> str:
        """As `Fetcher.web_scheme`."""
        return self._fetcher.web_scheme(url)


@dataclass(frozen=True)
class Wanted:
    """An answer that was not at hand: from which memory, at which address, in which form."""

    memory: Remembering
    url: str
    accept: str

    def get(self) -> None:
        """Fetches it into the memory; a failure is remembered there too."""
        try:
            self.memory.fetch(self.url, accept=self.accept)
        except FetchFailed:
            return


class Noting:
    """Answers from memory only, and notes in `wanted` what was not there."""

    def __init__(self, memory: Remembering, wanted: dict[str, Wanted]) -> None:
        self._memory = memory
        self._wanted = wanted

    def fetch(self, url: str, *, accept: str = "*/*") -> Fetched:
        """The remembered answer; raises `FetchFailed` for one that is still to be had."""
        found = self._memory.peek(url)
        if found is None:
            self._wanted[url] = Wanted(self._memory, url, accept)
            raise FetchFailed(url[:200])
        return _told(found)

    def web_scheme(self, url: str) -> str:
        """As `Fetcher.web_scheme`."""
        return self._memory.web_scheme(url)


class SteppingAside:
    """A fetcher that steps aside from the gate while it waits for what is not remembered."""

    def __init__(self, memory: Remembering, aside: Aside) -> None:
        self._memory = memory
        self._aside = aside

    def fetch(self, url: str, *, accept: str = "*/*") -> Fetched:
        """As `Fetcher.fetch`."""
        found = self._memory.peek(url)
        if found is not None:
            return _told(found)
        with self._aside():
            return self._memory.fetch(url, accept=accept)

    def web_scheme(self, url: str) -> str:
        """As `Fetcher.web_scheme`."""
        return self._memory.web_scheme(url)


class HostedDocuments:
    """Documents that others host; those of one credential only with consent."""

    def __init__(self, fetcher: Fetcher, *, consent: bool) -> None:
        self._fetcher = fetcher
        self._consent = consent

    def fetch(self, url: str, *, about_one: bool = False) -> bytes:
        """As `vc.documents.Documents.fetch`."""
        if about_one and not self._consent:
            raise ConsentMissing(url[:200])
        return hosted(self._fetcher, url, about_one=about_one)


class OwnStore:
    """Answers of this installation's own store, each asked for once: for one slice of work, then let go."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._documents: dict[str, Mapping[str, Any] | None] = {}
        self._lists: dict[str, bytes | None] = {}

    def document(self, identifier: str) -> Mapping[str, Any] | None:
        """As `own_document`."""
        if identifier not in self._documents:
            self._documents[identifier] = own_document(identifier)
        return self._documents[identifier]

    def status_list(self, url: str) -> bytes | None:
        """As `own_list`."""
        if url not in self._lists:
            self._lists[url] = own_list(url, self._now)
        return self._lists[url]


@dataclass(frozen=True)
class Sources:
    """What one check looks things up in."""

    resolver: Resolver
    statuses: StatusSource
    documents: Documents


@dataclass(frozen=True)
class Outside:
    """The network as this process remembers it."""

    fetcher: Fetcher
    documents: Remembering
    lists: Remembering

    @classmethod
    def through(cls, fetcher: Fetcher) -> Outside:
        """Memories around one fetcher."""
        return cls(
            fetcher,
            Remembering(fetcher, seconds=DOCUMENT_SECONDS),
            Remembering(fetcher, seconds=LIST_SECONDS),
        )

    def sources(
        self, *, consent: bool = False, aside: Aside = nullcontext, now: datetime | None = None
    ) -> Sources:
        """Sources that fetch what is missing, stepping aside meanwhile."""
        return _sources(
            SteppingAside(self.documents, aside), SteppingAside(self.lists, aside), consent=consent, now=now
        )

    def at_hand(self, wanted: dict[str, Wanted], *, own: OwnStore, consent: bool = False) -> Sources:
        """Sources that answer from memory, and note in `wanted` what a fetch would bring."""
        documents = Noting(self.documents, wanted)
        return Sources(
            WebResolver(documents, own=own.document),
            WebStatuses(Noting(self.lists, wanted), own=own.status_list),
            HostedDocuments(Noting(self.lists, wanted), consent=consent),
        )


@cache
def outside() -> Outside:
    """The one of this process."""
    return Outside.through(
        PerHost(lambda: GuardedFetcher(exceptions=list(getattr(settings, "FETCH_EXCEPTIONS", ()))))
    )


def own_document(identifier: str) -> Mapping[str, Any] | None:
    """The controller document of an institution of this installation, or of the installation itself."""
    if identifier.startswith(("did:key:", "did:jwk:")):
        return None
    if identifier == collector_did():
        return collector_document()
    return institutions.controller_document(identifier)


def own_list(url: str, now: datetime | None = None) -> bytes | None:
    """A status list of this installation, or None."""
    start = f"{institutions.origin()}/status/"
    if not url.startswith(start):
        return None
    try:
        return credentials.status_list(url.removeprefix(start), now or timezone.now()).body
    except MicrocredError:
        return None


def _sources(documents: Fetcher, lists: Fetcher, *, consent: bool, now: datetime | None) -> Sources:
    return Sources(
        WebResolver(documents, own=own_document),
        WebStatuses(lists, own=lambda url: own_list(url, now)),
        HostedDocuments(lists, consent=consent),
    )


def _told(found: Fetched | FetchFailed) -> Fetched:
    if isinstance(found, FetchFailed):
        raise type(found)(found.detail)
    return found


def _host(url: str) -> str:
    try:
        return (urlsplit(url).netloc or "")[:300].lower()
    except ValueError:
        return ""
