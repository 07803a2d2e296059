"""One person under one rule, in whole numbers: what could stand where, and what an assignment comes to.

All credit is counted in atoms, the coarsest unit in which every amount of the case is a whole number. What
is missing is one number for each requirement: the atoms that are closed for ever, times `CLOSED`, plus the
others. It is 0 where the requirement is met, and at least `CLOSED` where it cannot be met any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm

from microcred.rules.evaluate.checks import Check, Seen
from microcred.rules.evaluate.facets import Facets, numbers
from microcred.rules.evaluate.prepared import Pool, Prepared, Slot
from microcred.rules.facts import HeldCredential, sort_out

CLOSED = 1 << 62
MOST_SPLIT = 1_000_000
NOWHERE = -1
Amounts = Mapping[int, Mapping[int, int]]


@dataclass(slots=True)
class Assignment:
    """Which slot each credential stands in (or `NOWHERE`), which are left out of shared slots too because
    another counts instead, and how much of each counts in each group."""

    place: list[int]
    out: frozenset[int] = frozenset()
    amounts: dict[int, dict[int, int]] = field(default_factory=dict)


class Case:
    """What there is to assign. Credentials are numbered in their stated order, oldest award first."""

    def __init__(self, prepared: Prepared, held: Iterable[HeldCredential]) -> None:
        self.prepared = prepared
        usable, self.apart = sort_out(held, prepared.at)
        self.seen: list[Seen] = [prepared.viewer.see(each) for each in usable]
        once = any(pool.once for pool in prepared.pools)
        self.atoms_of_one = _denominator(prepared, self.seen, once)
        self.atoms = [self.atoms_in(each.credits) for each in self.seen]
        self.unit = self.atoms_in(prepared.weight)
        self.need = [d.need.numerator if d.counted else self.atoms_in(d.need) for d in prepared.demands]
        self.cost = [self.unit if d.counted else 1 for d in prepared.demands]
        self._facets = Facets(self.seen)
        self._bits: dict[Check, int] = {}
        self._sets: dict[Check, frozenset[int]] = {}
        self._numbers: dict[int, list[int]] = {0: []}
        self.fits = [self._fitting(slot) for slot in prepared.slots]
        """For each slot the credentials that could stand there, as bits."""
        self.eligible = [self._listed(bits) for bits in self.fits]
        self.options: list[list[int]] = [[] for _ in self.seen]
        for number, slot in enumerate(prepared.slots):
            if not slot.shares:
                for c in self.eligible[number]:
                    self.options[c].append(number)
        self.rivals = self._rivals()
        self.rival_of: dict[int, list[int]] = {}
        for number, rivals in enumerate(self.rivals):
            for c in rivals:
                self.rival_of.setdefault(c, []).append(number)
        self.excluding = [self._excluding(node.excludes) for node in prepared.nodes]
        self._passing: dict[int, frozenset[int] | None] = {}

    def atoms_in(self, amount: Fraction | None) -> int:
        """An amount of credit in atoms."""
        if amount is None:
            return 0
        return amount.numerator * (self.atoms_of_one // amount.denominator)

    def _rivals(self) -> list[tuple[int, ...]]:
        """Those of which only one may count, where there are at least two."""
        found = []
        for names in self.prepared.together:
            rivals = tuple(c for c, seen in enumerate(self.seen) if not names.isdisjoint(seen.achievements))
            if len(rivals) > 1:
                found.append(rivals)
        return found

    def _excluding(self, check: Check | None) -> tuple[int, ...]:
        if check is None:
            return ()
        bits = self._fulfilling(check)
        return tuple(numbers(bits if check.where.papers else bits & ~self._facets.papers))

    def _fulfilling(self, check: Check) -> int:
        found = self._bits.get(check)
        if found is None:
            found = self._bits[check] = check.bits(self._facets)
        return found

    def _fitting(self, slot: Slot) -> int:
        bits = self._facets.credit if slot.credit else self._facets.all
        if not slot.papers:
            bits &= ~self._facets.papers
        for check in slot.checks:
            bits &= self._fulfilling(check)
            if not bits:
                break
        return bits

    def _listed(self, bits: int) -> list[int]:
        found = self._numbers.get(bits)
        if found is None:
            found = self._numbers[bits] = numbers(bits)
        return found

    @cached_property
    def asked(self) -> list[int]:
        """The least that each node asks for."""
        nodes = self.prepared.nodes
        asked = [0] * len(nodes)
        for number in range(len(nodes) - 1, -1, -1):
            node = nodes[number]
            total = 0
            for demand in node.demands:
                total += self.need[demand] * self.cost[demand]
            if node.parts:
                total += sum(sorted([asked[part] for part in node.parts])[: node.choose])
            asked[number] = total
        return asked

    def passing(self, demand: int) -> frozenset[int] | None:
        """The credentials that help a demand of a group; None where all do."""
        if demand not in self._passing:
            check = self.prepared.demands[demand].check
            self._passing[demand] = None if check is None or check.anything else self.passes(check)
        return self._passing[demand]

    def passes(self, check: Check) -> frozenset[int]:
        """The credentials that fulfil conditions."""
        found = self._sets.get(check)
        if found is None:
            found = self._sets[check] = frozenset(numbers(self._fulfilling(check)))
        return found

    def members(self, pool: Pool, assignment: Assignment) -> list[int]:
        """The credentials that stand in a group, in order."""
        own = set(pool.slots)
        inside = {c for c, slot in enumerate(assignment.place) if slot in own}
        for slot in pool.slots:
            if self.prepared.slots[slot].shares:
                inside.update(c for c in self.eligible[slot] if c not in assignment.out)
        return sorted(inside)

    def fill(self, assignment: Assignment) -> None:
        """Says how much of each credential counts in each group, within its limits."""
        assignment.amounts = {
            number: self._filled(pool, self.members(pool, assignment))
            for number, pool in enumerate(self.prepared.pools)
        }

    def _filled(self, pool: Pool, members: Sequence[int]) -> dict[int, int]:
        amounts = {c: self.atoms[c] for c in members}
        if not pool.once and not pool.limits:
            return amounts
        helped = {c: sum(1 for d in pool.demands if _helps(c, self.passing(d))) for c in members}
        order = sorted(members, key=lambda c: (-helped[c], c))
        if pool.once:
            amounts = self._once(order)
        for cap, check in pool.limits:
            left = self.atoms_in(cap)
            passing = self.passes(check)
            for c in order:
                if c in passing:
                    amounts[c] = min(amounts[c], left)
                    left -= amounts[c]
        return amounts

    def portions(self, c: int) -> dict[str, int]:
        """The atoms of a credential spread evenly over its outcomes, in alphabetical order; "" is all of it
        where it states none."""
        outcomes = sorted(set(self.seen[c].held.outcomes))
        if not outcomes:
            return {}
        each, rest = divmod(self.atoms[c], len(outcomes))
        return {outcome: each + (n < rest) for n, outcome in enumerate(outcomes)}

    def _once(self, order: Sequence[int]) -> dict[int, int]:
        best: dict[str, tuple[int, int]] = {}
        amounts = {}
        for c in order:
            portions = self.portions(c)
            amounts[c] = 0 if portions else self.atoms[c]
            for outcome, portion in portions.items():
                if outcome not in best or portion > best[outcome][0]:
                    best[outcome] = (portion, c)
        for portion, c in best.values():
            amounts[c] += portion
        return amounts

    def reached(self, assignment: Assignment) -> list[int]:
        """What an assignment reaches of each demand, in atoms or credentials."""
        prepared = self.prepared
        reached = [0] * len(prepared.demands)
        for c, slot in enumerate(assignment.place):
            if slot != NOWHERE:
                self._add(reached, slot, c)
        for number, shared in enumerate(prepared.slots):
            if shared.shares:
                for c in self.eligible[number]:
                    if c not in assignment.out:
                        self._add(reached, number, c)
        for number, pool in enumerate(prepared.pools):
            amounts = assignment.amounts.get(number, {})
            for demand in pool.demands:
                passing = self.passing(demand)
                reached[demand] = sum(a for c, a in amounts.items() if passing is None or c in passing)
        self._exclude(reached)
        return reached

    def _add(self, reached: list[int], slot: int, c: int) -> None:
        demand = self.prepared.slots[slot].demand
        if demand >= 0:
            reached[demand] += 1 if self.prepared.slots[slot].counted else self.atoms[c]

    def _exclude(self, reached: list[int]) -> None:
        for node, excluding in zip(self.prepared.nodes, self.excluding, strict=True):
            if node.excludes is not None and not excluding:
                reached[node.demands[0]] = self.need[node.demands[0]]

    def most(self) -> list[int]:
        """The most that any assignment can reach of each demand: every credential counted everywhere."""
        prepared = self.prepared
        reached = [0] * len(prepared.demands)
        for number, slot in enumerate(prepared.slots):
            if slot.demand >= 0:
                inside = self.eligible[number]
                counted = prepared.demands[slot.demand].counted
                reached[slot.demand] = len(inside) if counted else sum(self.atoms[c] for c in inside)
        for pool in prepared.pools:
            members = sorted({c for slot in pool.slots for c in self.eligible[slot]})
            for demand in pool.demands:
                passing = self.passing(demand)
                reached[demand] = self._most(pool, [c for c in members if _helps(c, passing)])
        self._exclude(reached)
        return reached

    def _most(self, pool: Pool, members: Sequence[int]) -> int:
        amounts = self._once(members) if pool.once else {c: self.atoms[c] for c in members}
        most = sum(amounts.values())
        for cap, check in pool.limits:
            passing = self.passes(check)
            free = [c for c in members if c not in passing]
            outside = sum((self._once(free) if pool.once else {c: self.atoms[c] for c in free}).values())
            most = min(most, self.atoms_in(cap) + outside)
        return most

    def missing(self, reached: Sequence[int], given: Mapping[int, int] | None = None) -> list[int]:
        """What is missing for each node; the first is the whole. `given` fixes it for some nodes."""
        prepared = self.prepared
        short = [
            (need - have) * cost if have < need else 0
            for need, have, cost in zip(self.need, reached, self.cost, strict=True)
        ]
        missing = [0] * len(prepared.nodes)
        for number in range(len(prepared.nodes) - 1, -1, -1):
            if given is not None and number in given:
                missing[number] = given[number]
                continue
            node = prepared.nodes[number]
            total = 0
            for demand in node.demands:
                if short[demand]:
                    total += short[demand] * (CLOSED if prepared.demands[demand].closed else 1)
            if node.choose is None:
                for part in node.parts:
                    total += missing[part]
            else:
                total += sum(sorted([missing[part] for part in node.parts])[: node.choose])
            missing[number] = total
        return missing

    def active(self, missing: Sequence[int]) -> list[bool]:
        """Which nodes count: of parts to choose from those with the least missing, the first of equals."""
        nodes = self.prepared.nodes
        active = [False] * len(nodes)
        active[0] = True
        for number, node in enumerate(nodes):
            if active[number] and node.parts:
                for part in self.chosen(number, missing):
                    active[part] = True
        return active

    def chosen(self, number: int, missing: Sequence[int]) -> Sequence[int]:
        """The parts of a node that count."""
        node = self.prepared.nodes[number]
        if node.choose is None:
            return node.parts
        return sorted(sorted(node.parts, key=lambda part: (missing[part], part))[: node.choose])

    def value(self, assignment: Assignment) -> int:
        """What is missing altogether under an assignment."""
        return self.missing(self.reached(assignment))[0]


def _helps(c: int, passing: frozenset[int] | None) -> bool:
    return passing is None or c in passing


def _denominator(prepared: Prepared, seen: Sequence[Seen], once: bool) -> int:
    """The least number of atoms in one credit that makes every amount whole; outcomes are split exactly
    where that takes no more than `MOST_SPLIT`, else to the nearest atom."""
    found = lcm(prepared.denominator, *(each.credits.denominator for each in seen if each.credits))
    if once:
        split = lcm(*(len(set(each.held.outcomes)) for each in seen if each.held.outcomes), 1)
        found *= split if split <= MOST_SPLIT else 2520
    return found
