"""Events become lanes: one for each group of skills, with its marks and how thick it is from when to when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from microcred.platform.portfolio.groups import OTHER, Group, group_of
from microcred.skills.model import SkillFramework
from microcred.skills.profile.timeline import Change, SkillChange, TimelineEvent

MOST_LANES = 8
"""More cannot be told apart; the emptiest are joined."""


class Kind(StrEnum):
    """How an event is drawn; the first that applies."""

    NEW = "new"
    DEEPER = "deeper"
    REFRESHED = "refreshed"
    LAPSED = "lapsed"


_KINDS = {
    Change.NEW: Kind.NEW,
    Change.DEEPER: Kind.DEEPER,
    Change.REFRESHED: Kind.REFRESHED,
    Change.LAPSED: Kind.LAPSED,
    Change.WITHDRAWN: Kind.LAPSED,
}


@dataclass(frozen=True)
class Mark:
    """One event on one lane."""

    at: datetime
    kind: Kind
    credential: str
    title: str
    changes: tuple[SkillChange, ...]


@dataclass(frozen=True)
class Stretch:
    """The lane from one moment to the next: `level` 0 to 8 (0 where none is stated), or lapsed."""

    start: datetime
    end: datetime
    level: int
    lapsed: bool


@dataclass(frozen=True)
class Lane:
    """One group of skills."""

    group: Group
    marks: tuple[Mark, ...]
    stretches: tuple[Stretch, ...]

    @property
    def label(self) -> str:
        """Its name."""
        return self.group.label


@dataclass
class _Making:
    marks: list[Mark] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    levels: dict[str, int] = field(default_factory=dict)


def lanes(events: Sequence[TimelineEvent], framework: SkillFramework, now: datetime) -> list[Lane]:
    """The lanes up to now, soft above hard."""
    making: defaultdict[Group, _Making] = defaultdict(_Making)
    placed = _groups(events, framework)
    for event in events:
        here: defaultdict[Group, list[SkillChange]] = defaultdict(list)
        for change in event.changes:
            here[placed[change.skill]].append(change)
        for group, changes in here.items():
            _add(making[group], event, changes)
    return [
        Lane(group, tuple(one.marks), _ended(one.stretches, now))
        for group, one in sorted(making.items(), key=lambda pair: pair[0])
    ]


def _groups(events: Sequence[TimelineEvent], framework: SkillFramework) -> dict[str, Group]:
    """The lane of each skill; the groups with the fewest skills share the last lane of their kind."""
    skills = {change.skill: change.soft for event in events for change in event.changes}
    placed = {skill: group_of(framework, skill, soft=soft) for skill, soft in skills.items()}
    sizes: defaultdict[Group, int] = defaultdict(int)
    for group in placed.values():
        sizes[group] += 1
    while len(sizes) > MOST_LANES:
        least = min((one for one in sizes if one.code != OTHER), key=lambda one: (sizes[one], one))
        sizes[replace(least, code=OTHER)] += sizes.pop(least)
    return {skill: group if group in sizes else replace(group, code=OTHER) for skill, group in placed.items()}


def _add(lane: _Making, event: TimelineEvent, changes: list[SkillChange]) -> None:
    for one in changes:
        if _KINDS[one.change] is Kind.LAPSED:
            lane.levels.pop(one.skill, None)
        else:
            lane.levels[one.skill] = one.level_after or 0
    kinds = {_KINDS[one.change] for one in changes}
    kind = next(one for one in Kind if one in kinds)
    lane.marks.append(Mark(event.at, kind, event.credential, event.title, tuple(changes)))
    lane.stretches = list(_ended(lane.stretches, event.at))
    lane.stretches.append(Stretch(event.at, event.at, max(lane.levels.values(), default=0), not lane.levels))


def _ended(stretches: list[Stretch], at: datetime) -> tuple[Stretch, ...]:
    return (*stretches[:-1], replace(stretches[-1], end=at)) if stretches else ()
