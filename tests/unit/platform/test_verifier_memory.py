"""What is fetched for checks: lists and documents live as long as they may, and a slow host waits alone."""

from __future__ import annotations

import threading

import pytest

from microcred.platform.verifier.sources import (
    DOCUMENT_SECONDS,
    LIST_SECONDS,
    MISSED_SECONDS,
    Outside,
    PerHost,
    Remembering,
)
from microcred.ports.errors import FetchFailed
from microcred.ports.fetcher import Fetched
from microcred.ports.memory import Memory


class Host:
    """Answers at once, fails, or waits until it is let go; counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.gone = False
        self.let_go = threading.Event()

    def fetch(self, url: str, *, accept: str = "*/*") -> Fetched:
        self.asked.append(url)
        if "slow" in url:
            assert self.let_go.wait(30)
        if self.gone:
            raise FetchFailed(url)
        return Fetched(url, b"{}")

    def web_scheme(self, url: str) -> str:
        return url


class Clock:
    """Seconds that pass when the test says so."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def with_clock(memory: Remembering, clock: Clock, seconds: float) -> None:
    memory._memory = Memory(seconds=seconds, monotonic=clock)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_status_list_is_asked_for_again_sooner_than_an_issuers_document(clock: Clock) -> None:
    host = Host()
    outside = Outside.through(host)
    with_clock(outside.lists, clock, outside.lists._memory._seconds)
    with_clock(outside.documents, clock, outside.documents._memory._seconds)
    assert LIST_SECONDS < DOCUMENT_SECONDS

    def both() -> None:
        outside.lists.fetch("https://a.example/status/1")
        outside.documents.fetch("https://a.example/did.json")

    both()
    clock.now += LIST_SECONDS - 1
    both()
    assert len(host.asked) == 2
    clock.now += 2
    both()
    assert host.asked[2:] == ["https://a.example/status/1"]
    clock.now += DOCUMENT_SECONDS - LIST_SECONDS
    both()
    assert host.asked[3:] == ["https://a.example/status/1", "https://a.example/did.json"]


def test_a_host_that_did_not_answer_is_left_alone_for_a_short_while(clock: Clock) -> None:
    host = Host()
    outside = Outside.through(host)
    with_clock(outside.lists, clock, LIST_SECONDS)
    host.gone = True
    for _ in range(2):
        with pytest.raises(FetchFailed):
            outside.lists.fetch("https://a.example/status/1")
    assert len(host.asked) == 1
    host.gone = False
    clock.now += MISSED_SECONDS + 1
    assert outside.lists.fetch("https://a.example/status/1").body == b"{}"


def test_one_slow_host_does_not_slow_the_others() -> None:
    host = Host()
    fetcher = PerHost(lambda: host)
    waiting = threading.Thread(target=fetcher.fetch, args=("https://slow.example/did.json",))
    waiting.start()
    try:
        found: list[bytes] = []
        other = threading.Thread(
            target=lambda: found.append(fetcher.fetch("https://quick.example/did.json").body)
        )
        other.start()
        other.join(20)
        assert found == [b"{}"]
        assert waiting.is_alive()
    finally:
        host.let_go.set()
        waiting.join(20)
