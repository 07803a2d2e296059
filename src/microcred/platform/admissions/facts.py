"""What the rules counted, as JSON and back, exactly; and the seven questions that evaluators ask. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from typing import Any

from microcred.platform.qualifications.reading import Read
from microcred.rules.facts import HeldCredential, State
from microcred.vc.openbadges import AnnexI

QUESTIONS = ("quality", "verified", "level", "outcomes", "workload", "assessment", "identity")
"""Quality assured, verified, level, outcomes, workload, assessment, identity."""


def to_json(held: HeldCredential) -> dict[str, Any]:
    """Plain values, amounts as text such as "15/2"."""
    return {name: _plain(value) for name, value in asdict(held).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, State):
        return value.value
    return [_plain(each) for each in value] if isinstance(value, tuple | list) else value


def from_json(value: Mapping[str, Any]) -> HeldCredential:
    """What `to_json` gave."""
    found = dict(value)
    for name in ("awarded", "valid_from", "valid_until"):
        found[name] = date.fromisoformat(found[name]) if found[name] else None
    found["credits"] = Fraction(found["credits"]) if found["credits"] else None
    found["state"] = State(found["state"])
    found["skills"] = tuple((skill, level) for skill, level in found["skills"])
    for name in ("scopes", "outcomes"):
        found[name] = tuple(found[name])
    return HeldCredential(**found)


def answers(read: Read) -> dict[str, Any]:
    """What a credential itself answers to the seven questions, and whom it names; empty where silent."""
    annex = read.annex or AnnexI("", "", "", "", "")
    course = annex.course
    workload = [f"{course.ects:g} ECTS" if course.ects else "", f"{course.hours:g} h" if course.hours else ""]
    return {
        "quality": ", ".join(course.quality_assurance),
        "verified": read.verdict.value,
        "level": f"EQF {course.eqf_level}" if course.eqf_level else "",
        "outcomes": "; ".join(one.statement for one in course.outcomes),
        "workload": ", ".join(filter(None, workload)),
        "assessment": ", ".join(course.assessment),
        "identity": course.supervision,
        "whose": read.whose,
    }
