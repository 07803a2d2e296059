"""The rows of a list of skills to tick: those ticked already, and what a search finds, without scripts."""

from __future__ import annotations

from typing import Any

from microcred.platform.careers.here import framework, language
from microcred.platform.frameworks import memory
from microcred.platform.frameworks import queries as frameworks
from microcred.skills.gap.target import Wanted

MOST_FOUND = 20


def chosen(wanted: list[Wanted]) -> list[dict[str, Any]]:
    """The ticked skills, as they were ticked."""
    skills, ticked = framework().skills, {one.skill: one for one in wanted}
    return [
        _row(address, skills[address].label(language()), one.level, on=True, optional=not one.essential)
        for address, one in ticked.items()
        if address in skills
    ]


def found_by(typed: str, taken: set[str]) -> list[dict[str, Any]]:
    """What the picker finds, for a page without scripts: to be ticked."""
    hits = frameworks.find_skills(memory.loaded(), typed, language(), MOST_FOUND) if typed else []
    return [_row(hit.address, hit.label) for hit in hits if hit.address not in taken]


def _row(
    address: str, label: str, level: int | None = None, *, on: bool = False, optional: bool = False
) -> dict[str, Any]:
    return {"skill": address, "label": label, "level": level, "words": (), "on": on, "optional": optional}
