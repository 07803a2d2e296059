"""What learners say of themselves: it counts as declared, and is marked as such wherever it shows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.portfolio import access
from microcred.platform.portfolio.errors import SkillUnnamed, TooMany
from microcred.platform.portfolio.frameworks_here import framework
from microcred.platform.portfolio.models import DeclaredSkill
from microcred.platform.portfolio.queries.growth import OWN_WORDS
from microcred.skills.levels import HIGHEST, LOWEST

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

LABEL = 200
MOST = 1000


def declare(
    *,
    actor: Account,
    now: datetime,
    skill: str = "",
    label: str = "",
    level: int | None = None,
    since: datetime | None = None,
    language: str = "en",
) -> str:
    """Adds or changes a declared skill: by its address in a framework, or in own words; its public id.

    Raises `SkillUnnamed` where neither names one, or `TooMany`.
    """
    label = " ".join(label.split())
    known = framework().skills.get(skill)
    if known is not None:
        label = known.label(language)
    if not label or len(label) > LABEL:
        raise SkillUnnamed
    if DeclaredSkill.objects.filter(owner=actor).count() >= MOST:
        raise TooMany(str(MOST))
    row, _ = DeclaredSkill.objects.update_or_create(
        owner=actor,
        skill=skill if known is not None else f"{OWN_WORDS}{'-'.join(label.casefold().split())}"[:500],
        defaults={
            "label": label,
            "level": level if level is not None and LOWEST <= level <= HIGHEST else None,
            "since": min(since or now, now),
        },
    )
    return str(row.pk)


def withdraw_declared(*, actor: Account, public_id: str) -> None:
    """Removes a declared skill. Raises `NotHeld`."""
    access.declared(actor, public_id).delete()
