"""The achievement file of `microcred issue`: who awards, what was achieved, and for how long it holds.

JSON in camelCase. `examples/achievement.json` is one; codes such as `"assessment": ["oral"]` are those of
`vc/openbadges/vocabularies.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from microcred.cli.results import Row
from microcred.errors import MicrocredError
from microcred.vc.jsontext import parse
from microcred.vc.openbadges import (
    Course,
    Outcome,
    Profile,
    Recipient,
    Result,
    achievement,
    achievement_credential,
    issuer_profile,
)
from microcred.vc.timestamps import parse_timestamp


class AwardFileRefused(MicrocredError):
    """The achievement file is not as it should be; the place is named."""

    code = "achievement-file.refused"
    sentence = "The achievement file cannot be used."
    remedy = "Correct the file; examples/achievement.json shows the form."


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class IssuerForm(_Form):
    """The awarding institution; its identifier comes from the key."""

    name: str = Field(min_length=1)
    country: str = ""
    region: str = ""
    url: str = ""
    image: str = ""


class OutcomeForm(_Form):
    """A learning outcome."""

    statement: str = Field(min_length=1)
    address: str = ""
    framework: str = ""


class CourseForm(_Form):
    """The Annex I values that all recipients share; see `vc.openbadges.Course`."""

    outcomes: tuple[OutcomeForm, ...] = ()
    ects: float | None = Field(default=None, gt=0)
    hours: float | None = Field(default=None, gt=0)
    eqf_level: int | None = Field(default=None, ge=1, le=8)
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

    def course(self) -> Course:
        """The engine's value."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        outcomes = tuple(Outcome(one.statement, one.address, one.framework) for one in self.outcomes)
        return Course(**{**values, "outcomes": outcomes})


class AchievementForm(_Form):
    """What was achieved."""

    id: str
    name: str
    description: str
    criteria: str
    page: str = ""
    language: str = ""
    image: str = ""
    grade_scale: str = ""
    version: str = ""
    tags: tuple[str, ...] = ()
    course: CourseForm = CourseForm()


class AwardFile(_Form):
    """The whole file. Times are `dateTimeStamp`s; `validFrom` is the time of issuing where it is absent."""

    issuer: IssuerForm
    achievement: AchievementForm
    valid_from: str = ""
    valid_until: str = ""

    @classmethod
    def read(cls, data: bytes) -> AwardFile:
        """Reads the file; raises `AwardFileRefused`, or what `jsontext.parse` raises."""
        try:
            return cls.model_validate(parse(data))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise AwardFileRefused(f"{place}: {first['msg']}") from None

    def award(self, identifier: str, now: datetime) -> Award:
        """What is awarded by `identifier`; raises `AwardFileRefused` or what the builders raise."""
        profile = issuer_profile(identifier, **self.issuer.model_dump())
        values = {name: getattr(self.achievement, name) for name in AchievementForm.model_fields}
        named = values.pop("id"), values.pop("name"), values.pop("description")
        course = values.pop("course").course()
        document = achievement_credential(
            identifier="urn:uuid:00000000-0000-4000-8000-000000000000",
            issuer=Profile.model_validate(profile),
            achievement=achievement(*named, **values, course=course),
            recipient=Recipient(name="-"),
            valid_from=parse_timestamp(self.valid_from) if self.valid_from else now,
            valid_until=parse_timestamp(self.valid_until) if self.valid_until else None,
        ).document()
        scale = f"{self.achievement.id}#grade" if self.achievement.grade_scale else None
        return Award(document, scale)


@dataclass(frozen=True)
class Award:
    """One achievement ready for many recipients: a document in which only id and subject change."""

    template: dict[str, Any]
    grade_scale: str | None

    def documents(self, rows: list[Row]) -> Iterator[dict[str, Any]]:
        """The unsigned credential of each row, under a new id."""
        subject = self.template["credentialSubject"]
        for row in rows:
            recipient = Recipient(name=row.name, email=row.email)
            own = {"identifier": [one.document() for one in recipient.identifiers()]}
            if row.result:
                result = Result.of(value=row.result, result_description=self.grade_scale)
                own["result"] = [result.document()]
            yield {**self.template, "id": uuid4().urn, "credentialSubject": {**subject, **own}}
