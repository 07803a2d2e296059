"""Hosted documents by the fetcher: badges of Open Badges 2.0 and what stands behind them."""

from __future__ import annotations

from urllib.parse import urlsplit

from microcred.ports.errors import FetchFailed, FetchGone
from microcred.ports.fetcher import Fetcher
from microcred.ports.memory import Memory
from microcred.vc.documents import ConsentMissing, DocumentGone, DocumentUnreachable

ACCEPT = "application/ld+json, application/json;q=0.9, */*;q=0.1"
SECONDS = 60.0
"""How long a document is used again: so old may an answer about a revocation be."""


class WebDocuments:
    """Fetches hosted documents; those that stand for one credential only with the reader's consent.

    Documents of one credential are never remembered: whoever checks it again asks again.
    """

    def __init__(self, fetcher: Fetcher, *, consent: bool = False, seconds: float = SECONDS) -> None:
        self._fetcher = fetcher
        self._consent = consent
        self._memory: Memory[bytes] = Memory(seconds=seconds, places=256)

    def fetch(self, url: str, *, about_one: bool = False) -> bytes:
        """The bytes at `url`; raises as `vc.documents.Documents` says."""
        if about_one:
            if not self._consent:
                raise ConsentMissing(url[:200])
            return hosted(self._fetcher, url, about_one=True)
        found = self._memory.get(url)
        if found is None:
            found = hosted(self._fetcher, url)
            self._memory.put(url, found)
        return found


def hosted(fetcher: Fetcher, url: str, *, about_one: bool = False) -> bytes:
    """The bytes at `url`; raises `DocumentGone` or `DocumentUnreachable`.

    A badge is believed because of the host that states it. An answer from another host, to which an open
    redirect may have led, does not count for one.
    """
    try:
        found = fetcher.fetch(url, accept=ACCEPT)
    except FetchGone as error:
        raise DocumentGone(str(error)) from None
    except FetchFailed as error:
        raise DocumentUnreachable(str(error)) from None
    if about_one and not _same_house(url, found.url):
        raise DocumentUnreachable(f"{url[:150]} leads to {found.url[:150]}")
    return found.body


def _same_house(asked: str, answered: str) -> bool:
    """Whether two addresses are of one host, or of one host and a part of it, such as `www.`."""
    one, other = (f".{(urlsplit(url).hostname or '').lower()}" for url in (asked, answered))
    return one.endswith(other) or other.endswith(one)
