"""The most credentials that can be matched to requirements that count them, and the cut that proves it.

A bipartite b-matching by shortest augmenting paths: credentials, the slots that ask for a number of them, and
"n of" requirements whose parts each ask for one, as a capacity on their slots. Only slots whose requirement
counts whatever else happens take part; those whose day is past do not.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property

from microcred.rules.evaluate.case import NOWHERE, Assignment, Case


@dataclass(frozen=True, slots=True)
class Cut:
    """Why no more can be matched: each place that a credential in `reached` may take is in a full slot of
    `slots`, or in a requirement of `nodes` that has as many as it counts."""

    reached: frozenset[int]
    slots: frozenset[int]
    nodes: frozenset[int]


class Matching:
    """The slots of a case that take part, and the matching over them."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self.slots: dict[int, int] = {}
        """Each slot that takes part, with how many it asks for."""
        self.bundle: dict[int, int] = {}
        """The "n of" requirement that a slot is a part of, if it is."""
        self._walk(0)
        self.options = [[s for s in options if s in self.slots] for options in case.options]

    def _walk(self, number: int) -> None:
        node = self._case.prepared.nodes[number]
        if node.choose is None:
            self._take(number)
            for part in node.parts:
                self._walk(part)
        elif all(self._single(part) for part in node.parts):
            for part in node.parts:
                self._take(part)
                self.bundle[self._case.prepared.nodes[part].slot] = number

    def _single(self, number: int) -> bool:
        node = self._case.prepared.nodes[number]
        return self._takes_part(node.slot) and self._case.need[node.demands[0]] == 1

    def _takes_part(self, slot: int) -> bool:
        if slot == NOWHERE:
            return False
        stated = self._case.prepared.slots[slot]
        counted = self._case.prepared.demands[stated.demand].counted
        return counted and not stated.shares and not stated.closed

    def _take(self, number: int) -> None:
        node = self._case.prepared.nodes[number]
        if self._takes_part(node.slot):
            self.slots[node.slot] = self._case.need[node.demands[0]]

    @cached_property
    def asked(self) -> int:
        """How many credentials the slots that take part ask for altogether."""
        nodes = self._case.prepared.nodes
        bundles = {number: nodes[number].choose or 0 for number in self.bundle.values()}
        return sum(n for slot, n in self.slots.items() if slot not in self.bundle) + sum(bundles.values())

    def bound(self, most: list[int], filled: int) -> int:
        """The least that can be missing if at most `filled` of what is asked for can be filled."""
        case = self._case
        reached = list(most)
        for slot, need in self.slots.items():
            reached[case.prepared.slots[slot].demand] = need
        return case.missing(reached)[0] + (self.asked - filled) * case.unit

    def capacity(self, cut: Cut) -> int | None:
        """The most that can be filled as a cut proves it; None where it proves nothing."""
        for c in cut.reached:
            for slot in self.options[c]:
                if slot not in cut.slots and self.bundle.get(slot, NOWHERE) not in cut.nodes:
                    return None
        nodes = self._case.prepared.nodes
        others = sum(1 for c, options in enumerate(self.options) if options and c not in cut.reached)
        return (
            others
            + sum(self.slots[slot] for slot in cut.slots)
            + sum(nodes[number].choose or 0 for number in cut.nodes)
        )

    def solve(self, start: Assignment) -> tuple[dict[int, int], Cut]:
        """A largest matching, grown from an assignment, and its cut."""
        place: dict[int, int] = {}
        room, bundle_room = (
            dict(self.slots),
            {n: self._case.prepared.nodes[n].choose or 0 for n in self.bundle.values()},
        )
        for c, slot in enumerate(start.place):
            bundle = self.bundle.get(slot, NOWHERE)
            if slot in room and room[slot] and bundle_room.get(bundle, 1):
                self._settle(place, room, bundle_room, c, slot)
        dead: set[int] = set()
        full: set[int] = set()
        bundles: set[int] = set()
        for c, options in enumerate(self.options):
            if options and c not in place and c not in dead:
                self._augment(c, place, room, bundle_room, dead, full, bundles)
        return place, Cut(frozenset(dead), frozenset(full), frozenset(bundles))

    def _settle(
        self, place: dict[int, int], room: dict[int, int], bundle_room: dict[int, int], c: int, slot: int
    ) -> None:
        old = place.get(c, NOWHERE)
        if old != NOWHERE:
            room[old] += 1
            if old in self.bundle:
                bundle_room[self.bundle[old]] += 1
        place[c] = slot
        room[slot] -= 1
        if slot in self.bundle:
            bundle_room[self.bundle[slot]] -= 1

    def _augment(
        self,
        first: int,
        place: dict[int, int],
        room: dict[int, int],
        bundle_room: dict[int, int],
        dead: set[int],
        full: set[int],
        bundles: set[int],
    ) -> None:
        """Finds room for one credential by moving others. Where there is none, all that was tried is dead."""
        came: dict[int, tuple[int, int]] = {}
        tried: set[int] = {first}
        slots_seen: set[int] = set(full)
        bundles_seen: set[int] = set(bundles)
        waiting = deque([first])
        while waiting:
            c = waiting.popleft()
            for slot in self.options[c]:
                bundle = self.bundle.get(slot, NOWHERE)
                if slot in slots_seen or bundle in bundles_seen:
                    continue
                if not room[slot]:
                    slots_seen.add(slot)
                    leaving = [other for other, at in place.items() if at == slot]
                elif bundle != NOWHERE and not bundle_room[bundle]:
                    bundles_seen.add(bundle)
                    leaving = [other for other, at in place.items() if self.bundle.get(at) == bundle]
                else:
                    self._shift(c, slot, came, place, room, bundle_room)
                    return
                for other in sorted(leaving):
                    if other not in tried:
                        tried.add(other)
                        came[other] = (c, slot)
                        waiting.append(other)
        dead |= tried
        full |= slots_seen
        bundles |= bundles_seen

    def _shift(
        self,
        c: int,
        slot: int,
        came: dict[int, tuple[int, int]],
        place: dict[int, int],
        room: dict[int, int],
        bundle_room: dict[int, int],
    ) -> None:
        while True:
            self._settle(place, room, bundle_room, c, slot)
            if c not in came:
                return
            c, slot = came[c]
