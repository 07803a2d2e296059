"""Skills and how they grew: from the credentials that a learner holds, and what they declare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from microcred.platform.portfolio.frameworks_here import framework
from microcred.platform.portfolio.models import DeclaredSkill as Declared
from microcred.platform.portfolio.queries.holdings import Entry, holdings
from microcred.skills.profile.profile import DeclaredSkill, HeldCredential, SkillProfile, skill_profile
from microcred.skills.profile.timeline import ThenAndNow, TimelineEvent, then_and_now, timeline

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

OWN_WORDS = "urn:microcred:declared:"
"""What the address of a skill begins with that a learner says in own words."""


@dataclass(frozen=True)
class DeclaredRow:
    """A skill that the learner declares."""

    public_id: str
    skill: str
    label: str
    level: int | None
    since: datetime


@dataclass(frozen=True)
class Growth:
    """All that pages about skills need: the entries that count, what is declared, and the private view."""

    entries: Sequence[Entry]
    declared: Sequence[DeclaredRow]
    counted: frozenset[str]
    at: datetime

    @property
    def credentials(self) -> list[HeldCredential]:
        """The accepted credentials, archived ones left out."""
        return [one.held for one in self.entries if one.held and one.accepted and one.present]

    @property
    def _declared(self) -> list[DeclaredSkill]:
        return [DeclaredSkill(one.skill, one.since, one.level, one.label) for one in self.declared]

    def profile(self, at: datetime | None = None) -> SkillProfile:
        """The skill profile, now or at another moment."""
        return skill_profile(
            self.credentials,
            self._declared,
            framework(),
            at=at or self.at,
            counted=self.counted,
            language=language(),
        )

    def events(self) -> tuple[TimelineEvent, ...]:
        """What each credential brought, the earliest first."""
        return timeline(
            self.credentials, framework(), until=self.at, counted=self.counted, language=language()
        )

    def between(self, then: datetime, now: datetime) -> ThenAndNow:
        """What changed between two moments."""
        return then_and_now(
            self.credentials,
            self._declared,
            framework(),
            then=then,
            now=now,
            counted=self.counted,
            language=language(),
        )

    def label_of(self, skill: str, otherwise: str = "") -> str:
        """The name of a declared skill in own words, which no framework knows; else `otherwise`."""
        if not skill.startswith(OWN_WORDS):
            return otherwise
        return next((one.label for one in self.declared if one.skill == skill), otherwise)


def growth(
    actor: Account, now: datetime, *, private: bool = False, entries: Sequence[Entry] | None = None
) -> Growth:
    """A learner's skills. `private` counts also what the learner chose to count though it is not settled."""
    held = entries if entries is not None else holdings(actor, now)
    counted = frozenset(one.id for one in held if private and one.counted)
    return Growth(held, declared_by(actor), counted, now)


def profile_of(actor: Account, now: datetime) -> SkillProfile:
    """The skill profile of a learner, as gaps and plans count it."""
    return growth(actor, now).profile()


def declared_by(actor: Account) -> list[DeclaredRow]:
    """What a learner declares, by name."""
    rows = Declared.objects.filter(owner=actor)
    found = [DeclaredRow(row.pk, row.skill, row.label, row.level, row.since) for row in rows]
    return sorted(found, key=lambda one: one.label.casefold())


def language() -> str:
    """The language of skills' names: that of the page."""
    return (get_language() or "en").partition("-")[0]
