"""Saying which work one wants, and which one has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.careers import access
from microcred.platform.careers.errors import NothingWanted
from microcred.platform.careers.here import framework
from microcred.platform.careers.models import Goal
from microcred.platform.careers.queries.goals import OPENING
from microcred.platform.careers.targets import stored
from microcred.skills.gap.target import Wanted

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

MOST_ACCEPTED = 500


def aim_at_occupation(*, actor: Account, address: str, now: datetime) -> None:
    """The learner wants this occupation. Raises `UnknownOccupation`."""
    found = framework().occupation(address)
    _aim(actor, now, name=found.label(), address=found.address, wanted=[])


def aim_at_opening(*, actor: Account, public_id: str, now: datetime) -> None:
    """The learner wants this opening. Raises `NotHere`."""
    found = access.shown_opening(public_id)
    _aim(actor, now, name=found.title, address=f"{OPENING}{found.pk}", wanted=[])


def aim_at_list(*, actor: Account, name: str, wanted: Iterable[Wanted], now: datetime) -> None:
    """The learner wants these skills, named by themselves. Raises `NothingWanted`."""
    rows = stored(wanted, framework())
    if not rows:
        raise NothingWanted
    _aim(actor, now, name=" ".join(name.split())[:200], address="", wanted=rows)


def have_occupation(*, actor: Account, address: str, now: datetime) -> None:
    """The occupation that the learner has now; an empty address takes it back. Raises `UnknownOccupation`."""
    found = framework().occupation(address).address if address else ""
    Goal.objects.update_or_create(
        owner=actor, defaults={"present": found}, create_defaults={"present": found, "chosen_at": now}
    )


def accept_partial(*, actor: Account, wanted: str, held: str, accept: bool) -> None:
    """Takes a partial match for the whole, or takes that back. Raises `NoGoal`."""
    with transaction.atomic():
        row = Goal.objects.select_for_update().get(pk=access.goal(actor).pk)
        kept = [pair for pair in row.accepted if pair != [wanted, held]]
        row.accepted = [*kept, [wanted, held]][-MOST_ACCEPTED:] if accept else kept
        row.save(update_fields=["accepted"])


def _aim(actor: Account, now: datetime, **values: object) -> None:
    Goal.objects.update_or_create(owner=actor, defaults={**values, "accepted": [], "chosen_at": now})
