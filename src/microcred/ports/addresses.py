"""Which network addresses may be connected to: public ones, and exact exceptions of the operator."""

from __future__ import annotations

import socket
import threading
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from microcred.ports.errors import AddressRefused, FetchFailed, FetchTooSlow

Address = IPv4Address | IPv6Address

_NAT64 = ip_network("64:ff9b::/96")
_MOST_ADDRESSES = 8


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet; addresses that wrap another are unwrapped."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None or address.scope_id is not None:
            return False
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )


class AddressBook:
    """Turns a host into the addresses that may be connected to.

    `exceptions` are exact `host:port` texts, such as `127.0.0.1:8000`, for which private addresses and
    plain http are allowed.
    """

    def __init__(self, exceptions: Collection[str] = ()) -> None:
        self._exceptions = frozenset(exceptions)

    def excepted(self, host: str, port: int) -> bool:
        """Whether the operator named this very host and port."""
        return f"{host}:{port}" in self._exceptions

    def addresses(self, host: str, port: int, seconds: float) -> list[Address]:
        """The checked addresses of a host, looked up within `seconds`.

        One private address among them refuses the host. Raises `AddressRefused`, `FetchTooSlow` or
        `FetchFailed`.
        """
        found = _look_up(host, port, seconds)[:_MOST_ADDRESSES]
        if not found:
            raise FetchFailed(f"{host} has no address")
        if not self.excepted(host, port):
            for address in found:
                if not is_public(address):
                    raise AddressRefused(f"{host} is {address}")
        return found


def _look_up(host: str, port: int, seconds: float) -> list[Address]:
    try:
        return [ip_address(host)]
    except ValueError:
        pass
    found: list[list[Address]] = []
    # The system's resolver takes no time limit, so it runs aside and is left behind when it is late.
    worker = threading.Thread(target=lambda: found.append(_resolved(host, port)), daemon=True)
    worker.start()
    worker.join(max(seconds, 0))
    if not found:
        raise FetchTooSlow(f"looking up {host}")
    return found[0]


def _resolved(host: str, port: int) -> list[Address]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [ip_address(str(row[4][0])) for row in rows]
