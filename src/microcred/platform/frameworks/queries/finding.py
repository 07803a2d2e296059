"""The picker: skills and occupations while one types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from microcred.platform.frameworks.memory import Loaded
from microcred.skills.model import Skill
from microcred.skills.search.picker import Found, Picker

LONGEST_QUESTION = 200
MOST = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A skill or occupation that was found: `hit` is the text that was hit, in `language`.

    `where` is "label", "alternative label" or "description"; `id` leads to its page.
    """

    id: int
    address: str
    label: str
    hit: str
    language: str
    where: str
    framework: str
    soft: bool = False


def find_skills(loaded: Loaded, typed: str, language: str, most: int = 20) -> list[Hit]:
    """The best skills for what was typed. All loaded languages are searched; labels are in `language`."""
    found = loaded.picker.find(typed[:LONGEST_QUESTION], language, min(most, MOST))
    return [replace(_hit(loaded, each, loaded.skill_ids), soft=each.skill in loaded.soft) for each in found]


def find_occupations(loaded: Loaded, typed: str, language: str, most: int = 20) -> list[Hit]:
    """The best occupations for what was typed, as for skills."""
    picker = loaded.kept("occupation picker", lambda: _occupation_picker(loaded))
    found = picker.find(typed[:LONGEST_QUESTION], language, min(most, MOST))
    return [_hit(loaded, each, loaded.occupation_ids) for each in found]


def few_occupations(loaded: Loaded, language: str, most: int = 60) -> list[tuple[int, str]]:
    """Id and label of every occupation, in alphabetical order; none where there are more than `most`."""
    if not loaded.stored:
        return []
    active = [each for each in loaded.everything.occupations.values() if not each.retired]
    if len(active) > most:
        return []
    found = [(loaded.occupation_ids[each.address], each.label(language)) for each in active]
    return sorted(found, key=lambda pair: pair[1].casefold())


def _hit(loaded: Loaded, found: Found, ids: Mapping[str, int]) -> Hit:
    address = found.skill
    return Hit(
        ids[address], address, found.label, found.hit, found.language, found.where, loaded.owner[address]
    )


def _occupation_picker(loaded: Loaded) -> Picker:
    """The same index over occupations: they have the same words as skills."""
    if not loaded.stored:
        return Picker([])
    words = {
        address: Skill(address, each.labels, each.alternatives, each.descriptions)
        for address, each in loaded.everything.occupations.items()
        if not each.retired
    }
    return Picker([replace(loaded.everything, skills=words)])
