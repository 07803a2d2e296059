"""What open openings ask for, skill by skill: public as they are, nothing of the learners in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from microcred.platform.careers.queries.openings import OpeningDetail, WantedLine, openings


@dataclass(frozen=True)
class AskedSkill:
    """A skill that openings ask for. `level` is the highest that any of them states, `essential` how many
    cannot do without."""

    skill: str
    label: str
    openings: Sequence[OpeningDetail]
    essential: int
    level: int | None


def asked(now: datetime) -> list[AskedSkill]:
    """Every skill that an open opening asks for."""
    found: dict[str, list[tuple[OpeningDetail, WantedLine]]] = {}
    for opening in openings(now):
        for line in opening.wanted:
            found.setdefault(line.skill, []).append((opening, line))
    return [
        AskedSkill(
            skill,
            pairs[0][1].label,
            [opening for opening, _ in pairs],
            sum(line.essential for _, line in pairs),
            max((line.level for _, line in pairs if line.level), default=None),
        )
        for skill, pairs in found.items()
    ]
