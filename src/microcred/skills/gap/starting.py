"""Where somebody without credentials starts: a present occupation or a CV, offered as declared skills."""

from __future__ import annotations

from datetime import datetime

from microcred.skills.model import SkillFramework
from microcred.skills.profile.profile import DeclaredSkill
from microcred.skills.search.suggest import Suggester, Suggestion


def from_occupation(framework: SkillFramework, occupation: str, since: datetime) -> tuple[DeclaredSkill, ...]:
    """The essential skills of an occupation, to be ticked by the learner. Raises `UnknownOccupation`."""
    framework.occupation(occupation)
    needs = framework.needs_of.get(occupation, ())
    return tuple(DeclaredSkill(need.skill, since, need.level) for need in needs if need.essential)


def from_cv(suggester: Suggester, text: str, most: int = 40) -> list[Suggestion]:
    """Skills that a CV names, each with its words, to be ticked by the learner. Raises as `suggest` does."""
    return suggester.suggest(text, most)
