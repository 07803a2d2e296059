"""How many checks run at once: a few work, a few wait in order, the next is told to come again.

Whoever waits for the network steps aside meanwhile, so that one slow host does not slow the others.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from microcred.platform.verifier.errors import VerifierBusy


class Gate:
    """Places for work. `at_once` work, `waiting` more wait, `aside` may be away on the network."""

    def __init__(self, *, at_once: int, waiting: int, aside: int) -> None:
        self._at_once = at_once
        self._most_waiting = waiting
        self._most_aside = aside
        self._lock = threading.Lock()
        self._turns: deque[threading.Event] = deque()
        self._working = 0
        self._away = 0

    @property
    def places(self) -> int:
        """How many may work or wait their turn."""
        return self._at_once + self._most_waiting

    @property
    def away(self) -> int:
        """How many are away on the network."""
        return self._away

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Works in a place of the gate; raises `VerifierBusy` at once where too many wait already."""
        self._enter(late=False)
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Gives the place away while waiting for the network, and takes the next free one afterwards."""
        with self._lock:
            self._away += 1
        self._leave()
        try:
            yield
        finally:
            self._enter(late=True)
            with self._lock:
                self._away -= 1

    def _enter(self, *, late: bool) -> None:
        with self._lock:
            if self._working < self._at_once and not self._turns:
                self._working += 1
                return
            if not late and (len(self._turns) >= self._most_waiting or self._away >= self._most_aside):
                raise VerifierBusy
            turn = threading.Event()
            if late:
                self._turns.appendleft(turn)
            else:
                self._turns.append(turn)
        turn.wait()  # whoever leaves hands its place over

    def _leave(self) -> None:
        with self._lock:
            if self._turns:
                self._turns.popleft().set()
            else:
                self._working -= 1


GATE = Gate(at_once=1, waiting=4, aside=24)
"""Of this process. One at once: the work is computing, and a second would take its time from the first, and
from whoever is told to come again.
"""
