"""The skills framework that profiles are read by: what is stored here, else the project's own small one."""

from __future__ import annotations

from microcred.platform.frameworks import memory
from microcred.skills.model import SkillFramework
from microcred.skills.own import own_framework


def framework() -> SkillFramework:
    """All stored frameworks as one."""
    found = memory.loaded()
    return found.everything if found.stored else own_framework()
