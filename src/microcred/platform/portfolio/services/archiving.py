"""Putting credentials away, and taking them out again; and what a learner writes to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.awards import queries as awards
from microcred.platform.portfolio import access
from microcred.platform.portfolio.errors import NothingChosen
from microcred.platform.portfolio.models import Archived, Imported, Reflection

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

RATINGS = range(1, 6)


def archive(*, actor: Account, public_ids: Sequence[str], now: datetime) -> int:
    """Puts credentials away, own ones and imports; how many. Raises `NothingChosen` or `NotHeld`."""
    own, kept = _divided(actor, public_ids)
    with transaction.atomic():
        rows = [Archived(owner=actor, award_id=one, at=now) for one in own]
        Archived.objects.bulk_create(rows, ignore_conflicts=True)
        Imported.objects.filter(owner=actor, pk__in=kept).update(archived_at=now)
    return len(own) + len(kept)


def restore(*, actor: Account, public_ids: Sequence[str]) -> int:
    """Takes credentials out of the archive; how many. Raises as `archive`."""
    own, kept = _divided(actor, public_ids)
    with transaction.atomic():
        Archived.objects.filter(owner=actor, award_id__in=own).delete()
        Imported.objects.filter(owner=actor, pk__in=kept).update(archived_at=None)
    return len(own) + len(kept)


def reflect(
    *,
    actor: Account,
    credential: str,
    before: int | None = None,
    after: int | None = None,
    sentence: str = "",
    used: str = "",
) -> None:
    """Keeps what a learner writes to a credential; ratings are 1 to 5. All empty removes it.

    Raises `NotHeld`.
    """
    _divided(actor, [credential])
    ratings = [one if one in RATINGS else None for one in (before, after)]
    words = [" ".join(one.split())[:500] for one in (sentence, used)]
    if not any(ratings) and not any(words):
        Reflection.objects.filter(owner=actor, credential=credential).delete()
        return
    Reflection.objects.update_or_create(
        owner=actor,
        credential=credential,
        defaults={"before": ratings[0], "after": ratings[1], "sentence": words[0], "used": words[1]},
    )


def _divided(actor: Account, public_ids: Sequence[str]) -> tuple[list[str], list[str]]:
    """Ids of own awards and of imports; raises `NothingChosen`, or `NotHeld` for any other."""
    wanted = list(dict.fromkeys(public_ids))
    if not wanted:
        raise NothingChosen
    held = {one.public_id for one in awards.held_by(actor)}
    own = [one for one in wanted if one in held]
    kept = [access.imported(actor, one).pk for one in wanted if one not in held]
    return own, kept
