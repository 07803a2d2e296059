"""A search with counts. What changed since the last one is read before, by the number of the last change."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from microcred.platform.catalogue import fulltext
from microcred.platform.catalogue.finding.memory import FACETS, Memory, Place
from microcred.platform.catalogue.finding.ranks import Slots
from microcred.platform.catalogue.finding.reading import changed_since
from microcred.platform.catalogue.models import Stamp


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, in order, and for each facet its values with counts, most first.

    `items` are offerings by number, and micro-credentials that no open offering leads to by theirs below
    zero; `places` are theirs in the order, if asked for, which stay when others come or go. The counts of a
    facet are those of the choices in all the others.
    """

    items: Sequence[int]
    places: Sequence[Place]
    counts: Mapping[str, Sequence[tuple[str, int]]]

    def after(self, place: Place | None, most: int) -> tuple[Sequence[int], Place | None]:
        """The next items after a place, and the place of the last of them if there are more."""
        first = bisect_right(self.places, place) if place else 0
        last = first + most
        return self.items[first:last], self.places[last - 1] if last < len(self.items) else None


_memory = Memory()
_lock = Lock()


def find(
    *,
    now: datetime,
    text: str = "",
    language: str = "en",
    chosen: Mapping[str, Sequence[str]] | None = None,
    places: bool = False,
) -> Found:
    """What is open and has one of the chosen values in each facet, and each of the words.

    What has the words in `language` comes before what has them only in others; then the earliest start.
    """
    searched = fulltext.matching(text, language) if fulltext.words(text) else None
    with _lock:
        memory = _current()
        base, first = memory.opening.bits(now), 0
        if searched is not None:
            own, others = map(memory.of, searched)
            base, first = base & (own | others), own
        masks = {name: memory.mask(name, values) for name, values in (chosen or {}).items() if values}
        found = base
        for mask in masks.values():
            found &= mask
        groups = [memory.in_order(found & first), memory.in_order(found & ~first)]
        counts = {name: _counted(memory, name, base, masks) for name in FACETS}
        items = [item for slots in groups for item in memory.numbers[slots].tolist()]
        return Found(items, _places(memory, groups) if places else [], counts)


def _places(memory: Memory, groups: Sequence[Slots]) -> list[Place]:
    return [
        (number, *order)
        for number, slots in enumerate(groups)
        for slot in slots.tolist()
        if (order := memory.order[slot]) is not None
    ]


def _counted(memory: Memory, name: str, base: int, masks: Mapping[str, int]) -> list[tuple[str, int]]:
    for other, mask in masks.items():
        if other != name:
            base &= mask
    counted = ((value, (bits & base).bit_count()) for value, bits in memory.bits[name].items())
    return sorted((pair for pair in counted if pair[1]), key=lambda pair: (-pair[1], pair[0]))


def _current() -> Memory:
    global _memory
    kept = Stamp.objects.filter(pk=1).values_list("epoch", "number").first()
    epoch, number = kept or ("", 0)
    if epoch != _memory.epoch or number < _memory.number:
        _memory = Memory(epoch=epoch)
    if number != _memory.number:
        _memory.put(changed_since(_memory.number))
        _memory.number = number
    return _memory
