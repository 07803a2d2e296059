"""What each process keeps to work out gaps: made once for the stored frameworks, anew after an import."""

from __future__ import annotations

from django.utils.translation import get_language

from microcred.platform.frameworks import memory
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
    """Which skills stand near which."""
    loaded = memory.loaded()
    return loaded.kept("neighbours", lambda: Neighbours(loaded.everything))


def occupations() -> OccupationIndex:
    """The needs of all occupations, to be ranked at once; labels in the language of the page."""
    loaded, spoken, near = memory.loaded(), language(), neighbours()
    return loaded.kept(f"occupation index {spoken}", lambda: OccupationIndex(near, spoken))
