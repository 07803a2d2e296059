"""The assignment as an integer programme: its variables and its rows, all of them numbers.

Variables: x, a credential stands in a slot; u, a rival is used; a, a part of "n of" counts; r, what a demand
lacks; t, how much of a credential counts in a group with limits; y, an outcome is counted for a credential.
Everything is a whole number but r. A credential never counts for more than a demand needs: what is above that
would only let halves of credentials look like whole ones where everything may be divided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from math import gcd, inf

from microcred.rules.evaluate.case import CLOSED, NOWHERE, Assignment, Case
from microcred.rules.evaluate.prepared import Pool


@dataclass(frozen=True, slots=True)
class Lack:
    """The row of a demand: `lack` and `sizes` times `columns` are at least `need`, if `active` counts."""

    lack: int
    need: int
    columns: list[int]
    sizes: list[int]
    active: int | None


class Programme:
    """The programme of one case. Columns of x come first, those of a credential side by side."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._prepared = case.prepared
        self.scale = self._common()
        self._sizes = [atoms // self.scale for atoms in case.atoms]
        self.first: list[int] = []
        """The first column of each credential."""
        self.slot_of = list(chain.from_iterable(case.options))
        """The slot of each column of x."""
        self.cost: list[float] = [0.0] * len(self.slot_of)
        self.upper: list[float] = [1.0] * len(self.slot_of)
        self.whole: list[int] = [1] * len(self.slot_of)
        self.low: list[float] = []
        self.high: list[float] = []
        self.start: list[int] = [0]
        self.index: list[int] = []
        self.value: list[float] = []
        self.lacks: list[Lack] = []
        self.used: dict[int, int] = {}
        self.counted: dict[tuple[int, int], int] = {}
        self.active: list[int | None] = []
        self._inside: list[list[int]] = [[] for _ in self._prepared.slots]
        demands = self._prepared.demands
        together = zip(case.need, case.cost, demands, strict=True)
        open_most = sum(need * cost for need, cost, d in together if not d.closed)
        self.closed = open_most // self.scale + 1
        """What one closed atom weighs: more than everything open together."""
        self._build()

    @property
    def weight(self) -> float:
        """The largest value that it could come to."""
        return sum(cost * upper for cost, upper in zip(self.cost, self.upper, strict=True))

    @property
    def columns(self) -> int:
        """How many variables it has."""
        return len(self.cost)

    def weighed(self, missing: int) -> float:
        """A number of the case as the programme counts it."""
        closed, rest = divmod(missing, CLOSED)
        return (closed * self.closed + rest) / self.scale

    def unweighed(self, value: int) -> int:
        """What the programme counts as a number of the case."""
        closed, rest = divmod(value, self.closed)
        return closed * self.scale * CLOSED + rest * self.scale

    def places(self, values: Sequence[float]) -> dict[int, int]:
        """Where more than half of a credential stands."""
        found = {}
        for c, options in enumerate(self.case.options):
            first = self.first[c]
            for column in range(first, first + len(options)):
                if values[column] > 0.5:
                    found[c] = self.slot_of[column]
        return found

    def assignment(self, values: Sequence[int]) -> Assignment:
        """The assignment that whole values say."""
        case = self.case
        place = [NOWHERE] * len(case.seen)
        for c, slot in self.places(values).items():
            place[c] = slot
        found = Assignment(place, frozenset(c for c, column in self.used.items() if not values[column]))
        case.fill(found)
        for number in {number for number, _ in self.counted}:
            found.amounts[number] = {
                c: values[self.counted[number, c]] * self.scale
                if (number, c) in self.counted
                else case.atoms[c]
                for c in case.members(self._prepared.pools[number], found)
            }
        return found

    def _common(self) -> int:
        """What divides every amount, so that numbers are as small as may be."""
        case = self.case
        amounts = {*case.atoms, case.unit}
        amounts.update(n for n, d in zip(case.need, self._prepared.demands, strict=True) if not d.counted)
        for pool in self._prepared.pools:
            amounts.update(case.atoms_in(cap) for cap, _ in pool.limits)
            if pool.once:
                amounts.update(p for c in range(len(case.seen)) for p in case.portions(c).values())
        return reduce(gcd, amounts) or 1

    def _variable(self, cost: float, upper: float, whole: int) -> int:
        self.cost.append(cost)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def _row(self, low: float, high: float, columns: Sequence[int], values: Sequence[float]) -> None:
        if columns:
            self.low.append(low)
            self.high.append(high)
            self.index += columns
            self.value += values
            self.start.append(len(self.index))

    def _build(self) -> None:
        case = self.case
        for rivals in case.rivals:
            for c in rivals:
                if c not in self.used:
                    self.used[c] = self._variable(0, 1, 1)
            self._row(-inf, 1, [self.used[c] for c in rivals], [1.0] * len(rivals))
        column = 0
        for c, options in enumerate(case.options):
            self.first.append(column)
            for slot in options:
                self._inside[slot].append(column)
                column += 1
            columns = list(range(self.first[c], column))
            if c in self.used:
                self._row(-inf, 0, [*columns, self.used[c]], [*([1.0] * len(columns)), -1.0])
            elif len(columns) > 1:
                self._row(-inf, 1, columns, [1.0] * len(columns))
        self._activities()
        for number, pool in enumerate(self._prepared.pools):
            if pool.demands and (pool.once or pool.limits):
                self._limited(number, pool)
        for demand in range(len(self._prepared.demands)):
            self._lack(demand)

    def _activities(self) -> None:
        self.active = [None] * len(self._prepared.nodes)
        for number, node in enumerate(self._prepared.nodes):
            if node.choose is None:
                for part in node.parts:
                    self.active[part] = self.active[number]
                continue
            columns = [self._variable(0, 1, 1) for _ in node.parts]
            for part, column in zip(node.parts, columns, strict=True):
                self.active[part] = column
            above = self.active[number]
            if above is None:
                self._row(node.choose, inf, columns, [1.0] * len(columns))
            else:
                self._row(0, inf, [*columns, above], [*([1.0] * len(columns)), -float(node.choose)])

    def _members(self, pool: Pool) -> dict[int, list[int]]:
        """The columns of which one says that a credential stands in a group; none where it always does."""
        found: dict[int, list[int]] = {}
        for slot in pool.slots:
            if not self._prepared.slots[slot].shares:
                for c, column in zip(self.case.eligible[slot], self._inside[slot], strict=True):
                    found.setdefault(c, []).append(column)
        for slot in pool.slots:
            if self._prepared.slots[slot].shares:
                for c in self.case.eligible[slot]:
                    found[c] = [self.used[c]] if c in self.used else []
        return dict(sorted(found.items()))

    def _limited(self, number: int, pool: Pool) -> None:
        """How much counts in a group with limits or with outcomes that count once, of what these concern."""
        case, members = self.case, self._members(pool)
        shared: dict[str, list[int]] = {}
        limits = [(case.atoms_in(cap) // self.scale, case.passes(check)) for cap, check in pool.limits]
        for c, columns in members.items():
            portions = case.portions(c) if pool.once else {}
            caps = [cap for cap, passing in limits if c in passing]
            if not portions and not caps:
                continue
            size = float(min(self._sizes[c], *caps, self._sizes[c]))
            counted = self.counted[number, c] = self._variable(0, size, 1)
            if columns:
                self._row(-inf, 0, [counted, *columns], [1.0, *([-size] * len(columns))])
            ways = [self._variable(0, 1, 1) for _ in portions]
            for outcome, way in zip(portions, ways, strict=True):
                shared.setdefault(outcome, []).append(way)
            if portions:
                share = [-portion / self.scale for portion in portions.values()]
                self._row(-inf, 0, [counted, *ways], [1.0, *share])
        for ways in shared.values():
            if len(ways) > 1:
                self._row(-inf, 1, ways, [1.0] * len(ways))
        for cap, passing in limits:
            some = [self.counted[number, c] for c in members if c in passing]
            self._row(-inf, cap, some, [1.0] * len(some))

    def _lack(self, number: int) -> None:
        """What a demand lacks: at least what it needs, if it counts, less what there is."""
        case, demand = self.case, self._prepared.demands[number]
        scale = 1 if demand.counted else self.scale
        need = case.need[number] // scale
        cost = case.cost[number] * scale / self.scale * (self.closed if demand.closed else 1)
        columns: list[int] = []
        sizes: list[int] = []
        if demand.slot >= 0:
            need = self._in_slot(demand.slot, need, demand.counted, columns, sizes)
        elif demand.group >= 0:
            need = self._in_group(number, need, columns, sizes)
        elif not case.excluding[demand.node]:
            need = 0
        if need <= 0:
            return
        lack = self._variable(cost, need, 0)
        active = self.active[demand.node]
        capped = [size if size < need else need for size in sizes]
        columns.append(lack)
        if active is None:
            self._row(need, inf, columns, [*capped, 1.0])
        else:
            self._row(0, inf, [*columns, active], [*capped, 1.0, -need])
        columns.pop()
        if not demand.counted and columns:
            self.lacks.append(Lack(lack, need, columns, capped, active))

    def _in_slot(self, slot: int, need: int, counted: bool, columns: list[int], sizes: list[int]) -> int:
        """Adds what stands in a slot; how much is needed besides what always does."""
        eligible = self.case.eligible[slot]
        if not self._prepared.slots[slot].shares:
            columns += self._inside[slot]
            sizes += [1] * len(eligible) if counted else [self._sizes[c] for c in eligible]
            return need
        for c in eligible:
            size = 1 if counted else self._sizes[c]
            if c in self.used:
                columns.append(self.used[c])
                sizes.append(size)
            else:
                need -= size
        return need

    def _in_group(self, number: int, need: int, columns: list[int], sizes: list[int]) -> int:
        """Adds what counts in a group; how much is needed besides what always does."""
        group = self._prepared.demands[number].group
        passing = self.case.passing(number)
        for c, inside in self._members(self._prepared.pools[group]).items():
            if passing is not None and c not in passing:
                continue
            counted = self.counted.get((group, c))
            if counted is not None:
                columns.append(counted)
                sizes.append(1)
            elif inside:
                columns += inside
                sizes += [self._sizes[c]] * len(inside)
            else:
                need -= self._sizes[c]
        return need
