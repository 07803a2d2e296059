"""What lies between a profile and a target, skill by skill, and the score that says it in one number.

A skill that is held at the level wanted (or where none is stated) counts in full; one that is held too low by
its level over the level wanted; one that is only declared, or lapsed, by half. What is held in part counts by
`matching`'s rule, times the same factors. An essential skill weighs 1, an optional one 0.3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from microcred.skills.gap.matching import Nearness, Neighbours
from microcred.skills.gap.target import Target, Wanted
from microcred.skills.profile.evidence import Evidence
from microcred.skills.profile.profile import ProfileSkill, SkillProfile
from microcred.skills.search.words import stems

ESSENTIAL, OPTIONAL = 1.0, 0.3
DECLARED_WORTH = LAPSED_WORTH = 0.5


class GapState(Enum):
    """How a wanted skill stands."""

    HELD = "held"
    TOO_LOW = "held-too-low"
    DECLARED = "declared-only"
    LAPSED = "lapsed"
    IN_PART = "in-part"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class SkillGap:
    """One wanted skill. `by` is the held skill that covers it and `nearness` how; `covered` is 0 to 1.

    `accepted` says that the learner takes a partial match for the whole.
    """

    wanted: Wanted
    label: str
    state: GapState
    covered: float
    by: str = ""
    by_label: str = ""
    nearness: Nearness | None = None
    level: int | None = None
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A target beside a profile. `beyond` are held skills that the target does not ask for."""

    target: Target
    skills: tuple[SkillGap, ...]
    beyond: tuple[str, ...]

    @property
    def score(self) -> float:
        """From 0 (nothing) to 1 (everything held)."""
        whole = sum(weight(gap.wanted) for gap in self.skills)
        return sum(weight(gap.wanted) * gap.covered for gap in self.skills) / whole if whole else 0.0

    def of(self, state: GapState, essential: bool | None = None) -> tuple[SkillGap, ...]:
        """The skills in one state; only essential or only optional ones where asked."""
        return tuple(
            gap
            for gap in self.skills
            if gap.state is state and (essential is None or gap.wanted.essential == essential)
        )

    @property
    def open(self) -> tuple[SkillGap, ...]:
        """The skills that a plan should close: all that are not held."""
        return tuple(gap for gap in self.skills if gap.state is not GapState.HELD)


def weight(wanted: Wanted) -> float:
    """How much a wanted skill weighs in the score."""
    return ESSENTIAL if wanted.essential else OPTIONAL


def factor(skill: ProfileSkill) -> float:
    """How much a skill of a profile counts: in full where it was shown, by half where declared or lapsed."""
    if not skill.held:
        return LAPSED_WORTH if skill.lapsed else 0.0
    return DECLARED_WORTH if skill.evidence is Evidence.DECLARED else 1.0


Reached = Mapping[str, Sequence[tuple[ProfileSkill, Nearness]]]


def reached(profile: SkillProfile, neighbours: Neighbours) -> Reached:
    """Which skills a profile covers in some way, and by what: worth keeping for several targets."""
    found: defaultdict[str, list[tuple[ProfileSkill, Nearness]]] = defaultdict(list)
    for skill in profile.skills.values():
        if factor(skill):
            for near, nearness in neighbours.near(skill.skill):
                found[near].append((skill, nearness))
    return found


def skill_gap(
    profile: SkillProfile,
    target: Target,
    neighbours: Neighbours,
    *,
    accepted: Collection[tuple[str, str]] = (),
    language: str = "en",
    known: Reached | None = None,
) -> Gap:
    """The gap from a profile to a target.

    `accepted` are pairs (wanted, held) that the learner takes as held. `known` is what `reached` gave for
    this profile, if it was asked before.
    """
    near = reached(profile, neighbours) if known is None else known
    skills = tuple(
        _best(each, near.get(each.skill, ()), accepted, neighbours, language) for each in target.wanted
    )
    used = {gap.by for gap in skills}
    beyond = tuple(skill.skill for skill in profile.held() if skill.skill not in used)
    return Gap(target, skills, beyond)


def _best(
    wanted: Wanted,
    near: Sequence[tuple[ProfileSkill, Nearness]],
    accepted: Collection[tuple[str, str]],
    neighbours: Neighbours,
    language: str,
) -> SkillGap:
    skill = neighbours.framework.skills.get(wanted.skill)
    label = skill.label(language) if skill else wanted.skill
    best = SkillGap(wanted, label, GapState.MISSING, 0.0)
    for held, nearness in near:
        found = _match(wanted, label, held, nearness, accepted)
        if best.state is GapState.MISSING or _better(found, best):
            best = found
    return best


def _better(one: SkillGap, other: SkillGap) -> bool:
    """Whether one way to cover a skill is better: covers more, is the skill itself, has a likelier label."""
    if one.covered != other.covered:
        return one.covered > other.covered
    if (one.nearness is Nearness.SAME) != (other.nearness is Nearness.SAME):
        return one.nearness is Nearness.SAME
    alike, other_alike = _shared(one.label, one.by_label), _shared(other.label, other.by_label)
    return (alike, other.by_label) > (other_alike, one.by_label)


def _shared(one: str, other: str) -> int:
    return len(_stems(one) & _stems(other))


@lru_cache(maxsize=20_000)
def _stems(label: str) -> frozenset[str]:
    return frozenset(stems(label))


def _match(
    wanted: Wanted,
    label: str,
    held: ProfileSkill,
    nearness: Nearness,
    accepted: Collection[tuple[str, str]],
) -> SkillGap:
    taken = nearness is not Nearness.SAME and (wanted.skill, held.skill) in accepted
    whole = taken or nearness is Nearness.SAME
    low = bool(wanted.level and held.level and held.level < wanted.level)
    covered = (1.0 if whole else nearness.worth) * factor(held)
    if low:
        covered *= (held.level or 0) / (wanted.level or 1)
    state = _state(held, low) if whole else GapState.IN_PART
    return SkillGap(
        wanted, label, state, covered, held.skill, held.label, nearness, held.level, accepted=taken
    )


def _state(held: ProfileSkill, low: bool) -> GapState:
    if not held.held:
        return GapState.LAPSED
    if held.evidence is Evidence.DECLARED:
        return GapState.DECLARED
    return GapState.TOO_LOW if low else GapState.HELD
