"""The one scale of proficiency: 1 to 8, as in the European Qualifications Framework, and what maps onto it.

Every mapping is a stated rule, and each is named in `docs/reference/skills-levels.md`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType

from microcred.skills.errors import LevelOutOfScale


class ProficiencyLevel(IntEnum):
    """How far a skill goes. The number is the EQF level of the learning outcomes."""

    BASIC_TASKS = 1
    ROUTINE_TASKS = 2
    COMMON_PROBLEMS = 3
    INDEPENDENT = 4
    SUPERVISING = 5
    MASTERING = 6
    SPECIALISED = 7
    LEADING_THE_FIELD = 8

    @property
    def sentence(self) -> str:
        """What somebody at this level can do, in English, for `gettext`."""
        return SENTENCES[self]


SENTENCES: Mapping[ProficiencyLevel, str] = MappingProxyType(
    {
        ProficiencyLevel.BASIC_TASKS: "does simple tasks with guidance",
        ProficiencyLevel.ROUTINE_TASKS: "does routine tasks with some independence",
        ProficiencyLevel.COMMON_PROBLEMS: "solves common problems and takes responsibility for tasks",
        ProficiencyLevel.INDEPENDENT: "works independently in situations that change",
        ProficiencyLevel.SUPERVISING: "handles what is not foreseen and reviews the work of others",
        ProficiencyLevel.MASTERING: "masters complex problems and manages projects",
        ProficiencyLevel.SPECIALISED: "develops new approaches in a specialised field",
        ProficiencyLevel.LEADING_THE_FIELD: "leads the field and extends it",
    }
)
LOWEST, HIGHEST = 1, 8
ONET_LEVELS = 7.0

# CEDS codes of education levels, which CASE uses in `educationalLevel`, at the level that their end reaches.
CASE_EDUCATION: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(("IT", "PR", "PK", "TK", "KG", "01", "02", "03", "04", "05", "06"), 1)
    | dict.fromkeys(("07", "08", "09"), 2)
    | dict.fromkeys(("10", "11"), 3)
    | {"12": 4, "13": 4, "PS": 4, "AS": 5, "BA": 6, "UG": 6, "PB": 6, "MD": 7, "GR": 7, "PM": 7, "DO": 8}
)
_EQF = re.compile(
    r"^(?:https?://data\.europa\.eu/(?:snb/eqf|esco/eqf)/|EQF[ -]*(?:level)?[ -]*)?([1-8])$", re.IGNORECASE
)


def level(number: int) -> ProficiencyLevel:
    """The level `number` of the scale. Raises `LevelOutOfScale` for anything but 1 to 8."""
    if isinstance(number, bool) or not LOWEST <= number <= HIGHEST:
        raise LevelOutOfScale(repr(number))
    return ProficiencyLevel(number)


def from_eqf(text: str) -> ProficiencyLevel | None:
    """The level that an EQF level states: "5", "EQF 5", "EQF level 5" or the EU address that ends in it."""
    found = _EQF.match(text.strip())
    return ProficiencyLevel(int(found.group(1))) if found else None


def from_rubric(position: int, passing: int, target: int) -> ProficiencyLevel:
    """The level of one step of a rubric whose steps are ordered from lowest to highest.

    The step at index `passing` stands at the level that the course aims at (`target`); each step above
    or below is one level more or less, within 1 and 8.
    """
    return ProficiencyLevel(min(HIGHEST, max(LOWEST, level(target) + position - passing)))


def from_case(education_levels: tuple[str, ...]) -> ProficiencyLevel | None:
    """The highest level among CASE's `educationalLevel` codes; None when none of them is known."""
    codes = (code.strip().upper() for code in education_levels)
    known = [CASE_EDUCATION[code] for code in codes if code in CASE_EDUCATION]
    return ProficiencyLevel(max(known)) if known else None


def from_onet(value: float) -> ProficiencyLevel:
    """The level for a value of O*NET's level scale (LV, 0 to 7): 1 + the value, rounded half up.

    The two scales were not made for each other; pages name O*NET as the source of such a level.
    """
    if not 0.0 <= value <= ONET_LEVELS:
        raise LevelOutOfScale(f"O*NET level {value}")
    return ProficiencyLevel(min(HIGHEST, 1 + int(value + 0.5)))
