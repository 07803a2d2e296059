"""The assignment as an integer programme, solved by HiGHS, where matching cannot settle it.

Variables: x, a credential stands in a slot; u, a rival is used; a, a part of "n of" counts; r, what a demand
lacks; t, how much of a credential counts in a group with limits; y, an outcome is counted for a credential.
Everything is a whole number but r, so what HiGHS finds is checked exactly and its bound rounded up. One
thread, a fixed seed and a limit of nodes: the same case gives the same answer on every run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import ceil, gcd
from typing import Any

import highspy
import numpy as np

from microcred.highs import silent_solver
from microcred.rules.evaluate.case import CLOSED, NOWHERE, Assignment, Case
from microcred.rules.evaluate.prepared import Pool

NODES = 2_000
"""How many nodes of the search are looked at."""
ITERATIONS = 400_000
LARGEST = 10**9
"""Above this, doubles could not tell one atom from none, and nothing is solved."""
INFINITE = highspy.kHighsInf
FEASIBLE = 2
VERSION = f"HiGHS {highspy.HIGHS_VERSION_MAJOR}.{highspy.HIGHS_VERSION_MINOR}.{highspy.HIGHS_VERSION_PATCH}"


@dataclass(frozen=True, slots=True)
class Solved:
    """An assignment and the least that could be missing, as the solver proved it, in terms of the case."""

    assignment: Assignment
    bound: int


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What is best where everything may be divided: where more than half of a credential stands, how far
    each part that may be chosen is (in hundredths), and the least that could be missing."""

    place: dict[int, int]
    worth: dict[int, int]
    bound: int


class Programme:
    """The programme of one case."""

    def __init__(self, case: Case, options: Sequence[Sequence[int]] | None = None) -> None:
        self._case = case
        self._options = case.options if options is None else options
        self._prepared = case.prepared
        self._cost: list[float] = []
        self._upper: list[float] = []
        self._whole: list[bool] = []
        self._rows: list[tuple[float, float, list[int], list[float]]] = []
        self._x: dict[tuple[int, int], int] = {}
        self._used: dict[int, int] = {}
        self._counted: dict[tuple[int, int], int] = {}
        self._active: list[int | None] = []
        self._scale = self._common()
        open_most = sum(
            need * cost
            for need, cost, d in zip(case.need, case.cost, self._prepared.demands, strict=True)
            if not d.closed
        )
        self._closed = open_most // self._scale + 1
        """What one closed atom weighs: more than everything open together."""
        self._build()

    @property
    def too_large(self) -> bool:
        """Whether the numbers are beyond what doubles tell apart."""
        return sum(cost * upper for cost, upper in zip(self._cost, self._upper, strict=True)) > LARGEST

    def _common(self) -> int:
        """What divides every amount, so that numbers are as small as may be."""
        case = self._case
        amounts = [a for a in case.atoms if a] + [case.unit]
        amounts += [n for n, d in zip(case.need, self._prepared.demands, strict=True) if not d.counted]
        for pool in self._prepared.pools:
            amounts += [case._atoms(cap) for cap, _ in pool.limits]
            if pool.once:
                amounts += [p for c in range(len(case.seen)) for p in case.portions(c).values()]
        return reduce(gcd, amounts) or 1

    def _variable(self, cost: float, upper: float, whole: bool) -> int:
        self._cost.append(cost)
        self._upper.append(upper)
        self._whole.append(whole)
        return len(self._cost) - 1

    def _row(self, low: float, high: float, terms: Sequence[tuple[int, float]]) -> None:
        if terms:
            self._rows.append((low, high, [v for v, _ in terms], [w for _, w in terms]))

    def _build(self) -> None:
        case = self._case
        for rivals in case.rivals:
            for c in rivals:
                if c not in self._used:
                    self._used[c] = self._variable(0, 1, True)
            self._row(-INFINITE, 1, [(self._used[c], 1.0) for c in rivals])
        for c, options in enumerate(self._options):
            terms = []
            for slot in options:
                self._x[c, slot] = self._variable(0, 1, True)
                terms.append((self._x[c, slot], 1.0))
            if c in self._used:
                self._row(-INFINITE, 0, [*terms, (self._used[c], -1.0)])
            elif len(terms) > 1:
                self._row(-INFINITE, 1, terms)
        self._activities()
        for number, pool in enumerate(self._prepared.pools):
            if pool.demands and (pool.once or pool.limits):
                self._limited(number, pool)
        for demand in range(len(self._prepared.demands)):
            self._lack(demand)

    def _activities(self) -> None:
        self._active = [None] * len(self._prepared.nodes)
        for number, node in enumerate(self._prepared.nodes):
            if node.choose is None:
                for part in node.parts:
                    self._active[part] = self._active[number]
                continue
            terms = []
            for part in node.parts:
                self._active[part] = self._variable(0, 1, True)
                terms.append((self._active[part] or 0, 1.0))
            if self._active[number] is None:
                self._row(node.choose, INFINITE, terms)
            else:
                self._row(0, INFINITE, [*terms, (self._active[number] or 0, -float(node.choose))])

    def _standing(self, c: int, slot: int) -> tuple[list[tuple[int, float]], float]:
        """Whether a credential stands in a slot, as terms and a constant."""
        if not self._prepared.slots[slot].shares:
            x = self._x.get((c, slot))
            return ([] if x is None else [(x, 1.0)]), 0.0
        return ([(self._used[c], 1.0)], 0.0) if c in self._used else ([], 1.0)

    def _member(self, c: int, pool: Pool) -> tuple[list[tuple[int, float]], float]:
        """Whether a credential stands in a group: at most once, also where it shares."""
        terms: list[tuple[int, float]] = []
        for slot in pool.slots:
            if self._case.fits[slot] >> c & 1:
                more, constant = self._standing(c, slot)
                if constant:
                    return [], 1.0
                if self._prepared.slots[slot].shares:
                    return more, 0.0
                terms += more
        return terms, 0.0

    def _limited(self, number: int, pool: Pool) -> None:
        """How much counts in a group with limits or with outcomes that count once."""
        case = self._case
        members = sorted({c for slot in pool.slots for c in case.eligible[slot]})
        shared: dict[str, list[int]] = {}
        for c in members:
            size = case.atoms[c] / self._scale
            counted = self._counted[number, c] = self._variable(0, size, True)
            terms, constant = self._member(c, pool)
            self._row(-INFINITE, size * constant, [(counted, 1.0), *((v, -size * w) for v, w in terms)])
            portions = case.portions(c) if pool.once else {}
            sum_of = [(counted, 1.0)]
            for outcome, portion in portions.items():
                y = self._variable(0, 1, True)
                shared.setdefault(outcome, []).append(y)
                sum_of.append((y, -portion / self._scale))
            if portions:
                self._row(-INFINITE, 0, sum_of)
        for ways in shared.values():
            if len(ways) > 1:
                self._row(-INFINITE, 1, [(y, 1.0) for y in ways])
        for cap, check in pool.limits:
            passing = case.passes(check)
            limit = case._atoms(cap) / self._scale
            self._row(-INFINITE, limit, [(self._counted[number, c], 1.0) for c in members if c in passing])

    def _lack(self, number: int) -> None:
        """What a demand lacks: at least what it needs, if it counts, less what there is."""
        case, demand = self._case, self._prepared.demands[number]
        scale = 1 if demand.counted else self._scale
        need = case.need[number] / scale
        cost = case.cost[number] * scale / self._scale * (self._closed if demand.closed else 1)
        lack = self._variable(cost, need, False)
        terms, constant = [(lack, 1.0)], 0.0
        if demand.slot >= 0:
            for c in case.eligible[demand.slot]:
                size = 1.0 if demand.counted else case.atoms[c] / scale
                more, fixed = self._standing(c, demand.slot)
                terms += [(v, size * w) for v, w in more]
                constant += size * fixed
        elif demand.group >= 0:
            more, constant = self._in_group(number, scale)
            terms += more
        elif not case.excluding[demand.node]:
            constant = need
        active = self._active[demand.node]
        if active is None:
            self._row(need - constant, INFINITE, terms)
        else:
            self._row(-constant, INFINITE, [*terms, (active, -need)])

    def _in_group(self, number: int, scale: int) -> tuple[list[tuple[int, float]], float]:
        case, demand = self._case, self._prepared.demands[number]
        pool = self._prepared.pools[demand.group]
        passing = case.passing(number)
        terms: list[tuple[int, float]] = []
        constant = 0.0
        for c in sorted({c for slot in pool.slots for c in case.eligible[slot]}):
            if passing is not None and c not in passing:
                continue
            counted = self._counted.get((demand.group, c))
            if counted is not None:
                terms.append((counted, 1.0))
            else:
                size = case.atoms[c] / scale
                more, fixed = self._member(c, pool)
                terms += [(v, size * w) for v, w in more]
                constant += size * fixed
        return terms, constant

    @property
    def columns(self) -> int:
        """How many variables it has."""
        return len(self._cost)

    def relax(self) -> Relaxed | None:
        """With credentials and choices divisible. A linear programme, so fast; None where HiGHS gave up."""
        solver = _solver({"presolve": "off"})
        problem = self._problem()
        problem.integrality_ = []
        solver.passModel(problem)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = solver.getSolution().col_value
        place = {c: slot for (c, slot), variable in self._x.items() if values[variable] > 0.5}
        worth = {
            part: round(100 * values[variable])
            for part, variable in enumerate(self._active)
            if variable is not None
        }
        return Relaxed(place, worth, self._whole_bound(float(solver.getInfo().objective_function_value)))

    def solve(self, start: Assignment, nodes: int, enough: int = 0) -> Solved | None:
        """The best assignment within a number of nodes, or one that misses no more than `enough`; None where
        HiGHS found none."""
        target = self._weighed(enough) + 1e-6
        solver = _solver(
            {"mip_max_nodes": nodes, "mip_rel_gap": 0.0, "mip_abs_gap": 0.99, "objective_target": target}
        )
        solver.passModel(self._problem())
        chosen = [(self._x[c, slot], 1.0) for c, slot in enumerate(start.place) if (c, slot) in self._x]
        if chosen:
            solver.setSolution(len(chosen), np.array([v for v, _ in chosen], np.int32), np.ones(len(chosen)))
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != FEASIBLE:
            return None
        values = [round(value) for value in solver.getSolution().col_value]
        is_mip = any(self._whole)
        bound = float(info.mip_dual_bound if is_mip else info.objective_function_value)
        return Solved(self._assignment(values), self._whole_bound(bound))

    def _weighed(self, missing: int) -> float:
        closed, rest = divmod(missing, CLOSED)
        return (closed * self._closed + rest) / self._scale

    def _whole_bound(self, bound: float) -> int:
        """The proved bound in atoms of the case: rounded up, since what is missing is whole."""
        if bound <= 0 or bound == INFINITE:
            return 0
        closed, rest = divmod(ceil(bound - 1e-4), self._closed)
        return closed * self._scale * CLOSED + rest * self._scale

    def _assignment(self, values: Sequence[int]) -> Assignment:
        case = self._case
        place = [NOWHERE] * len(case.seen)
        for (c, slot), variable in self._x.items():
            if values[variable]:
                place[c] = slot
        out = frozenset(c for c, variable in self._used.items() if not values[variable])
        found = Assignment(place, out)
        case.fill(found)
        for number in {number for number, _ in self._counted}:
            found.amounts[number] = {
                c: values[self._counted[number, c]] * self._scale
                for c in case.members(self._prepared.pools[number], found)
            }
        return found

    def _problem(self) -> Any:
        problem = highspy.HighsLp()
        problem.num_col_, problem.num_row_ = len(self._cost), len(self._rows)
        problem.col_cost_ = np.array(self._cost, float)
        problem.col_lower_ = np.zeros(len(self._cost))
        problem.col_upper_ = np.array(self._upper, float)
        whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        problem.integrality_ = [whole if each else part for each in self._whole]
        problem.row_lower_ = np.array([row[0] for row in self._rows], float)
        problem.row_upper_ = np.array([row[1] for row in self._rows], float)
        problem.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        problem.a_matrix_.start_ = np.cumsum([0, *[len(row[2]) for row in self._rows]])
        problem.a_matrix_.index_ = np.array([v for row in self._rows for v in row[2]], np.int32)
        problem.a_matrix_.value_ = np.array([w for row in self._rows for w in row[3]], float)
        return problem


def _solver(options: Mapping[str, object]) -> Any:
    solver = silent_solver()
    fixed: dict[str, object] = {
        "threads": 1,
        "random_seed": 0,
        "parallel": "off",
        "simplex_iteration_limit": ITERATIONS,
    }
    for name, value in (fixed | dict(options)).items():
        solver.setOptionValue(name, value)
    return solver
