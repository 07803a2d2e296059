"""What somebody without credentials starts from: skills of their job or of a text, declared as their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.careers.here import framework, language
from microcred.platform.careers.targets import MOST
from microcred.platform.portfolio import services as portfolio
from microcred.skills.levels import HIGHEST, LOWEST

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def declare_all(
    *, actor: Account, skills: Iterable[str], levels: Mapping[str, int | None], now: datetime
) -> int:
    """Declares these skills, those that are stored here; how many."""
    known = [skill for skill in dict.fromkeys(skills) if skill in framework().skills][:MOST]
    with transaction.atomic():
        for skill in known:
            level = levels.get(skill)
            right = level if level is not None and LOWEST <= level <= HIGHEST else None
            portfolio.declare(actor=actor, skill=skill, level=right, now=now, language=language())
    return len(known)
