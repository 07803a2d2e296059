"""How a learner grew: what each credential brought, and what changed between any two days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from microcred.skills.model import SkillFramework
from microcred.skills.profile.evidence import Evidence
from microcred.skills.profile.profile import (
    DeclaredSkill,
    HeldCredential,
    ProfileSkill,
    SkillProfile,
    skill_profile,
)

MOMENT = timedelta(microseconds=1)


class Change(Enum):
    """What happened to one skill."""

    NEW = "new"
    DEEPER = "deeper"
    REFRESHED = "refreshed"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class SkillChange:
    """One skill before and after. Levels are 1 to 8 or None; evidence is None where it is not held."""

    skill: str
    label: str
    soft: bool
    change: Change
    level_before: int | None
    level_after: int | None
    evidence_before: Evidence | None
    evidence_after: Evidence | None


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One credential began, ended or was revoked, and what that changed."""

    at: datetime
    credential: str
    title: str
    issuer_name: str
    changes: tuple[SkillChange, ...]


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """Two moments beside each other. `kept` are skills held at both with nothing changed."""

    then: datetime
    now: datetime
    changes: tuple[SkillChange, ...]
    kept: tuple[str, ...]


def timeline(
    credentials: Sequence[HeldCredential],
    framework: SkillFramework,
    *,
    until: datetime,
    counted: Collection[str] = (),
    language: str = "en",
) -> tuple[TimelineEvent, ...]:
    """Every event up to `until`, the earliest first. Declared skills are no events."""
    moments = sorted(
        (
            (moment, credential)
            for credential in credentials
            for moment in _moments(credential)
            if moment <= until
        ),
        key=lambda pair: (pair[0], pair[1].id),
    )
    before = skill_profile((), (), framework, at=until)
    events: list[TimelineEvent] = []
    seen: set[str] = set()
    for moment, credential in moments:
        known = [
            c
            for c in credentials
            if c.since <= moment and (c.since < moment or c.id in seen or c is credential)
        ]
        after = skill_profile(known, (), framework, at=moment, counted=counted, language=language)
        changes = _changes(
            before, after, {s.skill for s in credential.skills}, began=moment == credential.since
        )
        seen.add(credential.id)
        if changes:
            events.append(
                TimelineEvent(moment, credential.id, credential.title, credential.issuer_name, changes)
            )
        before = after
    return tuple(events)


def then_and_now(
    credentials: Sequence[HeldCredential],
    declared: Iterable[DeclaredSkill],
    framework: SkillFramework,
    *,
    then: datetime,
    now: datetime,
    counted: Collection[str] = (),
    language: str = "en",
) -> ThenAndNow:
    """What is new, deeper, refreshed, lapsed or withdrawn between two moments, and what stayed."""
    stated = tuple(declared)
    first = skill_profile(credentials, stated, framework, at=then, counted=counted, language=language)
    second = skill_profile(credentials, stated, framework, at=now, counted=counted, language=language)
    changes = _changes(first, second, set(), began=False)
    changed = {change.skill for change in changes}
    kept = tuple(s.skill for s in first.held() if s.skill not in changed and second.skills[s.skill].held)
    return ThenAndNow(then, now, changes, kept)


def _moments(credential: HeldCredential) -> list[datetime]:
    """When a credential begins, and when it ends: by its date (just after it), or by being revoked."""
    moments = [credential.since]
    if credential.revoked_at is not None and credential.revoked_at > credential.since:
        moments.append(credential.revoked_at)
    if credential.until is not None and (
        credential.revoked_at is None or credential.until < credential.revoked_at
    ):
        moments.append(credential.until + MOMENT)
    return moments


def _changes(
    before: SkillProfile, after: SkillProfile, about: set[str], *, began: bool
) -> tuple[SkillChange, ...]:
    found = []
    for skill in dict.fromkeys([*before.skills, *after.skills]):
        old, new = before.skills.get(skill), after.skills.get(skill)
        change = _change(old, new, began and skill in about)
        named = new or old
        if change is not None and named is not None:
            found.append(
                SkillChange(
                    skill,
                    named.label,
                    named.soft,
                    change,
                    old.level if old else None,
                    new.level if new else None,
                    old.evidence if old else None,
                    new.evidence if new else None,
                )
            )
    return tuple(found)


def _change(old: ProfileSkill | None, new: ProfileSkill | None, shown_again: bool) -> Change | None:
    was, is_now = bool(old and old.held), bool(new and new.held)
    if is_now and not was:
        return Change.REFRESHED if old and old.lapsed else Change.NEW
    if was and not is_now:
        return Change.LAPSED if new and new.lapsed else Change.WITHDRAWN
    if not is_now or old is None or new is None:
        return None
    deeper = (new.level or 0) > (old.level or 0) or (new.evidence or 0) > (old.evidence or 0)
    if deeper:
        return Change.DEEPER
    later = new.shown_last is not None and old.shown_last is not None and new.shown_last > old.shown_last
    return Change.REFRESHED if later or shown_again else None
