"""What a micro-credential states of Annex I, as the signed credential and its public data take it."""

from __future__ import annotations

from microcred.platform.catalogue.content import AchievementContent
from microcred.vc.openbadges.annex_i import Course, Outcome


def stated(content: AchievementContent, language: str) -> Course:
    """The elements in one language."""
    words = content.words(language)
    return Course(
        outcomes=tuple(Outcome(statement) for statement in words.outcomes),
        ects=float(content.ects) if content.ects else None,
        hours=float(content.hours) if content.hours else None,
        eqf_level=content.eqf_level,
        assessment=content.assessment,
        participation=content.participation,
        quality_assurance=content.quality_assurance,
        supervision=content.supervision,
        isced_f=content.isced_f,
        isced_f_name=content.isced_f_name,
        prerequisites=words.prerequisites,
        stackability=content.stackability,
        stacks_into=content.stacks_into,
        stacks_into_name=content.stacks_into_name,
    )
