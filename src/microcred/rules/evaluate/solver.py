"""The integer programme of a case solved by HiGHS, where matching cannot settle it.

What HiGHS finds is checked exactly and its bound rounded up. One thread, a fixed seed and a limit of nodes:
the same case gives the same answer on every run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

import highspy
import numpy as np

from microcred.highs import silent_solver
from microcred.rules.evaluate.case import Assignment, Case
from microcred.rules.evaluate.cuts import Row, violated
from microcred.rules.evaluate.programme import Programme

NODES = 2_000
"""How many nodes of the search are looked at."""
ITERATIONS = 400_000
ROUNDS = 2
"""How often rows are added to the linear programme that cut off what it divides."""
LARGEST = 10**9
"""Above this, doubles could not tell one atom from none, and nothing is solved."""
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


class Solver:
    """HiGHS over the programme of one case."""

    def __init__(self, case: Case) -> None:
        self._programme = Programme(case)

    @property
    def too_large(self) -> bool:
        """Whether the numbers are beyond what doubles tell apart."""
        return self._programme.weight > LARGEST

    @property
    def columns(self) -> int:
        """How many variables there are."""
        return self._programme.columns

    def relax(self) -> Relaxed | None:
        """With credentials and choices divisible. A linear programme, so fast; None where HiGHS gave up."""
        programme = self._programme
        solver = _solver({"presolve": "off", "simplex_scale_strategy": 0})
        _pass(solver, programme, whole=False)
        solver.run()
        for _ in range(ROUNDS):
            if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
            rows = violated(programme, solver.getSolution().col_value)
            if not rows:
                break
            _add(solver, rows)
            solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = solver.getSolution().col_value
        worth = {
            part: round(100 * values[column])
            for part, column in enumerate(programme.active)
            if column is not None
        }
        bound = self._whole_bound(float(solver.getInfo().objective_function_value))
        return Relaxed(programme.places(values), worth, bound)

    def solve(self, nodes: int, enough: int = 0) -> Solved | None:
        """The best assignment within a number of nodes, or one that misses no more than `enough`; None where
        HiGHS found none.

        It is given none to start from: after completing one that is stated in part, HiGHS 1.16 has said that
        it was optimal while its own bound said that it was not.
        """
        programme = self._programme
        target = programme.weighed(enough) + 1e-6
        solver = _solver(
            {"mip_max_nodes": nodes, "mip_rel_gap": 0.0, "mip_abs_gap": 0.99, "objective_target": target}
        )
        _pass(solver, programme, whole=True)
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != FEASIBLE:
            return None
        values = [round(value) for value in solver.getSolution().col_value]
        is_mip = any(programme.whole)
        bound = float(info.mip_dual_bound if is_mip else info.objective_function_value)
        return Solved(programme.assignment(values), self._whole_bound(bound))

    def _whole_bound(self, bound: float) -> int:
        """The proved bound in atoms of the case: rounded up, since what is missing is whole."""
        if bound <= 0 or bound == highspy.kHighsInf:
            return 0
        return self._programme.unweighed(ceil(bound - 1e-4))


def _pass(solver: Any, programme: Programme, *, whole: bool) -> None:
    columns, rows = len(programme.cost), len(programme.low)
    integrality = np.array(programme.whole, np.int32) if whole else np.zeros(columns, np.int32)
    solver.passModel(
        columns,
        rows,
        len(programme.index),
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        np.array(programme.cost),
        np.zeros(columns),
        np.array(programme.upper),
        np.array(programme.low, float),
        np.array(programme.high, float),
        np.array(programme.start, np.int32),
        np.array(programme.index, np.int32),
        np.array(programme.value, float),
        integrality,
    )


def _add(solver: Any, rows: list[Row]) -> None:
    starts = np.cumsum([0, *(len(row.columns) for row in rows[:-1])], dtype=np.int32)
    solver.addRows(
        len(rows),
        np.array([row.low for row in rows], float),
        np.full(len(rows), highspy.kHighsInf),
        sum(len(row.columns) for row in rows),
        starts,
        np.array([column for row in rows for column in row.columns], np.int32),
        np.array([value for row in rows for value in row.values], float),
    )


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
