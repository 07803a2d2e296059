"""A certifier, an educator, a micro-credential with its method, and people: for tests of assessments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests import house

from microcred.platform.accounts.models import Account
from microcred.platform.assessment import services
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.services import Handed

LEVELS = [
    {"key": "absent", "name": "Not shown", "points": 0},
    {"key": "partly", "name": "Partly", "points": 4},
    {"key": "fully", "name": "Fully", "points": 10},
]
GOOD = {"message": "fully", "voice": "fully"}
FAIR = {"message": "fully", "voice": "partly"}
POOR = {"message": "absent", "voice": "fully"}
WORK = Handed(text="I gave a talk to forty people, and this is what I did.")


@dataclass
class Scene:
    """Public ids and people of one assessment."""

    certifier: str
    educator: str
    achievement: str
    method: str
    owner: Account
    assessors: list[Account]
    certifiers: list[Account]
    teacher: Account
    learner: Account


def method(**changes: Any) -> Method:
    """Two criteria with three levels; ten of twenty points pass, and one message must be there."""
    value: dict[str, Any] = {
        "criteria": [
            {"key": "message", "name": "One message", "levels": LEVELS, "at_least": "partly"},
            {"key": "voice", "name": "Voice", "levels": LEVELS},
        ],
        "pass_points": 10,
        "task": "Hand in a talk of fifteen minutes.",
        "evidence": ["text"],
        "without_course": True,
    }
    return Method.read({**value, **changes})


def scene(educated: bool = False, accredited: bool = False, **changes: Any) -> Scene:
    """Northlight certifies; Alder teaches where `educated`; `changes` are those of the method.

    Where `accredited`, the micro-credential asks for an accreditation, which Northlight has not.
    """
    owner, head = house.person(), house.person("Orla Keane")
    certifier = house.institution(owner, "Northlight Certification")
    educator = house.institution(head, "Alder College")
    teacher = house.member(educator, "Ruth Amsel", "assessor")
    achievement = house.published(owner, certifier, requires_accreditation=accredited)
    if educated:
        house.agreed(owner, certifier, head, educator)
    made = services.set_method(
        actor=owner,
        institution=certifier,
        achievement=achievement,
        method=method(**changes),
        now=house.FOUNDED,
        educator=educator if educated else "",
    )
    return Scene(
        certifier=certifier,
        educator=educator,
        achievement=achievement,
        method=made,
        owner=owner,
        assessors=[house.member(certifier, name, "assessor") for name in ("Ann Boe", "Ben Coe", "Cat Doe")],
        certifiers=[house.member(certifier, name, "certifier") for name in ("Henrik Dal", "Maja Lund")],
        teacher=teacher,
        learner=house.person("Amina Diallo"),
    )
