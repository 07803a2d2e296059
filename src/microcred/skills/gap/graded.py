"""The soft side of an occupation, graded by importance and level, where a crosswalk leads to O*NET."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from microcred.skills.levels import from_onet
from microcred.skills.profile.profile import ProfileSkill, SkillProfile
from microcred.skills.readers.crosswalks import Crosswalk
from microcred.skills.readers.onet import OnetRelease, Rating
from microcred.skills.readers.projections import Outlook
from microcred.skills.soft import SoftElement, onet_element, soft_elements


class SoftState(Enum):
    """How a graded soft skill stands. `USED` is shown only through hard skills that use it."""

    HELD = "held"
    TOO_LOW = "held-too-low"
    NO_LEVEL = "held-without-a-level"
    USED = "used"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class GradedSkill:
    """One interpersonal element for one occupation: importance 1 to 5 as O*NET has it, levels 1 to 8."""

    element: SoftElement
    importance: float
    level: int
    state: SoftState
    held_level: int | None = None
    held_as: str = ""


@dataclass(frozen=True, slots=True)
class GradedSoftProfile:
    """The graded soft side, the most important first, with the O*NET occupation and the sources.

    `example`: the grades are invented, for the demo.
    """

    onet_code: str
    onet_title: str
    source: str
    crosswalk: str
    skills: tuple[GradedSkill, ...]
    example: bool = False


def graded_soft(
    occupation: str, profile: SkillProfile, onet: OnetRelease, crosswalk: Crosswalk
) -> GradedSoftProfile | None:
    """The soft side of an ESCO occupation; None where the crosswalk reaches no rated O*NET occupation."""
    code = next((target for target in crosswalk.targets(occupation) if target in onet.ratings), None)
    if code is None:
        return None
    held = _held(profile)
    found = [
        _graded(element, rating, held.get(name))
        for name, element in soft_elements().items()
        if (rating := onet.ratings[code].get(name)) is not None
        and rating.importance is not None
        and rating.level is not None
        and rating.relevant
    ]
    title = next((o.label() for o in onet.framework.occupations.values() if o.code == code), code)
    ordered = sorted(found, key=lambda skill: (-skill.importance, skill.element.label))
    return GradedSoftProfile(code, title, onet.framework.credit, crosswalk.credit, tuple(ordered))


def outlook(
    occupation: str, isco: str, esco_onet: Crosswalk, isco_soc: Crosswalk, projections: Mapping[str, Outlook]
) -> tuple[Outlook, ...]:
    """What is expected of an ESCO occupation, through O*NET's code where there is one, else through ISCO.

    Several where ISCO leads to several occupations; empty where neither leads to a projection.
    """
    exact = [target[:7] for target in esco_onet.targets(occupation)]
    found = [projections[code] for code in exact if code in projections]
    if not found:
        codes = (isco, isco[:3])
        steps = next((isco_soc.targets(code) for code in codes if isco_soc.targets(code)), ())
        found = [projections[code] for code in steps if code in projections]
    return tuple(dict.fromkeys(found))


def _held(profile: SkillProfile) -> dict[str, ProfileSkill]:
    """The best of a profile for each element: what is held before what is used, then the higher level."""
    best: dict[str, ProfileSkill] = {}
    for skill in profile.skills.values():
        element = onet_element(skill.skill)
        if element and (skill.held or skill.uses):
            other = best.get(element)
            if other is None or (skill.held, skill.level or 0) > (other.held, other.level or 0):
                best[element] = skill
    return best


def _graded(element: SoftElement, rating: Rating, held: ProfileSkill | None) -> GradedSkill:
    level = int(from_onet(rating.level or 0.0))
    return GradedSkill(
        element,
        rating.importance or 0.0,
        level,
        _state(held, level),
        held.level if held else None,
        held.skill if held else "",
    )


def _state(held: ProfileSkill | None, level: int) -> SoftState:
    if held is None:
        return SoftState.MISSING
    if not held.held:
        return SoftState.USED
    if held.level is None:
        return SoftState.NO_LEVEL
    return SoftState.HELD if held.level >= level else SoftState.TOO_LOW
