"""What lies between a learner and the work they want, and which work is closest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.careers.explaining import Explained, Source, explained
from microcred.platform.careers.here import language, neighbours, occupations
from microcred.platform.careers.queries.goals import GoalDetail
from microcred.platform.careers.words import NEAR
from microcred.platform.frameworks import memory
from microcred.platform.frameworks import queries as frameworks
from microcred.platform.portfolio import queries as portfolio
from microcred.platform.portfolio.queries import Entry
from microcred.skills.gap.gap import Gap, skill_gap
from microcred.skills.gap.graded import GradedSoftProfile
from microcred.skills.gap.matching import Nearness
from microcred.skills.gap.target import Target
from microcred.skills.profile.profile import SkillProfile
from microcred.skills.readers.projections import Outlook

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True)
class Standing:
    """A learner's profile, with the page of every credential behind it."""

    profile: SkillProfile
    behind: Mapping[str, Source]


@dataclass(frozen=True)
class GapDetail:
    """A gap with its soft side by O*NET (None: not graded) and the outlook of both occupations."""

    gap: Gap
    told: Explained
    soft: GradedSoftProfile | None
    outlooks: Sequence[Outlook]
    present_outlooks: Sequence[Outlook]
    credits: Sequence[str]

    @property
    def outlook_sources(self) -> list[str]:
        """Who says what is expected, each once."""
        return list(dict.fromkeys(one.source for one in (*self.outlooks, *self.present_outlooks)))


@dataclass(frozen=True)
class Close:
    """One occupation in the ranking. `reasons` are (wanted skill, held skill, how they stand)."""

    number: int
    address: str
    label: str
    score: int
    same: int
    in_part: int
    wanted: int
    reasons: Sequence[tuple[str, str, str]]


def standing(actor: Account, now: datetime) -> Standing:
    """What a learner can do now, by the credentials they accepted and what they declare."""
    growth = portfolio.growth(actor, now)
    return Standing(growth.profile(), sources(growth.entries))


def sources(entries: Sequence[Entry]) -> Mapping[str, Source]:
    """The page of each credential, by id."""
    return {one.id: Source(one.title, one.issuer, one.url) for one in entries}


def gap_between(profile: SkillProfile, target: Target, accepted: frozenset[tuple[str, str]]) -> Gap:
    """The gap itself, in the language of the page."""
    return skill_gap(profile, target, neighbours(), accepted=accepted, language=language())


def gap(goal: GoalDetail, found: Standing) -> GapDetail | None:
    """Everything that the page of a gap shows; None where what was chosen is no longer here."""
    if goal.target is None:
        return None
    between = gap_between(found.profile, goal.target, goal.accepted)
    loaded = memory.loaded()
    soft = frameworks.graded_of(loaded, goal.address, found.profile)
    wanted = [one.wanted.skill for one in between.skills]
    return GapDetail(
        between,
        explained(between, found.profile, found.behind),
        soft,
        frameworks.outlook_of(loaded, goal.address),
        frameworks.outlook_of(loaded, goal.present),
        loaded.credits_of([goal.address, *wanted]),
    )


def closest(profile: SkillProfile) -> list[Close]:
    """Every occupation, the closest first, with reasons."""
    loaded, spoken = memory.loaded(), language()
    skills = loaded.everything.skills

    def name(address: str) -> str:
        if address in profile.skills:
            return profile.skills[address].label
        return skills[address].label(spoken) if address in skills else address

    return [
        Close(
            loaded.occupation_ids[one.occupation],
            one.occupation,
            one.label,
            round(100 * one.score),
            one.same,
            one.in_part,
            one.wanted,
            [
                (
                    name(why.wanted),
                    "" if why.nearness is Nearness.SAME else name(why.by),
                    str(NEAR[why.nearness]),
                )
                for why in one.reasons
            ],
        )
        for one in occupations().rank(profile)
    ]
