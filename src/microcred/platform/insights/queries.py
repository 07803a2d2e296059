"""An institution's portfolio against demand: what open openings ask for, and which occupations it serves.

Only what is public goes in: published micro-credentials, open openings, frameworks and projections. What
learners aim at is theirs and is not counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.careers import queries as careers
from microcred.platform.careers.here import framework, language
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.frameworks import memory
from microcred.platform.frameworks import queries as frameworks
from microcred.platform.insights import access
from microcred.platform.insights.portfolio import portfolio_profile
from microcred.skills.gap.gap import GapState, SkillGap
from microcred.skills.gap.matching import Nearness
from microcred.skills.gap.target import Wanted, occupation_target, own_target

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.skills.profile.profile import SkillProfile
    from microcred.skills.readers.projections import Outlook

OCCUPATIONS = 10
"""How many occupations are shown, and searched for what they lack."""
SHARED_BY = 2
"""A lacking skill is named where at least so many of them find it essential."""
NOTHING_ACCEPTED: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Own:
    """A micro-credential of the institution."""

    achievement: str
    title: str


@dataclass(frozen=True)
class AskedLine:
    """A skill that openings ask for, beside the portfolio.

    `state` is that of a gap; `own` are the micro-credentials behind it; `by` is the label of the skill that
    covers it where that is another, and `near` how the two stand. `others` are institutions that certify
    it, (public id, name).
    """

    skill: str
    label: str
    openings: Sequence[careers.OpeningDetail]
    essential: int
    wanted_level: int | None
    state: GapState
    own_level: int | None
    own: Sequence[Own]
    by: str
    near: Nearness | None
    others: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class ServedOccupation:
    """An occupation that the portfolio serves: how much of it, and what is expected of it."""

    number: int
    label: str
    score: int
    same: int
    in_part: int
    wanted: int
    outlook: Outlook | None


@dataclass(frozen=True)
class Lacking:
    """A skill that several of these occupations find essential and that the portfolio does not have."""

    skill: str
    label: str
    occupations: Sequence[str]
    others: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Demand:
    """What the page shows. `skills` and `published` count what the institution has."""

    published: int
    skills: int
    asked: Sequence[AskedLine]
    served: Sequence[ServedOccupation]
    lacking: Sequence[Lacking]
    credits: Sequence[str]

    def count(self, *states: GapState) -> int:
        """How many of the skills asked for stand so."""
        return sum(one.state in states for one in self.asked)


def demand(actor: Account | None, institution: str, now: datetime) -> Demand:
    """The portfolio of an institution beside what is asked for today; raises `NotFound` or `NotAllowed`."""
    found = access.institution(actor, institution)
    published = catalogue.published_of(found.pk)
    profile = portfolio_profile(published, framework(), at=now, language=language())
    titles = {one.public_id: one.content.words(language()).name for one in published}
    served = [one for one in careers.closest(profile) if one.score][:OCCUPATIONS]
    asked, lacking = _asked(profile, titles, now), _lacking(profile, served)
    named = {*(one.skill for one in asked), *(one.skill for one in lacking)}
    certifiers = catalogue.certifiers_by_skill(named)

    def others(skill: str) -> list[tuple[str, str]]:
        return [one for one in certifiers.get(skill, ()) if one[0] != institution]

    told = [_served(one) for one in served]
    return Demand(
        len(published),
        sum(1 for _ in profile.held()),
        [replace(one, others=others(one.skill)) for one in asked],
        told,
        [replace(one, others=others(one.skill)) for one in lacking],
        _credits(served, told),
    )


def _asked(profile: SkillProfile, titles: Mapping[str, str], now: datetime) -> list[AskedLine]:
    """Skill by skill, those first that most openings ask for."""
    asked = {one.skill: one for one in careers.asked(now)}
    target = own_target("", [Wanted(one.skill, one.essential > 0, one.level) for one in asked.values()])
    lines = []
    for gap in careers.gap_between(profile, target, NOTHING_ACCEPTED).skills:
        one = asked[gap.wanted.skill]
        lines.append(
            AskedLine(
                one.skill,
                gap.label,
                one.openings,
                one.essential,
                one.level,
                gap.state,
                gap.level,
                _behind(gap, profile, titles),
                "" if gap.nearness in (None, Nearness.SAME) else gap.by_label,
                gap.nearness,
            )
        )
    return sorted(lines, key=lambda line: (-len(line.openings), -line.essential, line.label.casefold()))


def _behind(gap: SkillGap, profile: SkillProfile, titles: Mapping[str, str]) -> list[Own]:
    held = profile.skills.get(gap.by)
    ids = dict.fromkeys(claim.credential for claim in held.claims) if held else {}
    return [Own(one, titles[one]) for one in ids]


def _served(one: careers.Close) -> ServedOccupation:
    outlooks = frameworks.outlook_of(memory.loaded(), one.address)
    return ServedOccupation(
        one.number, one.label, one.score, one.same, one.in_part, one.wanted, next(iter(outlooks), None)
    )


def _lacking(profile: SkillProfile, served: Sequence[careers.Close]) -> list[Lacking]:
    """What the served occupations find essential and nothing of the portfolio stands near."""
    missing: defaultdict[str, list[str]] = defaultdict(list)
    labels: dict[str, str] = {}
    for one in served:
        target = occupation_target(framework(), one.address, language())
        for gap in careers.gap_between(profile, target, NOTHING_ACCEPTED).of(GapState.MISSING, True):
            missing[gap.wanted.skill].append(one.label)
            labels[gap.wanted.skill] = gap.label
    shared = [skill for skill, of in missing.items() if len(of) >= SHARED_BY]
    shared.sort(key=lambda skill: (-len(missing[skill]), labels[skill].casefold()))
    return [Lacking(skill, labels[skill], missing[skill]) for skill in shared[:OCCUPATIONS]]


def _credits(served: Sequence[careers.Close], told: Sequence[ServedOccupation]) -> list[str]:
    sources = dict.fromkeys(one.outlook.source for one in told if one.outlook)
    return [*memory.loaded().credits_of([one.address for one in served]), *sources]
