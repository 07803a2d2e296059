"""What each process keeps to work out gaps: made once for the stored frameworks, anew after an import."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import get_language

from microcred.platform.frameworks import memory
from microcred.platform.frameworks.memory import Loaded
from microcred.skills.gap.closest import OccupationIndex
from microcred.skills.gap.matching import Neighbours
from microcred.skills.model import SkillFramework


def language() -> str:
    """The language of skills' names: that of the page."""
    return (get_language() or "en").partition("-")[0]


def framework() -> SkillFramework:
    """All stored frameworks as one. Raises `NoFrameworkYet`."""
    return memory.loaded().everything


def neighbours() -> Neighbours:
    """Which skills stand near which; its framework has the occupations that one can aim at."""
    loaded = memory.loaded()
    return loaded.kept("neighbours", lambda: Neighbours(_aimed_at(loaded)))


def occupations() -> OccupationIndex:
    """The needs of all occupations, to be ranked at once; labels in the language of the page."""
    loaded, spoken, near = memory.loaded(), language(), neighbours()
    return loaded.kept(f"occupation index {spoken}", lambda: OccupationIndex(near, spoken))


def offered_as_goal(loaded: Loaded, address: str) -> bool:
    """Whether an occupation is one to aim at: O*NET's only grade the soft side of the others."""
    owner = loaded.owner.get(address, "")
    return bool(owner) and (loaded.stored[owner].onet is None or len(loaded.stored) == 1)


def _aimed_at(loaded: Loaded) -> SkillFramework:
    whole = loaded.everything
    kept = {a: one for a, one in whole.occupations.items() if offered_as_goal(loaded, a)}
    if len(kept) == len(whole.occupations):
        return whole
    needs = [need for need in whole.needs if need.occupation in kept]
    return replace(whole, occupations=kept, needs=needs)
