"""The plan as a mixed-integer programme, solved by HiGHS.

Variables: x of each offering (chosen or not), y of each skill (closed or not). The y are
whole by themselves where the x are, but are said to be so: the solver then proves hard cases sooner.
Rows: y of a skill is at most the sum of x that close it; an offering is at most the sum of the runs of a
course it requires that end before it starts; one run of a course; the hours of each week; the budget.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import highspy
import numpy as np

from microcred.highs import silent_solver
from microcred.skills.errors import SolverStopped
from microcred.skills.plan.offerings import Offering

KEPT = 1e-6
GAP = 1e-9
FEASIBLE = 2
HONEST = 1e-9
SHARE_OF_A_DAY = 0.4
Line = tuple[float, float, list[int], list[float]]


@dataclass(frozen=True, slots=True)
class Solved:
    """What a step found: the numbers of the chosen offerings, its value, the best that could be, whether the
    two were proved equal, and how long the solver took."""

    chosen: tuple[int, ...]
    value: float
    bound: float
    optimal: bool
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Reached:
    """Whether a day can be kept: a choice that does, or the proof that none can, or neither in the time."""

    chosen: tuple[int, ...] | None
    impossible: bool
    seconds: float


class Model:
    """One task. `close_most` first, then `least` for each aim with what was closed kept."""

    def __init__(
        self,
        offerings: Sequence[Offering],
        weights: Sequence[float],
        closers: Sequence[Sequence[int]],
        limits: tuple[int | None, float | None],
    ) -> None:
        self._offerings = offerings
        self._weights = list(weights)
        self._count = len(offerings)
        self._rows: list[Line] = []
        for skill, ways in enumerate(closers):
            columns = [self._count + skill, *ways]
            self._rows.append((-highspy.kHighsInf, 0.0, columns, [1.0] + [-1.0] * len(ways)))
        self._require()
        self._limit(*limits)

    def _require(self) -> None:
        runs: defaultdict[str, list[int]] = defaultdict(list)
        for number, offering in enumerate(self._offerings):
            runs[offering.course or offering.id].append(number)
        for numbers in runs.values():
            if len(numbers) > 1:
                self._rows.append((-highspy.kHighsInf, 1.0, numbers, [1.0] * len(numbers)))
        for number, offering in enumerate(self._offerings):
            for course in offering.requires:
                before = [n for n in runs.get(course, ()) if self._offerings[n].end < offering.start]
                self._rows.append((-highspy.kHighsInf, 0.0, [number, *before], [1.0] + [-1.0] * len(before)))

    def _limit(self, budget: int | None, hours: float | None) -> None:
        if budget is not None:
            prices = [float(offering.price) for offering in self._offerings]
            self._rows.append((-highspy.kHighsInf, float(budget), list(range(self._count)), prices))
        if hours is not None:
            for columns in self._busy_weeks():
                loads = [self._offerings[n].hours_per_week for n in columns]
                if sum(loads) > hours:
                    self._rows.append((-highspy.kHighsInf, hours, columns, loads))

    def _busy_weeks(self) -> list[list[int]]:
        """The offerings that run in each week; weeks that another one contains are left out."""
        weeks: defaultdict[int, list[int]] = defaultdict(list)
        for number, offering in enumerate(self._offerings):
            if offering.hours_per_week > 0:
                for week in range(_week(offering.start), _week(offering.end) + 1):
                    weeks[week].append(number)
        different = {tuple(columns) for columns in weeks.values()}
        ordered = sorted(different, key=len, reverse=True)
        kept: list[set[int]] = []
        for columns in ordered:
            if not any(set(columns) <= other for other in kept):
                kept.append(set(columns))
        return [sorted(columns) for columns in kept]

    def close_most(self, seconds: float) -> Solved:
        """The greatest weight of skills that can be closed."""
        costs = [0.0] * self._count + [-weight for weight in self._weights]
        found = self._solve(costs, self._rows, seconds, None)
        return Solved(found.chosen, -found.value, -found.bound, found.optimal, found.seconds)

    def least(self, costs: Sequence[float], most: Solved, seconds: float) -> Solved:
        """The least sum of `costs` over the chosen offerings that closes as much as `most`."""
        objective = [*costs, *[0.0] * len(self._weights)]
        return self._solve(
            objective, [*self._rows, self._kept(most)], seconds, most.chosen, whole=self._all(most)
        )

    def earliest(self, ends: Sequence[int], hours: Sequence[float], most: Solved, seconds: float) -> Solved:
        """The earliest day by which as much as `most` can be closed, of those in `ends` (one per offering).

        Halves the days that come into question: each half asks whether any choice closes it by a day, and is
        led by the fewest `hours`, which leave most room in a week. A day that stays undecided ends its share
        of the time, and later days are tried. The value is the earliest day found; the bound the first day
        that is not proved to be too early.
        """
        days = sorted(set(ends))
        best, low, left = most.chosen, 0, seconds
        high = days.index(max((ends[n] for n in best), default=days[0]))
        first, proved = low, True
        while first < high and left > 0:
            middle = (first + high) // 2
            late = [n for n in range(self._count) if ends[n] > days[middle]]
            share = left if first + 1 == high and proved else left * SHARE_OF_A_DAY
            found = self._reach(hours, most, late, share)
            left -= found.seconds
            if found.chosen is not None:
                best, high = found.chosen, days.index(max(ends[n] for n in found.chosen))
            elif found.impossible:
                first = middle + 1
                low = first if proved else low
            else:
                first, proved = middle + 1, False
        done = low >= high
        return Solved(best, float(days[high]), float(days[low]), done, seconds - left)

    def _reach(self, hours: Sequence[float], most: Solved, barred: Sequence[int], seconds: float) -> _Reached:
        """Any choice that closes as much as `most` without the offerings `barred`."""
        solver = self._solver(seconds)
        solver.setOptionValue("mip_max_improving_sols", 1)
        costs = [*hours, *[0.0] * len(self._weights)]
        rows = [*self._rows, self._kept(most)]
        solver.passModel(self._problem(costs, rows, barred, whole=self._all(most)))
        solver.run()
        taken, status = float(solver.getRunTime()), solver.getModelStatus()
        if solver.getInfo().primal_solution_status == FEASIBLE:
            return _Reached(self._chosen(solver), False, taken)
        return _Reached(None, status == highspy.HighsModelStatus.kInfeasible, taken)

    def _kept(self, most: Solved) -> Line:
        return (most.value - KEPT * max(1.0, most.value), highspy.kHighsInf, self._skills(), self._weights)

    def _all(self, most: Solved) -> bool:
        """Whether `most` closes every skill: then each of them is asked for by itself, which is tighter."""
        return most.value >= sum(self._weights) - KEPT

    def _skills(self) -> list[int]:
        return list(range(self._count, self._count + len(self._weights)))

    def _solver(self, seconds: float) -> Any:
        solver = silent_solver()
        solver.setOptionValue("time_limit", float(seconds))
        solver.setOptionValue("mip_rel_gap", GAP)
        return solver

    def _chosen(self, solver: Any) -> tuple[int, ...]:
        values = np.array(solver.getSolution().col_value)
        return tuple(int(n) for n in np.flatnonzero(values[: self._count] > 0.5))

    def _solve(
        self,
        costs: Sequence[float],
        rows: Sequence[Line],
        seconds: float,
        start: Sequence[int] | None,
        *,
        whole: bool = False,
    ) -> Solved:
        solver = self._solver(seconds)
        solver.passModel(self._problem(costs, rows, (), whole=whole))
        if start is not None:
            solver.setSolution(len(start), np.array(start, np.int32), np.ones(len(start)))
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != FEASIBLE:
            raise SolverStopped
        values = np.array(solver.getSolution().col_value)
        scale = float(np.abs(costs).sum())
        if abs(float(np.dot(costs, values)) - float(info.objective_function_value)) > HONEST * (1 + scale):
            # HiGHS 1.16 sometimes gives back the start where presolve has found better: solve without it.
            if start is None:
                raise SolverStopped
            return self._solve(costs, rows, seconds, None, whole=whole)
        optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        value = float(info.objective_function_value)
        bound = value if optimal else float(info.mip_dual_bound)
        return Solved(self._chosen(solver), value, bound, optimal, float(solver.getRunTime()))

    def _problem(
        self, costs: Sequence[float], rows: Sequence[Line], barred: Sequence[int], *, whole: bool
    ) -> Any:
        problem = highspy.HighsLp()
        columns = self._count + len(self._weights)
        lower, upper = np.zeros(columns), np.ones(columns)
        upper[list(barred)] = 0
        if whole:
            lower[self._count :] = 1
        problem.num_col_, problem.num_row_ = columns, len(rows)
        problem.col_cost_, problem.col_lower_, problem.col_upper_ = np.array(costs, float), lower, upper
        problem.integrality_ = [highspy.HighsVarType.kInteger] * columns
        problem.row_lower_ = np.array([row[0] for row in rows])
        problem.row_upper_ = np.array([row[1] for row in rows])
        problem.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        problem.a_matrix_.start_ = np.cumsum([0, *[len(row[2]) for row in rows]])
        problem.a_matrix_.index_ = np.array([column for row in rows for column in row[2]], np.int32)
        problem.a_matrix_.value_ = np.array([value for row in rows for value in row[3]], float)
        return problem


def _week(day: date) -> int:
    return (day.toordinal() - 1) // 7
