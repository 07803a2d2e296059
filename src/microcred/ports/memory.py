"""A small memory of fetched things, each for a time: found ones longer, failures shortly."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """Remembers up to `places` answers by key, the least recently used forgotten first."""

    def __init__(
        self, *, seconds: float, places: int = 512, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._places = places
        self._monotonic = monotonic
        self._rows: OrderedDict[str, tuple[float, T]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> T | None:
        """What is remembered under `key`, unless its time is over."""
        with self._lock:
            row = self._rows.get(key)
            if row is None or self._monotonic() >= row[0]:
                self._rows.pop(key, None)
                return None
            self._rows.move_to_end(key)
            return row[1]

    def put(self, key: str, value: T, *, seconds: float | None = None) -> None:
        """Remembers `value` for `seconds`, else for the memory's own time."""
        with self._lock:
            self._rows[key] = (self._monotonic() + (self._seconds if seconds is None else seconds), value)
            self._rows.move_to_end(key)
            while len(self._rows) > self._places:
                self._rows.popitem(last=False)
