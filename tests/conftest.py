"""What every test has: no network beyond this machine, and times that are given, not read."""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
"""No test fails because a machine is slow."""
NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """One moment: 14 May 2026, half past nine."""
    return NOW


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only sockets of this machine are opened."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = ipaddress.ip_address(str(address[0]).partition("%")[0])
            if not host.is_loopback:
                raise AssertionError(f"a test reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """The language that a page was asked for ends with its test."""
    yield
    translation = sys.modules.get("django.utils.translation")
    if translation is not None:  # the pure libraries are tested without Django
        translation.deactivate()
