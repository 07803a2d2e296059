"""The first way to assign: each credential where it is needed most. Often nothing better exists.

Of parts to choose from those are planned that could lack least, then those that ask for least. Credentials
with the fewest places come first, among those the oldest award. A credential goes where, in this order: the
deadline is past, it adds most, its own requirement still lacks something, the fewest candidates are to spare,
the requirement stands first. One that helps nowhere stays out.
"""

from __future__ import annotations

from collections.abc import Mapping

from microcred.rules.evaluate.case import NOWHERE, Assignment, Case


class FirstFit:
    """One run over one case."""

    def __init__(
        self, case: Case, most: list[int], missing: list[int], worth: Mapping[int, int] | None = None
    ) -> None:
        """`worth` says of parts to choose from which to plan before others."""
        self._case = case
        self._prepared = case.prepared
        self.active = planned(case, missing, worth or {})
        """Which slots are in parts that are planned."""
        self._left = list(case.need)
        self._spare = [
            most[slot.demand] - case.need[slot.demand] if slot.demand >= 0 else 0
            for slot in self._prepared.slots
        ]
        self._taken: set[int] = set()
        self.assignment = Assignment([NOWHERE] * len(case.seen))

    def run(self, fixed: dict[int, int] | None = None) -> Assignment:
        """The assignment, with how much counts in each group. `fixed` credentials stand where it says."""
        case = self._case
        for c, slot in sorted((fixed or {}).items()):
            if not self._rivalled(c):
                self._put(c, slot)
        self._shared()
        waiting = [
            c for c in range(len(case.seen)) if case.options[c] and self.assignment.place[c] == NOWHERE
        ]
        usable = {c: [s for s in case.options[c] if self.active[s]] for c in waiting}
        for c in sorted(waiting, key=lambda c: (len(usable[c]), c)):
            if not self._rivalled(c):
                places = [key for key in (self._rank(c, slot) for slot in usable[c]) if key is not None]
                if places:
                    self._put(c, min(places)[-1])
        self.assignment.out = frozenset(
            c
            for rivals in case.rivals
            for c in rivals
            if c not in self._taken and any(other in self._taken for other in rivals)
        )
        case.fill(self.assignment)
        return self.assignment

    def _shared(self) -> None:
        """Of rivals that stand in shared slots the first takes part."""
        case = self._case
        for number, slot in enumerate(self._prepared.slots):
            if slot.shares:
                for c in case.eligible[number]:
                    if c in case.rival_of and not case.options[c] and not self._rivalled(c):
                        self._taken.add(c)

    def _rivalled(self, c: int) -> bool:
        case = self._case
        if c in self._taken or c not in case.rival_of:
            return False
        return any(o in self._taken for number in case.rival_of[c] for o in case.rivals[number])

    def _rank(self, c: int, number: int) -> tuple[bool, int, bool, int, int] | None:
        slot = self._prepared.slots[number]
        own = self._adds(c, slot.demand) if slot.demand >= 0 else 0
        adds = own + self._adds_to_groups(c, slot.groups)
        return (not slot.closed, -adds, not own, self._spare[number], number) if adds else None

    def _adds(self, c: int, demand: int) -> int:
        """How much of what a demand lacks a credential gives."""
        left = self._left[demand]
        if left <= 0:
            return 0
        case = self._case
        return case.unit if self._prepared.demands[demand].counted else min(left, case.atoms[c])

    def _adds_to_groups(self, c: int, groups: tuple[int, ...]) -> int:
        adds = 0
        for group in groups:
            for demand in self._prepared.pools[group].demands:
                if self._left[demand] > 0:
                    passing = self._case.passing(demand)
                    if passing is None or c in passing:
                        adds += self._adds(c, demand)
        return adds

    def _put(self, c: int, number: int) -> None:
        case, slot = self._case, self._prepared.slots[number]
        self.assignment.place[c] = number
        if c in case.rival_of:
            self._taken.add(c)
        if slot.demand >= 0:
            counted = self._prepared.demands[slot.demand].counted
            self._left[slot.demand] -= 1 if counted else case.atoms[c]
        for group in slot.groups:
            for demand in self._prepared.pools[group].demands:
                passing = case.passing(demand)
                if passing is None or c in passing:
                    self._left[demand] -= case.atoms[c]


def planned(case: Case, missing: list[int], worth: Mapping[int, int]) -> list[bool]:
    """Which slots are in parts that are worth most, of those could lack least, of those ask for least."""
    nodes = case.prepared.nodes
    asked = [0] * len(nodes)
    for number in range(len(nodes) - 1, -1, -1):
        node = nodes[number]
        parts = sorted(asked[part] for part in node.parts)
        asked[number] = sum(case.need[d] * case.cost[d] for d in node.demands) + sum(parts[: node.choose])
    active = [False] * len(nodes)
    active[0] = True
    for number, node in enumerate(nodes):
        if active[number]:
            order = sorted(
                node.parts, key=lambda part: (-worth.get(part, 0), missing[part], asked[part], part)
            )
            for part in order[: node.choose]:
                active[part] = True
    return [active[slot.node] for slot in case.prepared.slots]
