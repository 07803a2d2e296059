"""The first way to assign: each credential where it is needed most. Often nothing better exists.

Of parts to choose from those are planned that could lack least, then those that ask for least. Credentials
with the fewest places come first, among those the oldest award. A credential goes where, in this order: the
deadline is past, it adds most, its own requirement still lacks something, the fewest candidates are to spare,
the requirement stands first. One that helps nowhere stays out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from microcred.rules.evaluate.case import NOWHERE, Assignment, Case


class FirstFit:
    """One run over one case."""

    def __init__(
        self, case: Case, most: list[int], missing: list[int], worth: Mapping[int, int] | None = None
    ) -> None:
        """`worth` says of parts to choose from which to plan before others."""
        self._case = case
        self._slots = case.prepared.slots
        self.active = planned(case, missing, worth or {})
        """Which slots are in parts that are planned."""
        self._left = list(case.need)
        self._spare = [
            most[slot.demand] - case.need[slot.demand] if slot.demand >= 0 else 0 for slot in self._slots
        ]
        self._taken: set[int] = set()
        self.assignment = Assignment([NOWHERE] * len(case.seen))

    def run(self, fixed: dict[int, int] | None = None) -> Assignment:
        """The assignment, with how much counts in each group. `fixed` credentials stand where it says."""
        case, active = self._case, self.active
        for c, slot in sorted((fixed or {}).items()):
            if not self._rivalled(c):
                self._put(c, slot)
        self._shared()
        waiting = []
        for c, options in enumerate(case.options):
            if options and self.assignment.place[c] == NOWHERE:
                usable = [slot for slot in options if active[slot]]
                waiting.append((len(usable), c, usable))
        for _, c, usable in sorted(waiting):
            if usable and not self._rivalled(c):
                slot = self._neediest(c, usable)
                if slot != NOWHERE:
                    self._put(c, slot)
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
        for number, slot in enumerate(self._slots):
            if slot.shares:
                for c in case.eligible[number]:
                    if c in case.rival_of and not case.options[c] and not self._rivalled(c):
                        self._taken.add(c)

    def _rivalled(self, c: int) -> bool:
        case = self._case
        if c in self._taken or c not in case.rival_of:
            return False
        return any(o in self._taken for number in case.rival_of[c] for o in case.rivals[number])

    def _neediest(self, c: int, usable: Sequence[int]) -> int:
        """Where a credential goes; nowhere if it would add nothing."""
        case, left, slots = self._case, self._left, self._slots
        atoms, unit = case.atoms[c], case.unit
        best: tuple[bool, int, bool, int] | None = None
        found = NOWHERE
        for number in usable:
            slot = slots[number]
            own = 0
            if slot.demand >= 0 and left[slot.demand] > 0:
                own = unit if slot.counted else min(left[slot.demand], atoms)
            adds = own
            for demand in slot.around:
                if left[demand] > 0:
                    passing = case.passing(demand)
                    if passing is None or c in passing:
                        adds += min(left[demand], atoms)
            if adds:
                rank = (not slot.closed, -adds, not own, self._spare[number])
                if best is None or rank < best:
                    best, found = rank, number
        return found

    def _put(self, c: int, number: int) -> None:
        case, slot = self._case, self._slots[number]
        self.assignment.place[c] = number
        if c in case.rival_of:
            self._taken.add(c)
        if slot.demand >= 0:
            self._left[slot.demand] -= 1 if slot.counted else case.atoms[c]
        for demand in slot.around:
            passing = case.passing(demand)
            if passing is None or c in passing:
                self._left[demand] -= case.atoms[c]


def planned(case: Case, missing: list[int], worth: Mapping[int, int]) -> list[bool]:
    """Which slots are in parts that are worth most, of those could lack least, of those ask for least."""
    nodes, asked = case.prepared.nodes, case.asked
    active = [False] * len(nodes)
    active[0] = True
    for number, node in enumerate(nodes):
        if active[number]:
            parts: Sequence[int] = node.parts
            if node.choose is not None:
                order = sorted(
                    parts, key=lambda part: (-worth.get(part, 0), missing[part], asked[part], part)
                )
                parts = order[: node.choose]
            for part in parts:
                active[part] = True
    return [active[slot.node] for slot in case.prepared.slots]
