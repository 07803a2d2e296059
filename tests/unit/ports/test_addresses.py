"""Which addresses are public."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from microcred.ports.addresses import AddressBook, is_public
from microcred.ports.errors import AddressRefused, FetchFailed


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)
def test_private_and_reserved_addresses_are_refused(text: str) -> None:
    assert not is_public(ip_address(text))
    with pytest.raises(AddressRefused):
        AddressBook(["other:443"]).addresses(text, 443, 1)


@pytest.mark.parametrize(
    "text",
    ["1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"],
)
def test_public_addresses_are_allowed(text: str) -> None:
    assert is_public(ip_address(text))
    assert AddressBook().addresses(text, 443, 1) == [ip_address(text)]


def test_one_private_address_among_public_ones_refuses_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: rows)
    with pytest.raises(AddressRefused):
        AddressBook().addresses("both.example", 443, 1)
    assert len(AddressBook(["both.example:443"]).addresses("both.example", 443, 1)) == 2


def test_an_exception_is_one_host_and_port_exactly() -> None:
    book = AddressBook(["127.0.0.1:8000"])
    assert book.addresses("127.0.0.1", 8000, 1) == [ip_address("127.0.0.1")]
    for host, port in (("127.0.0.1", 8001), ("127.0.0.2", 8000)):
        with pytest.raises(AddressRefused):
            book.addresses(host, port, 1)


def test_numbers_that_the_system_reads_as_addresses_are_refused() -> None:
    for host in ("2130706433", "0x7f000001", "127.1", "localhost"):
        with pytest.raises(FetchFailed):
            AddressBook().addresses(host, 443, 5)
