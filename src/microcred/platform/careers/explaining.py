"""A gap told line by line: the same words for the learner and for an employer, whoever asks.

Nothing here reads the database: `behind` says where the page of each credential is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from microcred.platform.careers.words import EVIDENCE, NEAR, STATES, Word
from microcred.skills.gap.gap import Gap, GapState, SkillGap
from microcred.skills.gap.matching import Nearness
from microcred.skills.profile.profile import ProfileSkill, SkillProfile

ORDER = {state: number for number, state in enumerate(STATES)}


@dataclass(frozen=True)
class Source:
    """A credential behind a line, and its page."""

    title: str
    issuer: str
    url: str


@dataclass(frozen=True)
class GapLine:
    """One wanted skill. `by` is the skill that covers it where that is another, `near` how they stand.

    `worth` is how much of it counts, in percent; `how` how it was shown at the strongest.
    """

    skill: str
    label: str
    essential: bool
    state: GapState
    wanted_level: int | None
    held_level: int | None
    how: str
    by: str
    by_skill: str
    near: str
    worth: int
    accepted: bool
    partial: bool
    sources: Sequence[Source]

    @property
    def word(self) -> Word:
        """The state for people."""
        return STATES[self.state]


@dataclass(frozen=True)
class Explained:
    """A gap for a page: the essential skills, the optional ones, and what somebody has beyond them."""

    name: str
    essential: Sequence[GapLine]
    optional: Sequence[GapLine]
    beyond: Sequence[str]
    score: int
    """In whole hundredths; never shown without the lines that explain it."""

    @property
    def lines(self) -> list[GapLine]:
        """All wanted skills, essential ones first."""
        return [*self.essential, *self.optional]

    @property
    def held(self) -> int:
        """How many essential skills are held."""
        return sum(line.state is GapState.HELD for line in self.essential)

    @property
    def in_part(self) -> int:
        """How many essential skills are covered in some way, but not held."""
        return sum(line.state not in (GapState.HELD, GapState.MISSING) for line in self.essential)

    @property
    def missing(self) -> int:
        """How many skills, optional ones too, are not held."""
        return sum(line.state is not GapState.HELD for line in self.lines)


def explained(gap: Gap, profile: SkillProfile, behind: Mapping[str, Source]) -> Explained:
    """The gap in lines, what is held first, then in order of labels."""
    lines = [_line(one, profile, behind) for one in gap.skills]
    lines.sort(key=lambda line: (ORDER[line.state], -line.worth, line.label.casefold()))
    beyond = sorted(profile.skills[skill].label for skill in gap.beyond)
    return Explained(
        gap.target.name,
        [line for line in lines if line.essential],
        [line for line in lines if not line.essential],
        beyond,
        round(100 * gap.score),
    )


def _line(one: SkillGap, profile: SkillProfile, behind: Mapping[str, Source]) -> GapLine:
    held = profile.skills.get(one.by) if one.by else None
    other = one.nearness is not None and one.nearness is not Nearness.SAME
    return GapLine(
        skill=one.wanted.skill,
        label=one.label,
        essential=one.wanted.essential,
        state=one.state,
        wanted_level=one.wanted.level,
        held_level=one.level,
        how=_how(held, one),
        by=one.by_label if other else "",
        by_skill=one.by if other else "",
        near=str(NEAR[one.nearness]) if other and one.nearness else "",
        worth=round(100 * one.covered),
        accepted=one.accepted,
        partial=one.state is GapState.IN_PART,
        sources=_sources(held, behind),
    )


def _how(held: ProfileSkill | None, one: SkillGap) -> str:
    """How it was shown at the strongest; that it has lapsed, where a lapsed skill covers another in part."""
    if held is None:
        return ""
    if held.evidence:
        return str(EVIDENCE[held.evidence])
    return gettext("lapsed") if held.lapsed and one.state is GapState.IN_PART else ""


def _sources(held: ProfileSkill | None, behind: Mapping[str, Source]) -> list[Source]:
    if held is None:
        return []
    ids = dict.fromkeys(claim.credential for claim in (*held.claims, *held.lapsed) if claim.credential)
    return [behind[one] for one in ids if one in behind]
