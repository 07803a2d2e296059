"""What a framework of skills is made of. Immutable values, known by their addresses.

`SkillFramework` is one release as read from its files. Languages are BCP 47 tags ("en", "fr").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from microcred.skills.errors import UnknownOccupation, UnknownSkill

Kind = Literal["skill", "knowledge", ""]
Link = Literal["essential", "optional", "related", "same", "replaced-by", "precedes", "part-of"]
Labels = Mapping[str, str]
NO_LABELS: Labels = {}
NO_WORDS: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill or piece of knowledge.

    `groups` are the addresses of the groups that it is filed under directly, `broader` those of broader
    skills. `level` is the level (1 to 8) at which the framework itself defines it, if it does.
    """

    address: str
    labels: Labels
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    descriptions: Labels = field(default_factory=dict)
    kind: Kind = ""
    reuse: str = ""
    groups: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    code: str = ""
    level: int | None = None
    retired: bool = False
    replaced_by: tuple[str, ...] = ()

    def label(self, language: str = "en") -> str:
        """The preferred label in `language`, else in English, else in any language, else the address."""
        return best_label(self.labels, language) or self.address


@dataclass(frozen=True, slots=True)
class SkillGroup:
    """A heading under which skills are filed. `broader` are the addresses of the groups above it."""

    address: str
    labels: Labels
    code: str = ""
    descriptions: Labels = field(default_factory=dict)
    broader: tuple[str, ...] = ()

    def label(self, language: str = "en") -> str:
        """The preferred label, as for a skill."""
        return best_label(self.labels, language) or self.address


@dataclass(frozen=True, slots=True)
class Occupation:
    """A kind of work. `isco` is its ISCO-08 unit group where known, `code` the framework's own code."""

    address: str
    labels: Labels
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    descriptions: Labels = field(default_factory=dict)
    isco: str = ""
    code: str = ""
    retired: bool = False
    replaced_by: tuple[str, ...] = ()

    def label(self, language: str = "en") -> str:
        """The preferred label, as for a skill."""
        return best_label(self.labels, language) or self.address


@dataclass(frozen=True, slots=True)
class Need:
    """An occupation needs a skill; `level` (1 to 8) only where the source states one. ESCO states none."""

    occupation: str
    skill: str
    essential: bool
    level: int | None = None


@dataclass(frozen=True, slots=True)
class SkillRelation:
    """One skill stands to another as `link` says. Broader skills and groups stand in `Skill` itself."""

    origin: str
    link: Link
    target: str


@dataclass(frozen=True)
class SkillFramework:
    """One release of one framework. `credit` is the line that is shown wherever its data are shown."""

    name: str
    release: str
    credit: str
    licence: str = ""
    skills: Mapping[str, Skill] = field(default_factory=dict)
    groups: Mapping[str, SkillGroup] = field(default_factory=dict)
    occupations: Mapping[str, Occupation] = field(default_factory=dict)
    needs: Sequence[Need] = ()
    relations: Sequence[SkillRelation] = ()

    def skill(self, address: str) -> Skill:
        """The skill at `address`. Raises `UnknownSkill`."""
        try:
            return self.skills[address]
        except KeyError:
            raise UnknownSkill(address) from None

    def occupation(self, address: str) -> Occupation:
        """The occupation at `address`. Raises `UnknownOccupation`."""
        try:
            return self.occupations[address]
        except KeyError:
            raise UnknownOccupation(address) from None

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language in which at least one skill has a label, in alphabetical order."""
        return tuple(sorted({language for skill in self.skills.values() for language in skill.labels}))

    @cached_property
    def needs_of(self) -> Mapping[str, tuple[Need, ...]]:
        """The needs of each occupation that has any, by its address."""
        found: defaultdict[str, list[Need]] = defaultdict(list)
        for need in self.needs:
            found[need.occupation].append(need)
        return {address: tuple(needs) for address, needs in found.items()}

    @cached_property
    def narrower(self) -> Mapping[str, tuple[str, ...]]:
        """The addresses of the skills directly below each skill."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for skill in self.skills.values():
            for above in skill.broader:
                found[above].append(skill.address)
        return {address: tuple(below) for address, below in found.items()}

    def nearest_groups(self, address: str) -> tuple[str, ...]:
        """The groups of a skill: its own, else those of the closest broader skills that have any."""
        seen = {address}
        level = [address]
        while level:
            groups = [g for a in level if a in self.skills for g in self.skills[a].groups]
            if groups:
                return tuple(dict.fromkeys(groups))
            above = [b for a in level if a in self.skills for b in self.skills[a].broader]
            level = [a for a in dict.fromkeys(above) if a not in seen]
            seen.update(level)
        return ()

    def group_codes(self, address: str) -> tuple[str, ...]:
        """The codes of the groups that a skill is filed under directly ("S1.1.2", "T4.1")."""
        groups = (self.groups[group] for group in self.skill(address).groups if group in self.groups)
        return tuple(group.code for group in groups if group.code)


def best_label(labels: Labels, language: str) -> str:
    """The text in `language`, else in English, else in the first language there is, else nothing."""
    if language in labels:
        return labels[language]
    if "en" in labels:
        return labels["en"]
    return next(iter(labels.values()), "")


def words_of(skill: Skill, language: str) -> Iterator[str]:
    """The preferred label and every alternative label of a skill in one language."""
    if language in skill.labels:
        yield skill.labels[language]
    yield from skill.alternatives.get(language, ())
