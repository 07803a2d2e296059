"""The project's own small framework: sixty skills and twelve occupations with required levels.

Written by the project, so that a fresh installation works without any download. Skills carry ESCO's addresses
and group codes, so that everything said about them holds when the whole of ESCO is imported.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from microcred.skills.data import read_json
from microcred.skills.model import Need, Occupation, Skill, SkillFramework, SkillGroup, SkillRelation

GROUP = "https://microcred.example/skill-group/"


@cache
def own_framework() -> SkillFramework:
    """The framework that comes with the package."""
    data: dict[str, Any] = read_json("framework.json")
    return SkillFramework(
        data["name"],
        data["release"],
        data["credit"],
        data["licence"],
        skills={row["address"]: _skill(row) for row in data["skills"]},
        groups={GROUP + row["code"]: _group(row) for row in data["groups"]},
        occupations={
            row["address"]: Occupation(row["address"], row["label"], isco=row["isco"])
            for row in data["occupations"]
        },
        needs=tuple(
            Need(row["address"], need["skill"], need["essential"], need["level"])
            for row in data["occupations"]
            for need in row["needs"]
        ),
        relations=tuple(
            SkillRelation(row["origin"], row["link"], row["target"]) for row in data["relations"]
        ),
    )


def _skill(row: dict[str, Any]) -> Skill:
    return Skill(
        row["address"],
        row["label"],
        {language: tuple(words) for language, words in row["alternatives"].items()},
        row.get("description", {}),
        kind=row["kind"],
        groups=(GROUP + row["group"],),
    )


def _group(row: dict[str, Any]) -> SkillGroup:
    above = row["code"].rpartition(".")[0]
    return SkillGroup(
        GROUP + row["code"], row["label"], row["code"], broader=(GROUP + above,) if above else ()
    )
