"""What somebody wants to reach: an occupation, an opening of an employer, or a list of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from microcred.skills.levels import level
from microcred.skills.model import SkillFramework


@dataclass(frozen=True, slots=True)
class Wanted:
    """One skill of a target. `level` (1 to 8) only where the target states one; ESCO states none."""

    skill: str
    essential: bool = True
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A name and the skills that are wanted. `address` is the occupation's, or of an opening, or empty."""

    name: str
    wanted: tuple[Wanted, ...]
    address: str = ""


def occupation_target(framework: SkillFramework, address: str, language: str = "en") -> Target:
    """The target of an occupation, essential skills first. Raises `UnknownOccupation`."""
    occupation = framework.occupation(address)
    needs = sorted(framework.needs_of.get(address, ()), key=lambda need: (not need.essential, need.skill))
    wanted = tuple(Wanted(need.skill, need.essential, need.level) for need in needs)
    return Target(occupation.label(language), wanted, address)


def own_target(name: str, wanted: Iterable[Wanted], address: str = "") -> Target:
    """A target of one's own, or of an opening. A skill named twice counts once. Raises `LevelOutOfScale`."""
    kept: dict[str, Wanted] = {}
    for each in wanted:
        if each.level is not None:
            level(each.level)
        other = kept.get(each.skill, each)
        stricter = max(each.level or 0, other.level or 0) or None
        kept[each.skill] = Wanted(each.skill, each.essential or other.essential, stricter)
    return Target(name, tuple(kept.values()), address)
