"""An assignment made better by small steps, where there is no time to search for the best.

A step brings a credential to a requirement that lacks something: one that is counted nowhere, or from where
it is not missed, or with another one to take its place there. Steps are tried in a fixed order and taken as
soon as less is missing; the number of rounds is limited, so that the same case gives the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from microcred.rules.evaluate.case import CLOSED, NOWHERE, Assignment, Case

ROUNDS = 2
Gives = tuple[tuple[int, int, int], ...]
"""Demands, how much each is given, and what that weighs."""


class Improving:
    """Steps over one case, among the slots of the parts that are planned (`active`)."""

    def __init__(self, case: Case, start: Assignment, active: Sequence[bool]) -> None:
        self._case = case
        self._slots = case.prepared.slots
        self._place = list(start.place)
        self._out = start.out
        self._active = active
        demands = case.prepared.demands
        self._left = [need - have for need, have in zip(case.need, case.reached(start), strict=True)]
        self._weight = [
            cost * (CLOSED if d.closed else 1) for cost, d in zip(case.cost, demands, strict=True)
        ]
        self._given: dict[int, dict[int, Gives]] = {}

    def run(self) -> Assignment:
        """The assignment after as many steps as help."""
        slots = [s for s, active in enumerate(self._active) if active and self._touched(s)]
        for _ in range(ROUNDS):
            steps = [self._into(slot) for slot in slots if self._lacks(slot)]
            if not any(steps):
                break
        found = Assignment(self._place, self._out)
        self._case.fill(found)
        return found

    def _touched(self, slot: int) -> bool:
        return not self._slots[slot].shares and bool(self._case.eligible[slot])

    def _lacks(self, slot: int) -> int:
        """The most that anything could mend in a slot."""
        stated, left = self._slots[slot], self._left
        lacks = 0
        if stated.demand >= 0 and left[stated.demand] > 0:
            lacks = left[stated.demand] * self._weight[stated.demand]
        for demand in stated.around:
            if left[demand] > 0:
                lacks += left[demand] * self._weight[demand]
        return lacks

    def _gives(self, slot: int) -> dict[int, Gives]:
        """What each credential that could stand in a slot gives there to each demand."""
        found = self._given.get(slot)
        if found is None:
            found = self._given[slot] = self._giving(slot)
        return found

    def _giving(self, slot: int) -> dict[int, Gives]:
        case, stated, weight = self._case, self._slots[slot], self._weight
        eligible, atoms, own = case.eligible[slot], case.atoms, stated.demand
        if own < 0:
            given: list[Gives] = [()] * len(eligible)
        elif stated.counted:
            given = [((own, 1, weight[own]),)] * len(eligible)
        else:
            given = [((own, atoms[c], weight[own]),) for c in eligible]
        for demand in stated.around:
            passing = case.passing(demand)
            given = [
                (*before, (demand, atoms[c], weight[demand])) if passing is None or c in passing else before
                for c, before in zip(eligible, given, strict=True)
            ]
        return dict(zip(eligible, given, strict=True))

    def _gain(self, gives: Gives) -> int:
        """How much less is missing once this is given."""
        gain = 0
        for demand, size, weight in gives:
            left = self._left[demand]
            if left > 0:
                gain += (left if left < size else size) * weight
        return gain

    def _put(self, gives: Gives) -> None:
        for demand, size, _ in gives:
            self._left[demand] -= size

    def _take(self, gives: Gives) -> None:
        for demand, size, _ in gives:
            self._left[demand] += size

    def _into(self, slot: int) -> bool:
        """Brings credentials into a slot while that helps; whether it did."""
        helped = False
        place, rivals = self._place, self._case.rival_of
        for c, gives in self._gives(slot).items():
            if place[c] != slot and c not in rivals and self._step(c, slot, gives):
                helped = True
                if not self._lacks(slot):
                    break
        return helped

    def _step(self, c: int, slot: int, gives: Gives) -> bool:
        """One credential into a slot, with another in its former place if need be; whether that helped."""
        if not self._gain(gives):
            return False
        before = self._place[c]
        gave = self._gives(before)[c] if before != NOWHERE else ()
        self._take(gave)
        gain = self._gain(gives)
        self._put(gives)
        lost = self._gain(gave)
        self._place[c] = slot
        if gain > lost or self._replace(before, c, lost - gain):
            return True
        self._place[c] = before
        self._take(gives)
        self._put(gave)
        return False

    def _replace(self, slot: int, gone: int, least: int) -> bool:
        """Fills a place that was given up, by whoever makes good more than `least`; whether anybody does."""
        if self._lacks(slot) <= least:
            return False
        place, rivals, left = self._place, self._case.rival_of, self._left
        for c, gives in self._gives(slot).items():
            at = place[c]
            if at == slot or c == gone or c in rivals:
                continue
            gain = 0
            for demand, size, weight in gives:
                lacks = left[demand]
                if lacks > 0:
                    gain += (lacks if lacks < size else size) * weight
            if gain <= least:
                continue
            gave = self._gives(at)[c] if at != NOWHERE else ()
            self._take(gave)
            gain = self._gain(gives)
            self._put(gives)
            if gain - self._gain(gave) > least:
                place[c] = slot
                return True
            self._take(gives)
            self._put(gave)
        return False
