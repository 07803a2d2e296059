"""How an award was assessed, as it is signed: levels of a rubric as Results, who taught and assessed, how.

Open Badges 3.0: a `ResultDescription` of type `RubricCriterionLevel` for each criterion, with its levels, and
a `Result` whose `achievedLevel` names one of them. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microcred.platform.network.scope.parties import part_of

GENRE, ALONE = "assessment", "assessment only"
"""Genre of the evidence entry that says how it was assessed and certified; the second without a course."""


@dataclass(frozen=True)
class RubricLevel:
    """A level of a criterion; `key` is unique within it."""

    key: str
    name: str
    points: int
    description: str = ""


@dataclass(frozen=True)
class RubricResult:
    """A criterion with its levels, the one that was reached, and the one that had to be, or empty."""

    key: str
    name: str
    levels: tuple[RubricLevel, ...]
    reached: str
    required: str = ""


@dataclass(frozen=True)
class Party:
    """An institution with a part in an award; `country` is where its right has to hold."""

    did: str
    name: str
    country: str = ""


@dataclass(frozen=True)
class Assessed:
    """What is signed beside the version's own content. `taught_by` is empty for what was learned at work."""

    results: tuple[RubricResult, ...]
    how: str
    heading: str
    taught_by: Party | None = None
    assessed_by: Party | None = None
    without_course: bool = False


def with_assessment(document: Mapping[str, Any], address: str, said: Assessed) -> dict[str, Any]:
    """The unsigned credential with its rubric results; `address` is that of the micro-credential."""
    subject = dict(document["credentialSubject"])
    earned = dict(subject["achievement"])
    described = [_description(address, one) for one in said.results]
    if described:
        earned["resultDescription"] = [*earned.get("resultDescription", ()), *described]
        subject["result"] = [*subject.get("result", ()), *(_result(address, one) for one in said.results)]
    if said.taught_by is not None:
        earned["creator"] = _profile(said.taught_by)
    elif said.without_course:
        _untaught(earned)
    if said.assessed_by is not None:
        subject["source"] = _profile(said.assessed_by)
    subject["achievement"] = earned
    genre = ALONE if said.without_course else GENRE
    shown = {"type": ["Evidence"], "name": said.heading, "narrative": said.how, "genre": genre}
    return {**document, "credentialSubject": subject, "evidence": [*document.get("evidence", ()), shown]}


def _untaught(earned: dict[str, Any]) -> None:
    """Takes out who teaches it to others, and its statement: this person was not taught."""
    earned.pop("creator", None)
    stated = earned.pop("endorsement", [])
    kept = [one for one in stated if part_of(one["credentialSubject"]) != "teach"]
    if kept:
        earned["endorsement"] = kept


def _profile(party: Party) -> dict[str, Any]:
    made: dict[str, Any] = {"id": party.did, "type": ["Profile"], "name": party.name}
    if party.country:
        made["address"] = {"type": ["Address"], "addressCountryCode": party.country}
    return made


def _description(address: str, one: RubricResult) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"{address}#{one.key}",
        "type": ["ResultDescription"],
        "name": one.name,
        "resultType": "RubricCriterionLevel",
        "rubricCriterionLevel": [_level(address, one.key, level) for level in one.levels],
    }
    if one.required:
        made["requiredLevel"] = f"{address}#{one.key}/{one.required}"
    return made


def _level(address: str, criterion: str, level: RubricLevel) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"{address}#{criterion}/{level.key}",
        "type": ["RubricCriterionLevel"],
        "name": level.name,
        "points": str(level.points),
    }
    return {**made, "description": level.description} if level.description else made


def _result(address: str, one: RubricResult) -> dict[str, Any]:
    return {
        "type": ["Result"],
        "resultDescription": f"{address}#{one.key}",
        "achievedLevel": f"{address}#{one.key}/{one.reached}",
    }
