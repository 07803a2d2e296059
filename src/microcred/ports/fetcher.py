"""The guarded fetcher: the one way out to addresses that documents and people name.

https only, public addresses only, each redirect checked like the first address, a total limit of time and
bytes, one fetch at a time. For the operator's exact `host:port` exceptions http and private addresses are
allowed. The content type that a server states is never believed.
"""

from __future__ import annotations

import re
import ssl
import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

import certifi
import httpcore
import httpx

from microcred.ports.addresses import AddressBook
from microcred.ports.connection import Budget, GuardedBackend
from microcred.ports.errors import (
    AddressInvalid,
    FetchFailed,
    FetchGone,
    FetchOffline,
    FetchRedirected,
    FetchRefused,
    FetchTooLarge,
    FetchTooSlow,
)

SECONDS = 10.0
BODY_BYTES = 5_000_000
HEAD_BYTES = 100_000
"""Allowance for TLS and headers over all redirects, beside the body."""
REDIRECTS = 3

_HOST = re.compile(rb"[A-Za-z0-9_.:-]{1,253}")
_PAGE = re.compile(rb"\s*(<!doctype html|<html|<head|<body)", re.IGNORECASE)
ANY_CREDENTIAL = (
    "application/vc, application/vc+jwt, application/vc+ld+json, application/ld+json, "
    "application/json;q=0.9, image/png;q=0.8, image/svg+xml;q=0.8, application/pdf;q=0.8, */*;q=0.1"
)
"""What to accept where a credential may stand in any of its forms."""
_REDIRECT = (301, 302, 303, 307, 308)
_HEADERS = [(b"Accept-Encoding", b"identity"), (b"User-Agent", b"microcred"), (b"Connection", b"close")]


@dataclass(frozen=True)
class Fetched:
    """What came from where: the address after redirects, and the bytes."""

    url: str
    body: bytes

    @property
    def is_page(self) -> bool:
        """Whether it is a web page, for people."""
        return _PAGE.match(self.body[:1000]) is not None


class Fetcher(Protocol):
    """Gets the bytes at an address."""

    def fetch(self, url: str, *, accept: str = "*/*") -> Fetched:
        """The bytes at `url`; raises `FetchFailed` or one of its kinds."""

    def web_scheme(self, url: str) -> str:
        """`url` with http for https where the operator's exceptions allow it, as for did:web."""


class GuardedFetcher:
    """Fetches over the network. Share one: it does one thing at a time."""

    def __init__(
        self,
        *,
        exceptions: Collection[str] = (),
        seconds: float = SECONDS,
        body_bytes: int = BODY_BYTES,
        cafile: str | None = None,
    ) -> None:
        self._book = AddressBook(exceptions)
        self._seconds = seconds
        self._body_bytes = body_bytes
        self._cafile = cafile or certifi.where()
        self._tls: ssl.SSLContext | None = None
        self._busy = threading.Lock()

    def fetch(self, url: str, *, accept: str = "*/*") -> Fetched:
        """The bytes at `url`, at most 5 MB within 10 seconds unless stated otherwise.

        Raises `AddressInvalid`, `AddressRefused`, `FetchTooLarge`, `FetchTooSlow`, `FetchRedirected`,
        `FetchRefused`, or `FetchFailed` for everything else on the way.
        """
        budget = Budget(self._seconds, self._body_bytes + HEAD_BYTES)
        if not self._busy.acquire(timeout=self._seconds):
            raise FetchTooSlow("another fetch is under way")
        try:
            return self._follow(self._checked(url), accept, budget)
        except httpcore.TimeoutException:
            raise FetchTooSlow(url[:200]) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
            raise FetchFailed(f"{url[:200]}: {error}"[:400]) from None
        finally:
            self._busy.release()

    def web_scheme(self, url: str) -> str:
        """`url` with http for https, if its host and port are an exception of the operator."""
        parsed = httpx.URL(url)
        if parsed.scheme == "https" and self._book.excepted(parsed.host, parsed.port or 443):
            return str(parsed.copy_with(scheme="http", port=parsed.port or 443))
        return url

    def _checked(self, text: str) -> httpx.URL:
        try:
            url = httpx.URL(text)
        except (httpx.InvalidURL, UnicodeError, TypeError):
            raise AddressInvalid(text[:200]) from None
        if len(text) > 4_096 or not _HOST.fullmatch(url.raw_host) or url.userinfo or (url.port or 0) > 65_535:
            raise AddressInvalid(text[:200])
        if url.scheme == "http":
            if not self._book.excepted(url.host, url.port or 80):
                raise AddressInvalid(text[:200])
        elif url.scheme != "https":
            raise AddressInvalid(text[:200])
        return url

    def _follow(self, url: httpx.URL, accept: str, budget: Budget) -> Fetched:
        for _ in range(REDIRECTS + 1):
            answer = self._ask(url, accept, budget)
            if isinstance(answer, bytes):
                return Fetched(str(url), answer)
            url = self._checked(str(answer))
        raise FetchRedirected(str(url)[:200])

    def _ask(self, url: httpx.URL, accept: str, budget: Budget) -> bytes | httpx.URL:
        """One request: the body, or where to ask instead."""
        backend = GuardedBackend(self._book, budget)
        with httpcore.ConnectionPool(
            ssl_context=self._context(url), network_backend=backend, max_connections=1
        ) as pool:
            headers = [(b"Host", url.netloc), (b"Accept", accept.encode("ascii")), *_HEADERS]
            target = httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            )
            with pool.stream("GET", target, headers=headers) as response:
                return self._answer(response, url)

    def _answer(self, response: httpcore.Response, url: httpx.URL) -> bytes | httpx.URL:
        headers = {name.lower(): value for name, value in response.headers}
        if response.status in _REDIRECT:
            try:
                return url.join(headers[b"location"].decode("ascii"))
            except (KeyError, UnicodeError, httpx.InvalidURL):
                raise FetchRedirected(str(url)[:200]) from None
        if response.status == 410:
            raise FetchGone(str(url)[:200])
        if response.status != 200:
            raise FetchRefused(f"{str(url)[:200]}: {response.status}")
        if headers.get(b"content-encoding", b"identity").lower() != b"identity":
            raise FetchFailed(f"{str(url)[:200]}: compressed")
        body = bytearray()
        for chunk in response.iter_stream():
            body += chunk
            if len(body) > self._body_bytes:
                raise FetchTooLarge(str(url)[:200])
        return bytes(body)

    def _context(self, url: httpx.URL) -> ssl.SSLContext | None:
        if url.scheme == "https" and self._tls is None:
            self._tls = ssl.create_default_context(cafile=self._cafile)
        return self._tls


class NoFetcher:
    """Fetches nothing: for `--offline`, and wherever the network is out of bounds."""

    def fetch(self, url: str, *, accept: str = "*/*") -> Fetched:
        """Raises `FetchOffline`."""
        raise FetchOffline(url[:200])

    def web_scheme(self, url: str) -> str:
        """`url` itself."""
        return url
