"""The three plans side by side, and a plan that a learner follows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from microcred.platform.careers.here import framework, language
from microcred.platform.careers.models import AdoptedPlan
from microcred.skills.gap.gap import Gap, GapState
from microcred.skills.plan.offerings import Offering
from microcred.skills.plan.plan import Aim, Limits, Plan, plans

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True)
class StepDetail:
    """One step: when, what it costs in cents, and the skills that it closes (address, label, level)."""

    number: int
    offering: str
    title: str
    start: date
    end: date
    price: int
    hours_per_week: float
    closes: Sequence[tuple[str, str, int | None]]
    language: str = ""
    mode: str = ""
    assessment_only: bool = False
    done_at: datetime | None = None
    credential: str = ""


@dataclass(frozen=True)
class PlanDetail:
    """A plan of one aim. `held_after` counts the essential skills that are then held, of `essential`.

    `key` names exactly this choice: adopting it says which plan was seen. `value` and `bound` are cents,
    hours or the number of a day (`day_bound`), by the aim.
    """

    aim: Aim
    key: str
    steps: Sequence[StepDetail]
    price: int
    hours: float
    start: date
    end: date
    weeks: int
    held_now: int
    held_after: int
    essential: int
    not_closed: Sequence[str]
    not_offered: Sequence[str]
    optimal: bool
    closed: float
    closed_bound: float
    value: float
    bound: float

    @property
    def day_bound(self) -> date:
        """The earliest day that is not proved to be too early, where the aim is the quickest plan."""
        return date.fromordinal(max(1, round(self.bound)))


@dataclass(frozen=True)
class Adopted:
    """A plan that a learner follows. `next` is the first step that is not done."""

    public_id: str
    goal: str
    aim: Aim
    adopted_at: datetime
    dropped: bool
    steps: Sequence[StepDetail]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done_at is not None for step in self.steps)

    @property
    def next(self) -> StepDetail | None:
        """The first step that is not done."""
        return next((step for step in self.steps if step.done_at is None), None)


def three(gap: Gap, limits: Limits, offered: Iterable[Offering]) -> list[PlanDetail]:
    """The cheapest, the quickest and the lightest plan. Raises `PlanImpossible` or `SolverStopped`."""
    return [_plan(one, gap) for one in plans(gap, offered, limits)]


def _plan(plan: Plan, gap: Gap) -> PlanDetail:
    wanted = {one.wanted.skill: one for one in gap.skills}
    closed = {skill for step in plan.steps for skill in step.closes}
    essential = [one for one in gap.skills if one.wanted.essential]
    held = [one for one in essential if one.state is GapState.HELD]
    names = {skill: one.label for skill, one in wanted.items()}
    first, last = min(s.offering.start for s in plan.steps), max(s.offering.end for s in plan.steps)
    return PlanDetail(
        aim=plan.aim,
        key=key_of(plan.aim, [step.offering.id for step in plan.steps]),
        steps=[
            _step(
                number,
                step.offering,
                [(skill, names[skill], wanted[skill].wanted.level) for skill in step.closes],
            )
            for number, step in enumerate(plan.steps, 1)
        ],
        price=sum(step.offering.price for step in plan.steps),
        hours=plan.hours,
        start=first,
        end=last,
        weeks=max(1, -(-((last - first).days + 1) // 7)),
        held_now=len(held),
        held_after=len(held) + sum(one.wanted.skill in closed for one in essential if one not in held),
        essential=len(essential),
        not_closed=[names[skill] for skill in plan.not_closed],
        not_offered=[names[skill] for skill in plan.not_offered],
        optimal=plan.optimal,
        closed=plan.closed,
        closed_bound=plan.closed_bound,
        value=plan.value,
        bound=plan.value_bound,
    )


def key_of(aim: Aim, ids: Sequence[str]) -> str:
    """A short name of exactly this choice of offerings."""
    return hashlib.sha256("\n".join([aim.value, *sorted(ids)]).encode()).hexdigest()[:20]


def _step(number: int, one: Offering, closes: Sequence[tuple[str, str, int | None]]) -> StepDetail:
    return StepDetail(
        number, one.id, one.title, one.start, one.end, one.price, one.hours_per_week, closes, one.language,
        one.mode, one.assessment_only,
    )  # fmt: skip


def adopted(actor: Account) -> Adopted | None:
    """The plan that a learner follows, or None."""
    row = AdoptedPlan.objects.filter(owner=actor, dropped_at__isnull=True).order_by("-adopted_at").first()
    return _adopted(row) if row else None


def plan(actor: Account, public_id: str) -> Adopted | None:
    """A plan of the learner's, also one that was dropped; None where it is not theirs."""
    row = AdoptedPlan.objects.filter(owner=actor, pk=public_id).first()
    return _adopted(row) if row else None


def _adopted(row: AdoptedPlan) -> Adopted:
    return Adopted(
        row.pk,
        row.goal,
        Aim(row.aim),
        row.adopted_at,
        row.dropped_at is not None,
        [
            StepDetail(
                step.number,
                step.offering,
                step.title,
                step.start,
                step.end,
                step.price,
                step.hours_per_week,
                [_closed(one) for one in step.closes],
                done_at=step.done_at,
                credential=step.credential,
            )
            for step in row.steps.order_by("number")
        ],
    )


def _closed(one: Mapping[str, str | int | None]) -> tuple[str, str, int | None]:
    """A skill that a step closes, named in the language of the page where it is still here."""
    address, level = str(one["skill"]), one["level"]
    known = framework().skills.get(address)
    label = known.label(language()) if known else str(one["label"])
    return address, label, level if isinstance(level, int) else None
