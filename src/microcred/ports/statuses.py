"""Status lists by the fetcher, remembered for a short time."""

from __future__ import annotations

from collections.abc import Callable

from microcred.ports.errors import FetchFailed
from microcred.ports.fetcher import Fetcher
from microcred.ports.memory import Memory
from microcred.vc.status import StatusUnreachable

ACCEPT = "application/vc, application/vc+jwt, application/ld+json, application/json;q=0.9, */*;q=0.1"
SECONDS = 60.0
"""How long a list is used again: so old may an answer about a revocation be."""

Own = Callable[[str], bytes | None]


class WebStatuses:
    """Fetches the signed lists. `own` answers for lists of this very installation."""

    def __init__(self, fetcher: Fetcher, *, own: Own | None = None, seconds: float = SECONDS) -> None:
        self._fetcher = fetcher
        self._own = own
        self._memory: Memory[bytes] = Memory(seconds=seconds, places=64)

    def fetch(self, url: str) -> bytes:
        """The list credential at `url` as it came; raises `StatusUnreachable`."""
        own = self._own(url) if self._own is not None else None
        if own is not None:
            return own
        found = self._memory.get(url)
        if found is None:
            try:
                found = self._fetcher.fetch(url, accept=ACCEPT).body
            except FetchFailed as error:
                raise StatusUnreachable(str(error)) from None
            self._memory.put(url, found)
        return found
