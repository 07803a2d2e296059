"""What a process keeps for finding: for each value of a facet one whole number whose bits have it.

A count is then one "and". An item is an offering, or a micro-credential with its number below zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microcred.platform.catalogue.finding.opening import Opening
from microcred.platform.catalogue.finding.ranks import Order, Ranks, Slots
from microcred.platform.network.queries import Period

FACETS = (
    *("kind", "skill", "level", "workload", "price", "language", "mode", "place", "start"),
    *("educator", "certifier", "stackability"),
)
FEW = 500
"""Changes up to which single bits are turned; more are gathered anew."""

Place = tuple[int, str, int]
Values = Mapping[str, frozenset[str]]
NOTHING: Values = {}


class Read(NamedTuple):
    """An item as it was read: its values, when it is open, its place in the order, and where it leads."""

    item: int
    values: Values
    periods: tuple[Period, ...]
    order: Order
    leads_to: int | None = None


@dataclass
class Memory:
    """All items, each in its slot. `number` is that of the last change that was read."""

    epoch: str = ""
    number: int = -1
    slots: dict[int, int] = field(default_factory=dict)
    items: list[int] = field(default_factory=list)
    order: list[Order | None] = field(default_factory=list)
    ranks: Ranks = field(default_factory=Ranks)
    values: list[Values] = field(default_factory=list)
    bits: dict[str, dict[str, int]] = field(default_factory=lambda: {name: {} for name in FACETS})
    opening: Opening = field(default_factory=Opening)
    numbers: Slots = field(default_factory=lambda: np.empty(0, np.int64))
    by_number: Slots = field(default_factory=lambda: np.empty(0, np.int64))
    """The slots by the numbers of their items, from the lowest."""

    def put(self, changed: Sequence[Read]) -> None:
        """Takes in what changed."""
        few = len(changed) <= FEW
        for one in changed:
            slot = self._slot(one.item)
            if few:
                self._turn(slot, one.values)
                self.ranks.move(slot, self.order[slot], one.order)
            self.values[slot], self.order[slot] = one.values, one.order
            leads_to = self._slot(one.leads_to) if one.leads_to is not None else None
            self.opening.put(slot, one.periods, leads_to)
        if not few:
            self._gather()
            self.ranks.all(self.order)
        if len(self.numbers) != len(self.items):
            self.numbers = np.array(self.items, np.int64)
            self.by_number = np.argsort(self.numbers)

    def mask(self, name: str, values: Iterable[str]) -> int:
        """The bits of what has one of the values."""
        mask = 0
        for value in values:
            mask |= self.bits[name].get(value, 0)
        return mask

    def of(self, items: Slots) -> int:
        """The bits of these items; of numbers that are none here there is none."""
        if not len(self.numbers):
            return 0
        known = self.numbers[self.by_number]
        places = np.searchsorted(known, items)
        places[places == len(known)] = 0
        flags = np.zeros(len(known), np.bool_)
        flags[self.by_number[places[known[places] == items]]] = True
        return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")

    def in_order(self, bits: int) -> Slots:
        """The slots of these bits in the order of their items."""
        return self.ranks.among(self._flags(bits))

    def _flags(self, bits: int) -> NDArray[np.bool_]:
        array = np.frombuffer(bits.to_bytes((len(self.items) + 7) // 8, "little"), np.uint8)
        return np.unpackbits(array, count=len(self.items), bitorder="little").astype(np.bool_)

    def _slot(self, item: int) -> int:
        slot = self.slots.setdefault(item, len(self.items))
        if slot == len(self.items):
            self.items.append(item)
            self.order.append(None)
            self.values.append(NOTHING)
        return slot

    def _turn(self, slot: int, values: Values) -> None:
        bit, before = 1 << slot, self.values[slot]
        for name in FACETS:
            for value in before.get(name, frozenset()) ^ values.get(name, frozenset()):
                own = self.bits[name]
                own[value] = own.get(value, 0) ^ bit
                if not own[value]:
                    del own[value]

    def _gather(self) -> None:
        size = (len(self.items) + 7) // 8
        arrays: dict[str, dict[str, bytearray]] = {name: {} for name in FACETS}
        for slot, values in enumerate(self.values):
            place, bit = slot >> 3, 1 << (slot & 7)
            for name, own in values.items():
                for value in own:
                    if value not in arrays[name]:
                        arrays[name][value] = bytearray(size)
                    arrays[name][value][place] |= bit
        self.bits = {
            name: {value: int.from_bytes(array, "little") for value, array in own.items()}
            for name, own in arrays.items()
        }
