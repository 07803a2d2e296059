"""The values of Annex I: what a course is, and what one award adds to it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Outcome:
    """A learning outcome: its statement, and the entry of a framework (such as ESCO) if it has one."""

    statement: str
    address: str = ""
    framework: str = ""


@dataclass(frozen=True)
class Course:
    """What is the same for all who earn it. Codes are those of `vocabularies.py`; empty is not stated.

    `ects` is in ECTS credits, `hours` in hours of notional workload, `eqf_level` 1 to 8, `isced_f` a code
    of ISCED-F 2013, `stackability` "standalone", "integrated" or "stackable".
    """

    outcomes: tuple[Outcome, ...] = ()
    ects: float | None = None
    hours: float | None = None
    eqf_level: int | None = None
    assessment: tuple[str, ...] = ()
    participation: str = ""
    quality_assurance: tuple[str, ...] = ()
    supervision: str = ""
    isced_f: str = ""
    isced_f_name: str = ""
    prerequisites: tuple[str, ...] = ()
    stackability: str = ""
    stacks_into: str = ""
    stacks_into_name: str = ""


@dataclass(frozen=True)
class AnnexI:
    """Everything Annex I asks for, as one signed credential states it."""

    learner: str
    title: str
    country: str
    awarding_body: str
    issued: str
    region: str = ""
    language: str = ""
    grade: str = ""
    information: str = ""
    course: Course = field(default_factory=Course)

    def missing(self) -> list[str]:
        """The mandatory elements that are not stated, by their English names; the level is if applicable."""
        course = self.course
        stated = {
            "Identification of the learner": self.learner,
            "Title": self.title,
            "Country or region of the issuer": self.country or self.region,
            "Awarding body": self.awarding_body,
            "Date of issuing": self.issued,
            "Learning outcomes": course.outcomes,
            "Notional workload": course.ects or course.hours,
            "Type of assessment": course.assessment,
            "Form of participation": course.participation,
            "Type of quality assurance": course.quality_assurance,
        }
        return [name for name, value in stated.items() if not value]
