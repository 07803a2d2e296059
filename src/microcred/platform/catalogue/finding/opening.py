"""Which items are open at a moment, kept up by the begin and end of their periods."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from heapq import heapify, heappop, heappush

from microcred.platform.network.queries import Period

ALWAYS = datetime.min.replace(tzinfo=UTC)


class Opening:
    """The bits of what is open. A micro-credential that an open offering leads to is not shown beside it."""

    def __init__(self) -> None:
        self._periods: dict[int, tuple[Period, ...]] = {}
        self._leads_to: dict[int, int] = {}
        self._leading: Counter[int] = Counter()
        self._edges: list[tuple[datetime, int]] = []
        self._open = self._led_to = 0
        self._at = ALWAYS

    def put(self, slot: int, periods: tuple[Period, ...], leads_to: int | None = None) -> None:
        """Says when the item of a slot is open, and the slot of the micro-credential it leads to."""
        self._set(slot, is_open=False)
        self._periods[slot] = periods
        if leads_to is not None:
            self._leads_to[slot] = leads_to
        heappush(self._edges, (ALWAYS, slot))

    def bits(self, now: datetime) -> int:
        """The bits of what is open at a moment."""
        if now < self._at:
            self._edges = [(ALWAYS, slot) for slot in self._periods]
            heapify(self._edges)
        self._at = now
        while self._edges and self._edges[0][0] <= now:
            _, slot = heappop(self._edges)
            self._turn(slot, now)
        return self._open & ~self._led_to

    def _turn(self, slot: int, now: datetime) -> None:
        periods = self._periods[slot]
        self._set(
            slot, is_open=any(one.starts <= now and (one.ends is None or now < one.ends) for one in periods)
        )
        coming = [at for one in periods for at in one if at is not None and at > now]
        if coming:
            heappush(self._edges, (min(coming), slot))

    def _set(self, slot: int, *, is_open: bool) -> None:
        bit = 1 << slot
        if bool(self._open & bit) == is_open:
            return
        self._open ^= bit
        leads_to = self._leads_to.get(slot)
        if leads_to is not None:
            before = self._leading[leads_to] > 0
            self._leading[leads_to] += 1 if is_open else -1
            if before != (self._leading[leads_to] > 0):
                self._led_to ^= 1 << leads_to
