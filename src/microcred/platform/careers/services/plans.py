"""Taking a plan as one's own, dropping it, and following it as credentials arrive."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.accounts.models import Account
from microcred.platform.awards.events import AwardAnswered
from microcred.platform.careers import access
from microcred.platform.careers.errors import PlanMoved
from microcred.platform.careers.models import AdoptedPlan, PlanStep
from microcred.platform.careers.queries.plans import PlanDetail
from microcred.platform.credentials.events import StatusChanged
from microcred.platform.portfolio import queries as portfolio
from microcred.skills.profile.evidence import Evidence
from microcred.skills.profile.profile import SkillClaim, SkillProfile

if TYPE_CHECKING:
    from collections.abc import Sequence

ACCEPTED = "accepted"


def adopt(*, actor: Account, found: Sequence[PlanDetail], key: str, now: datetime) -> str:
    """Takes the plan with this key, of those found now, in place of an earlier one; its public id.

    Raises `NoGoal`, or `PlanMoved` where none of them is the one that was seen.
    """
    goal = access.goal(actor)
    seen = next((one for one in found if one.key == key), None)
    if seen is None:
        raise PlanMoved
    with transaction.atomic():
        AdoptedPlan.objects.filter(owner=actor, dropped_at__isnull=True).update(dropped_at=now)
        made = AdoptedPlan.objects.create(
            owner=actor, goal=goal.name, address=goal.address, aim=seen.aim.value, adopted_at=now
        )
        PlanStep.objects.bulk_create(
            PlanStep(
                plan=made,
                number=step.number,
                offering=step.offering[:200],
                title=step.title[:300],
                start=step.start,
                end=step.end,
                price=step.price,
                hours_per_week=step.hours_per_week,
                closes=[
                    {"skill": skill, "label": label, "level": level} for skill, label, level in step.closes
                ],
            )
            for step in seen.steps
        )
    return str(made.pk)


def drop(*, actor: Account, public_id: str, now: datetime) -> None:
    """Stops following a plan; it can be taken back. Raises `NotHere`."""
    with transaction.atomic():
        row = access.plan(actor, public_id)
        row.dropped_at = row.dropped_at or now
        row.save(update_fields=["dropped_at"])


def take_back(*, actor: Account, public_id: str, now: datetime) -> None:
    """Follows a dropped plan again, in place of one taken meanwhile. Raises `NotHere`."""
    with transaction.atomic():
        row = access.plan(actor, public_id)
        others = AdoptedPlan.objects.filter(owner=actor, dropped_at__isnull=True).exclude(pk=row.pk)
        others.update(dropped_at=now)
        row.dropped_at = None
        row.save(update_fields=["dropped_at"])
    follow(actor=actor, now=now)


def follow(*, actor: Account, now: datetime) -> int:
    """Marks each step of the plan by what credentials show now; how many steps changed.

    A step is done when each skill that it closes is shown by a credential, at its level where one is wanted;
    it is open again when such a credential no longer counts. Harmless twice.
    """
    row = AdoptedPlan.objects.filter(owner=actor, dropped_at__isnull=True).first()
    if row is None:
        return 0
    profile = portfolio.profile_of(actor, now)
    changed = 0
    for step in row.steps.all():
        shown = [_shown(profile, one["skill"], one["level"]) for one in step.closes]
        claims = [one for one in shown if one is not None]
        done = bool(shown) and len(claims) == len(shown)
        if done == (step.done_at is not None):
            continue
        last = max(claims, key=lambda one: one.since) if done else None
        step.done_at = last.since if last else None
        step.credential = last.credential[:22] if last else ""
        step.save(update_fields=["done_at", "credential"])
        changed += 1
    return changed


def _shown(profile: SkillProfile, skill: str, level: int | None) -> SkillClaim | None:
    """The earliest credential that shows a skill at a level; a credential without a level shows any."""
    held = profile.skills.get(skill)
    claims = [
        one
        for one in (held.claims if held else ())
        if one.evidence > Evidence.DECLARED and (level is None or one.level is None or one.level >= level)
    ]
    return min(claims, key=lambda one: one.since, default=None)


def hear_award_answered(event: AwardAnswered, *, now: datetime) -> None:
    """A credential arrived: the learner's plan moves on."""
    actor = Account.objects.filter(pk=event.actor).first() if event.actor else None
    if actor is not None and event.answer == ACCEPTED:
        follow(actor=actor, now=now)


def hear_status_changed(event: StatusChanged, *, now: datetime) -> None:
    """A credential behind a step was withdrawn: the plans that stand on it are looked at again."""
    steps = PlanStep.objects.filter(credential__in=event.credentials, plan__dropped_at__isnull=True)
    for actor in Account.objects.filter(pk__in=steps.values("plan__owner")):
        follow(actor=actor, now=now)
