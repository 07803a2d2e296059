"""The work that a learner wants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from microcred.platform.careers.here import framework, language
from microcred.platform.careers.models import Goal, Opening
from microcred.platform.careers.targets import wanted_of
from microcred.platform.frameworks import memory
from microcred.skills.gap.target import Target, occupation_target, own_target

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

OPENING = "urn:microcred:opening:"


@dataclass(frozen=True)
class GoalDetail:
    """A goal: `target` is None where what was chosen is no longer here.

    `number` is the id of the occupation's page; `present` the address of the occupation that the learner has.
    """

    name: str
    address: str
    target: Target | None
    number: int | None
    present: str
    present_name: str
    accepted: frozenset[tuple[str, str]]


def goal(actor: Account) -> GoalDetail | None:
    """What a learner wants; None where nothing was chosen. Their present occupation may stand alone."""
    row = Goal.objects.filter(owner=actor).first()
    if row is None:
        return None
    target = _target(row)
    return GoalDetail(
        target.name if target else row.name,
        row.address,
        target,
        memory.loaded().occupation_ids.get(row.address),
        row.present,
        occupation_name(row.present),
        frozenset((wanted, held) for wanted, held in row.accepted),
    )


def occupation_name(address: str) -> str:
    """The name of an occupation in the language of the page; empty where it is not here."""
    found = framework().occupations.get(address) if address else None
    return found.label(language()) if found else ""


def _target(row: Goal) -> Target | None:
    if row.address.startswith(OPENING):
        opening = Opening.objects.filter(pk=row.address.removeprefix(OPENING)).first()
        return opening_target(opening) if opening else None
    if row.address:
        known = row.address in framework().occupations
        return occupation_target(framework(), row.address, language()) if known else None
    return own_target(row.name, wanted_of(row.wanted)) if row.wanted else None


def opening_target(row: Opening) -> Target:
    """What an opening asks for."""
    return own_target(row.title, wanted_of(row.wanted), f"{OPENING}{row.pk}")
