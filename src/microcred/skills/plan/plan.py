"""The plan: which offerings close most of a gap, and of those the cheapest, quickest and lightest choice.

Exact, by HiGHS. Two steps: first the greatest part of the gap that the constraints allow, then, with that
part kept, the least cost, the earliest end or the fewest hours. Each step carries its bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from microcred.skills.errors import PlanImpossible
from microcred.skills.gap.gap import Gap, GapState, SkillGap, weight
from microcred.skills.plan.dominance import replaceable
from microcred.skills.plan.offerings import Offering, course_of
from microcred.skills.plan.solver import Model, Solved

SHARE, LEAST_SECONDS = 0.96, 0.1


class Aim(Enum):
    """What a plan saves, once it closes all that can be closed."""

    CHEAPEST = "cheapest"
    QUICKEST = "quickest"
    LIGHTEST = "lightest"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a learner allows. None or an empty tuple: no limit. `budget` in cents, `seconds` for one plan."""

    earliest: date
    latest: date | None = None
    budget: int | None = None
    hours_per_week: float | None = None
    languages: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class Step:
    """One offering of a plan and the wanted skills that it closes."""

    offering: Offering
    closes: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """One plan, its steps in order of their dates.

    `closed` is the weight of the gap that it closes, of `open` in all; `not_closed` are the skills that it
    leaves, `not_offered` those that no offering closes. `optimal` says that both steps were proved; if not,
    `closed_bound` and `value_bound` say how much better any other plan can be.
    """

    aim: Aim
    steps: tuple[Step, ...]
    closed: float
    open: float
    not_closed: tuple[str, ...]
    not_offered: tuple[str, ...]
    optimal: bool
    closed_bound: float
    value: float
    value_bound: float

    @property
    def price(self) -> int:
        """Its price, in cents."""
        return sum(step.offering.price for step in self.steps)

    @property
    def ends(self) -> date | None:
        """When its last step ends."""
        return max((step.offering.end for step in self.steps), default=None)

    @property
    def hours(self) -> float:
        """All its hours."""
        return sum(step.offering.hours for step in self.steps)


@dataclass(frozen=True)
class _Task:
    """What is to be solved: skills that can be closed, offerings that may be chosen, and who closes what."""

    skills: tuple[SkillGap, ...]
    offerings: tuple[Offering, ...]
    closers: tuple[tuple[int, ...], ...]
    not_offered: tuple[str, ...]


def plans(
    gap: Gap, offerings: Iterable[Offering], limits: Limits, aims: Sequence[Aim] = tuple(Aim)
) -> tuple[Plan, ...]:
    """The plans for the aims, side by side. Raises `PlanImpossible` where nothing can be closed, or
    `SolverStopped`.

    A declared skill is closed by an assessment where one is offered, and by a course only where none is;
    an assessment closes nothing that was neither declared, nor lapsed, nor held too low.
    """
    task = _task(gap, offerings, limits)
    if not task.skills:
        raise PlanImpossible(gap.target.name)
    weights = [weight(each.wanted) * (1 - each.covered) for each in task.skills]
    model = Model(task.offerings, weights, task.closers, (limits.budget, limits.hours_per_week))
    most = model.close_most(limits.seconds / 2)
    if most.value <= 0:
        raise PlanImpossible(gap.target.name)
    return tuple(_plan(gap, task, aim, most, _least(model, aim, task, most, limits)) for aim in aims)


def allowed(offering: Offering, limits: Limits) -> bool:
    """Whether an offering by itself keeps the limits."""
    return (
        offering.start >= limits.earliest
        and (limits.latest is None or offering.end <= limits.latest)
        and (not limits.languages or not offering.language or offering.language in limits.languages)
        and (not limits.modes or not offering.mode or offering.mode in limits.modes)
        and (limits.budget is None or offering.price <= limits.budget)
        and (limits.hours_per_week is None or offering.hours_per_week <= limits.hours_per_week)
    )


def _task(gap: Gap, offerings: Iterable[Offering], limits: Limits) -> _Task:
    possible = _useful([o for o in offerings if allowed(o, limits)], gap)
    skills, closers, none = [], [], []
    for each in gap.open:
        ways = _closers(each, possible)
        if ways:
            skills.append(each)
            closers.append(ways)
        else:
            none.append(each.wanted.skill)
    gone = replaceable(possible, closers)
    kept = [n for n in range(len(possible)) if n not in gone]
    place = {n: new for new, n in enumerate(kept)}
    left = tuple(tuple(place[n] for n in ways if n in place) for ways in closers)
    return _Task(tuple(skills), tuple(possible[n] for n in kept), left, tuple(none))


def _useful(offerings: list[Offering], gap: Gap) -> list[Offering]:
    """The offerings that close something, and those that they require, however far back."""
    wanted = {each.wanted.skill: each.wanted.level for each in gap.open}
    kept = {o.id for o in offerings if any(s in wanted and o.closes(s, wanted[s]) for s, _ in o.teaches)}
    needed = {course for o in offerings if o.id in kept for course in o.requires}
    while needed:
        more = {o.id for o in offerings if course_of(o) in needed} - kept
        kept |= more
        needed = {course for o in offerings if o.id in more for course in o.requires}
    return [o for o in offerings if o.id in kept]


def _closers(gap: SkillGap, offerings: Sequence[Offering]) -> tuple[int, ...]:
    ways = [n for n, o in enumerate(offerings) if o.closes(gap.wanted.skill, gap.wanted.level)]
    assessments = [n for n in ways if offerings[n].assessment_only]
    courses = [n for n in ways if not offerings[n].assessment_only]
    if gap.state is GapState.DECLARED:
        return tuple(assessments or courses)
    return tuple(ways if gap.state in (GapState.LAPSED, GapState.TOO_LOW) else courses)


def _least(model: Model, aim: Aim, task: _Task, most: Solved, limits: Limits) -> Solved:
    """The second step. Values: cents, the day's number (`date.toordinal`), or hours."""
    left = max(LEAST_SECONDS, limits.seconds * SHARE - most.seconds)
    if aim is Aim.QUICKEST:
        ends, hours = [o.end.toordinal() for o in task.offerings], [o.hours for o in task.offerings]
        return model.earliest(ends, hours, most, left)
    costs = [float(o.price) if aim is Aim.CHEAPEST else o.hours for o in task.offerings]
    return model.least(costs, most, left)


def _plan(gap: Gap, task: _Task, aim: Aim, most: Solved, least: Solved) -> Plan:
    chosen = sorted(least.chosen, key=lambda n: (task.offerings[n].start, task.offerings[n].id))
    closes = {n: _closed_by(n, task) for n in chosen}
    closed = {skill for skills in closes.values() for skill in skills}
    return Plan(
        aim=aim,
        steps=tuple(Step(task.offerings[n], closes[n]) for n in chosen),
        closed=sum(weight(s.wanted) * (1 - s.covered) for s in task.skills if s.wanted.skill in closed),
        open=sum(weight(s.wanted) * (1 - s.covered) for s in gap.open),
        not_closed=tuple(s.wanted.skill for s in task.skills if s.wanted.skill not in closed),
        not_offered=task.not_offered,
        optimal=most.optimal and least.optimal,
        closed_bound=most.bound,
        value=least.value,
        value_bound=least.bound,
    )


def _closed_by(number: int, task: _Task) -> tuple[str, ...]:
    pairs = zip(task.skills, task.closers, strict=True)
    return tuple(each.wanted.skill for each, ways in pairs if number in ways)
