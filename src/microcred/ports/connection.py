"""Connections of the fetcher: to the very address that was checked, within one time and size budget."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from microcred.ports.addresses import AddressBook
from microcred.ports.errors import FetchFailed, FetchTooLarge, FetchTooSlow


class Budget:
    """What one fetch may use in all, redirects included: seconds on the clock and bytes from the wire."""

    def __init__(self, seconds: float, wire_bytes: int) -> None:
        self._ends = time.monotonic() + seconds
        self._bytes = wire_bytes

    def seconds(self) -> float:
        """What is left of the time; raises `FetchTooSlow` when nothing is."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise FetchTooSlow
        return left

    def spend(self, received: int) -> None:
        """Counts received bytes; raises `FetchTooLarge`."""
        self._bytes -= received
        if self._bytes < 0:
            raise FetchTooLarge


class GuardedBackend(httpcore.NetworkBackend):
    """Opens sockets only to checked addresses. TLS still checks the certificate against the name."""

    def __init__(self, book: AddressBook, budget: Budget) -> None:
        self._book = book
        self._budget = budget
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connects to the first checked address that answers."""
        failure: Exception | None = None
        for address in self._book.addresses(host, port, self._budget.seconds()):
            try:
                stream = self._plain.connect_tcp(str(address), port, timeout=self._budget.seconds())
                return GuardedStream(stream, self._budget)
            except httpcore.NetworkError as error:
                failure = error
            except httpcore.TimeoutException:
                raise FetchTooSlow(host) from None
        raise FetchFailed(f"{host}: {failure}")

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Never."""
        raise FetchFailed("not a network address")


class GuardedStream(httpcore.NetworkStream):
    """A connection whose every read and write counts against the budget, headers included."""

    def __init__(self, stream: httpcore.NetworkStream, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Reads what there is, within what is left of the budget."""
        data = self._stream.read(max_bytes, timeout=self._budget.seconds())
        self._budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Writes within what is left of the time."""
        self._stream.write(buffer, timeout=self._budget.seconds())

    def close(self) -> None:
        """Closes the socket."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection under TLS."""
        stream = self._stream.start_tls(ssl_context, server_hostname, timeout=self._budget.seconds())
        return GuardedStream(stream, self._budget)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks about the socket."""
        return self._stream.get_extra_info(info)
