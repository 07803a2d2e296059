"""What is a learner's own: the one way to guarded rows. Whatever is not theirs is not there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.awards import queries as awards
from microcred.platform.awards.queries import AwardRow
from microcred.platform.portfolio.errors import NotAccepted, NotHeld, NothingChosen, ShareOver
from microcred.platform.portfolio.models import Collection, DeclaredSkill, Imported, Share

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def imported(actor: Account, public_id: str, *, lock: bool = False) -> Imported:
    """An import of the learner; raises `NotHeld`."""
    rows = Imported.objects.select_for_update() if lock else Imported.objects.all()
    found = rows.filter(pk=public_id, owner=actor).first()
    if found is None:
        raise NotHeld(public_id[:40])
    return found


def award(actor: Account, public_id: str) -> AwardRow:
    """An award of the learner; raises `NotHeld`."""
    found = next((one for one in awards.held_by(actor) if one.public_id == public_id), None)
    if found is None:
        raise NotHeld(public_id[:40])
    return found


def collection(actor: Account, public_id: str) -> Collection:
    """A collection of the learner, locked; raises `NotHeld`."""
    found = Collection.objects.select_for_update().filter(pk=public_id, owner=actor).first()
    if found is None:
        raise NotHeld(public_id[:40])
    return found


def share(actor: Account, public_id: str) -> Share:
    """A link that the learner made, locked; raises `NotHeld`."""
    found = Share.objects.select_for_update().filter(pk=public_id, owner=actor).first()
    if found is None:
        raise NotHeld(public_id[:40])
    return found


def declared(actor: Account, public_id: str) -> DeclaredSkill:
    """A declared skill of the learner; raises `NotHeld`."""
    found = DeclaredSkill.objects.filter(pk=public_id, owner=actor).first()
    if found is None:
        raise NotHeld(public_id[:40])
    return found


def open_share(public_id: str, now: datetime) -> Share:
    """A link that still shows something, for anybody; raises `NotHeld`, or `ShareOver` after its time."""
    found = Share.objects.select_related("owner", "collection").filter(pk=public_id).first()
    if found is None:
        raise NotHeld(public_id[:40])
    if found.withdrawn_at is not None or (found.ends_at is not None and found.ends_at <= now):
        raise ShareOver
    return found


def chosen(actor: Account, public_ids: Sequence[str]) -> tuple[list[str], list[str]]:
    """Of ids of own credentials: those of awards and those of imports, each once.

    Raises `NothingChosen`, `NotHeld`, or `NotAccepted` for an award that was not accepted.
    """
    wanted = list(dict.fromkeys(public_ids))
    if not wanted:
        raise NothingChosen
    held = {one.public_id: one for one in awards.held_by(actor)}
    kept = set(Imported.objects.filter(owner=actor, pk__in=wanted).values_list("pk", flat=True))
    for one in wanted:
        if one not in held and one not in kept:
            raise NotHeld(one[:40])
        if one in held and held[one].acceptance != "accepted":
            raise NotAccepted(held[one].title)
    return [one for one in wanted if one in held], [one for one in wanted if one in kept]
