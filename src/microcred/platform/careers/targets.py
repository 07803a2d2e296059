"""What is wanted, as stored and as `skills` works on it; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from microcred.skills.gap.target import Wanted
from microcred.skills.levels import HIGHEST, LOWEST
from microcred.skills.model import SkillFramework

MOST = 200
"""Skills of one opening, or of a list of one's own."""


def stored(wanted: Iterable[Wanted], framework: SkillFramework) -> list[dict[str, Any]]:
    """What is stored of wanted skills: those that the framework has, each once, with its English label."""
    kept: dict[str, dict[str, Any]] = {}
    for one in wanted:
        known = framework.skills.get(one.skill)
        if known is not None and one.skill not in kept and len(kept) < MOST:
            right = one.level is not None and LOWEST <= one.level <= HIGHEST
            kept[one.skill] = {
                "skill": one.skill,
                "label": known.label(),
                "essential": one.essential,
                "level": one.level if right else None,
            }
    return list(kept.values())


def wanted_of(rows: Sequence[Mapping[str, Any]]) -> list[Wanted]:
    """What `stored` gave."""
    return [Wanted(row["skill"], row["essential"], row["level"]) for row in rows]
