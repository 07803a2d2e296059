"""What an institution's micro-credentials show, as the profile of somebody who had earned all of them; pure.

So supply is laid beside demand by the same rule as a learner beside an occupation: the same skill, at which
level, or one that stands near it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from microcred.platform.catalogue.queries import CredentialFound
from microcred.skills.model import SkillFramework
from microcred.skills.profile.evidence import Evidence, SkillStatement
from microcred.skills.profile.profile import HeldCredential, SkillProfile, skill_profile


def portfolio_profile(
    published: Iterable[CredentialFound], framework: SkillFramework, *, at: datetime, language: str
) -> SkillProfile:
    """The skills of published micro-credentials; each claim's `credential` is the micro-credential's id.

    A skill without a level of its own has that of its micro-credential, or none.
    """
    return skill_profile(
        [_earned(one, at, language) for one in published], (), framework, at=at, language=language
    )


def _earned(one: CredentialFound, at: datetime, language: str) -> HeldCredential:
    general = one.content.eqf_level
    skills = tuple(
        SkillStatement(skill.address, skill.label, skill.level or general)
        for skill in one.content.skills
        if skill.address
    )
    title = one.content.words(language).name
    return HeldCredential(
        one.public_id, title, one.certifier, one.certifier_name, at, evidence=Evidence.ASSESSED, skills=skills
    )
