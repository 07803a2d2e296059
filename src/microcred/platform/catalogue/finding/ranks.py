"""The order in which items stand, kept up change by change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Order = tuple[str, int]
Slots = NDArray[np.int64]


class Ranks:
    """All slots by the order of their items."""

    def __init__(self) -> None:
        self._keys: list[tuple[str, int, int]] = []
        self._slots: Slots = np.empty(0, np.int64)

    def move(self, slot: int, before: Order | None, after: Order) -> None:
        """Puts one slot where it belongs now; `before` is where it stood, or None for a new one."""
        if before == after:
            return
        if before is not None:
            place = bisect_left(self._keys, (*before, slot))
            del self._keys[place]
            self._slots = np.delete(self._slots, place)
        place = bisect_left(self._keys, (*after, slot))
        self._keys.insert(place, (*after, slot))
        self._slots = np.insert(self._slots, place, slot)

    def all(self, orders: Iterable[Order | None]) -> None:
        """Sorts all slots, given with their orders from slot 0 on."""
        self._keys = sorted((*order, slot) for slot, order in enumerate(orders) if order is not None)
        self._slots = np.fromiter((slot for _, _, slot in self._keys), np.int64, len(self._keys))

    def among(self, flags: NDArray[np.bool_]) -> Slots:
        """The slots whose flag is set, in order."""
        return self._slots[flags[self._slots]]
