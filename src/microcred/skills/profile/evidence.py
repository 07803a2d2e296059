"""How a skill was shown, and at which level: read from the signed fields of a credential alone.

Where a document is silent the lowest holds: a credential that states no assessment shows attendance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from microcred.skills.levels import from_eqf

ASSESSMENTS = "http://data.europa.eu/snb/assessment/"
EQF = "http://data.europa.eu/snb/eqf/"
NOT_ASSESSED = ("attendance", "self", "7331eb4762", "c_2b3bd410")
_OWN_LEVEL = re.compile(r"level-([1-8])")
NOT_EARNED = ("Failed", "Withdrew", "Enrolled", "InProgress", "OnHold")
SKILL_TYPES = ("ceasn:Competency", "CFItem", "ext:ESCO", "ext:RSD", "ext:skill")


class Evidence(IntEnum):
    """How a skill was shown, from the weakest to the strongest."""

    DECLARED = 1
    ATTENDED = 2
    ASSESSED = 3
    CERTIFIED = 4

    @property
    def sentence(self) -> str:
        """What it means, in English, for `gettext`."""
        return _SENTENCES[self]


_SENTENCES = {
    Evidence.DECLARED: "declared by the learner",
    Evidence.ATTENDED: "attended a course",
    Evidence.ASSESSED: "assessed",
    Evidence.CERTIFIED: "certified by an independent body",
}


@dataclass(frozen=True, slots=True)
class SkillStatement:
    """What a credential says about one skill. `level` is 1 to 8, or None where it says none."""

    skill: str
    label: str
    level: int | None = None
    framework: str = ""


def read_evidence(document: Mapping[str, Any]) -> Evidence:
    """How the skills of a verified Open Badge were shown.

    Assessed: an alignment names an EU assessment type other than attendance and self-assessment. Certified:
    besides, the achievement's `creator` is named and is another than the issuer, by its identifier and by its
    name, so that who taught and who awards are two.
    """
    achievement = _achievement(document)
    assessed = any(
        _text(row.get("targetUrl")).startswith(ASSESSMENTS)
        and _text(row.get("targetCode")) not in NOT_ASSESSED
        and _text(row.get("targetUrl")).rsplit("/", 1)[-1] not in NOT_ASSESSED
        for row in _rows(achievement)
    )
    if not assessed:
        return Evidence.ATTENDED
    teaching, awarding = achievement.get("creator"), document.get("issuer")
    two = _apart(_identifier(teaching), _identifier(awarding)) and not _alike(teaching, awarding)
    return Evidence.CERTIFIED if two else Evidence.ASSESSED


def _apart(creator: str, issuer: str) -> bool:
    return bool(creator and issuer and creator != issuer)


def _alike(one: Any, other: Any) -> bool:
    """Whether two parties bear the same name: one body under two identifiers is not independent of itself."""
    names = [
        _text(each.get("name")).casefold().split() if isinstance(each, Mapping) else []
        for each in (one, other)
    ]
    return bool(names[0]) and names[0] == names[1]


def read_statements(document: Mapping[str, Any]) -> tuple[SkillStatement, ...]:
    """The skills that a verified Open Badge states, with their levels; none where its result is no success.

    The level of a skill is that of the result step reached for it, else the one that its own row states
    (`level-5`), else the EQF level of the achievement.
    """
    achievement = _achievement(document)
    results = _list(_object(document.get("credentialSubject")).get("result"))
    if any(_text(_object(result).get("status")) in NOT_EARNED for result in results):
        return ()
    general = next((from_eqf(_text(r.get("targetUrl"))) for r in _rows(achievement) if _is_eqf(r)), None)
    reached = dict(_reached(achievement, results))
    found: dict[str, SkillStatement] = {}
    for row in _rows(achievement):
        address = _text(row.get("targetUrl"))
        if address and _is_skill(row) and address not in found:
            level = reached.get(address, reached.get("", _stated(row) or general))
            found[address] = SkillStatement(
                address, _text(row.get("targetName")), level, _text(row.get("targetFramework"))
            )
    return tuple(found.values())


def _reached(achievement: Mapping[str, Any], results: list[Any]) -> Iterator[tuple[str, int]]:
    """For each step reached that states a level: the skill it is about (empty for all), and the level."""
    described = {_text(_object(d).get("id")): _object(d) for d in _list(achievement.get("resultDescription"))}
    for result in map(_object, results):
        description = described.get(_text(result.get("resultDescription")), {})
        for step in map(_object, _list(description.get("rubricCriterionLevel"))):
            if _text(step.get("id")) != _text(result.get("achievedLevel")) or not _text(step.get("id")):
                continue
            stated = [from_eqf(_text(r.get("targetUrl"))) for r in _rows(step)] + [
                from_eqf(_text(step.get("level")))
            ]
            level = next((each for each in stated if each), None)
            about = [_text(row.get("targetUrl")) for row in _rows(description) if _is_skill(row)]
            if level:
                yield from ((address, int(level)) for address in about or [""])


def _stated(row: Mapping[str, Any]) -> int | None:
    """The level that a row states for its own skill in its code, 1 to 8."""
    found = _OWN_LEVEL.fullmatch(_text(row.get("targetCode")))
    return int(found[1]) if found else None


def _is_skill(row: Mapping[str, Any]) -> bool:
    return _text(row.get("targetType")) in SKILL_TYPES or "/esco/skill/" in _text(row.get("targetUrl"))


def _is_eqf(row: Mapping[str, Any]) -> bool:
    return _text(row.get("targetUrl")).startswith(EQF)


def _achievement(document: Mapping[str, Any]) -> Mapping[str, Any]:
    return _object(_object(document.get("credentialSubject")).get("achievement"))


def _rows(owner: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [row for row in _list(owner.get("alignment")) if isinstance(row, dict)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _object(value: Any) -> Mapping[str, Any]:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _identifier(value: Any) -> str:
    return value if isinstance(value, str) else _text(_object(value).get("id"))
