"""Who may see and change what: goals and plans are their learner's, openings their institution's."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.careers.errors import NoGoal, NotHere, OpeningOver
from microcred.platform.careers.models import AdoptedPlan, Answer, Goal, Opening
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

RECRUITING = ("owner", "admin", "recruiter")
"""Who publishes openings and reads the answers."""


def goal(actor: Account) -> Goal:
    """The work that a learner wants; raises `NoGoal`."""
    found = Goal.objects.filter(owner=actor).first()
    if found is None or not (found.address or found.wanted):
        raise NoGoal
    return found


def plan(actor: Account, public_id: str) -> AdoptedPlan:
    """A plan of the learner's own, locked; raises `NotHere`."""
    found = AdoptedPlan.objects.select_for_update().filter(pk=public_id, owner=actor).first()
    if found is None:
        raise NotHere(public_id[:40])
    return found


def institution(actor: Account | None, public_id: str) -> Institution:
    """The institution for somebody who recruits for it; raises its `NotFound` or `NotAllowed`."""
    found = institutions.by_public_id(public_id)
    institutions.require(actor, found, RECRUITING)
    return found


def opening(actor: Account | None, public_id: str, *, lock: bool = False) -> Opening:
    """An opening for somebody who recruits for its institution; raises `NotHere` or `NotAllowed`."""
    rows = Opening.objects.select_for_update(of=("self",)) if lock else Opening.objects.all()
    found = rows.select_related("institution").filter(pk=public_id).first()
    if found is None or not institutions.roles(actor, found.institution):
        raise NotHere(public_id[:40])
    institutions.require(actor, found.institution, RECRUITING)
    return found


def answer(actor: Account | None, public_id: str) -> Answer:
    """An answer for somebody who recruits for the institution; raises as `opening`."""
    found = Answer.objects.select_related("opening").filter(pk=public_id).first()
    if found is None:
        raise NotHere(public_id[:40])
    opening(actor, found.opening_id)
    return found


def own_answer(actor: Account, public_id: str) -> Answer:
    """An answer of the learner's own, locked; raises `NotHere`."""
    rows = Answer.objects.select_for_update(of=("self",)).select_related("opening")
    found = rows.filter(pk=public_id, owner=actor).first()
    if found is None:
        raise NotHere(public_id[:40])
    return found


def shown_opening(public_id: str) -> Opening:
    """An opening that anybody may read, closed ones too; raises `NotHere`."""
    found = Opening.objects.select_related("institution").filter(pk=public_id).first()
    if found is None:
        raise NotHere(public_id[:40])
    return found


def open_opening(public_id: str, now: datetime) -> Opening:
    """An opening that still takes answers; raises `NotHere` or `OpeningOver`."""
    found = shown_opening(public_id)
    if found.closed_at is not None or found.until < now.date():
        raise OpeningOver(found.title)
    return found
