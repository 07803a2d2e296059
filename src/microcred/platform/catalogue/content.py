"""What a micro-credential says: one frozen value with every language inside, stored with each version.

The fields are those of the Open Badge and of Annex I of the EU recommendation; codes such as `"oral"` are
those of `vc/openbadges/vocabularies.py`. Numbers of credits are kept as decimal text, never as a float.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from microcred.platform.catalogue.errors import ContentInvalid
from microcred.vc.openbadges import vocabularies
from microcred.vc.openbadges.annex_i import STACKABILITY
from microcred.vc.openbadges.models import AchievementType
from microcred.vc.openbadges.terms import ResultType
from microcred.vc.openbadges.vocabularies import Vocabulary

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^(https?://[^\s<>\"{}|\\^`]+)?$", max_length=2_000)]
Kind = Literal["soft", "hard", "combination"]
MOST_CREDITS = Decimal(300)


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Value):
    """The texts in one language. `can` completes “NAME can …”, such as “present to an audience”."""

    name: Title
    description: Text = ""
    criteria: Text = ""
    outcomes: tuple[Annotated[Line, StringConstraints(min_length=1, max_length=500)], ...] = ()
    can: Line = ""
    prerequisites: tuple[Annotated[Line, StringConstraints(min_length=1)], ...] = ()


class SkillShown(_Value):
    """A skill of a framework that the micro-credential certifies; `level` is on the scale of 1 to 8."""

    label: Annotated[Line, StringConstraints(min_length=1)]
    address: WebAddress = ""
    framework: Line = "ESCO"
    kind: Literal["soft", "hard"] | None = None
    level: Annotated[int, Field(ge=1, le=8)] | None = None


class Roles(_Value):
    """Who teaches, who assesses and who certifies, by name; empty is the awarding institution."""

    taught_by: Line = ""
    assessed_by: Line = ""
    certified_by: Line = ""


class AchievementContent(_Value):
    """A whole micro-credential. `texts` has at least the main `language`."""

    language: Language = "en"
    texts: dict[Language, Words]
    kind: Kind = "hard"
    achievement_type: AchievementType = "MicroCredential"
    skills: tuple[SkillShown, ...] = ()
    ects: str = ""
    hours: str = ""
    eqf_level: Annotated[int, Field(ge=1, le=8)] | None = None
    assessment: tuple[str, ...] = ()
    supervision: str = ""
    participation: str = ""
    quality_assurance: tuple[str, ...] = ()
    stackability: str = ""
    stacks_into: WebAddress = ""
    stacks_into_name: Line = ""
    instruction_languages: tuple[Language, ...] = ()
    isced_f: Annotated[str, StringConstraints(pattern=r"^(\d{2,4})?$")] = ""
    isced_f_name: Line = ""
    grade_scale: ResultType | Literal[""] = ""
    validity_months: Annotated[int, Field(ge=1, le=1200)] | None = None
    page: WebAddress = ""
    tags: tuple[Annotated[Line, StringConstraints(min_length=1)], ...] = ()
    roles: Roles = Roles()
    requires_accreditation: bool = False
    """Whether it is awarded only under a right to certify that covers it."""

    @classmethod
    def read(cls, value: Any) -> Self:
        """The content of a form, an API call or the store; raises `ContentInvalid` naming the first field."""
        try:
            return cls.model_validate(value)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise ContentInvalid(f"{place}: {first['msg']}") from None

    def as_json(self) -> dict[str, Any]:
        """For storing: plain values only."""
        return self.model_dump(mode="json")

    def words(self, language: str = "") -> Words:
        """The texts in `language` if they are there, else in the main one."""
        return self.texts.get(language) or self.texts[self.language]

    @property
    def name(self) -> str:
        """The title in the main language."""
        return self.words().name

    @property
    def identity_verified(self) -> bool:
        """Whether the person's identity is checked when they are assessed."""
        return self.supervision in ("online-id", "onsite-id")

    @field_validator("ects", "hours")
    @classmethod
    def _decimal(cls, text: str) -> str:
        if not text:
            return ""
        try:
            number = Decimal(text.strip().replace(",", "."))
        except InvalidOperation:
            raise ValueError("a number such as 2.5 is needed") from None
        if not number.is_finite() or number <= 0 or number.as_tuple().exponent not in range(-2, 1):
            raise ValueError("a positive number with at most two decimals is needed")
        return f"{number.normalize():f}"

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.language not in self.texts:
            raise ValueError(f"texts in the main language {self.language} are missing")
        if self.ects and Decimal(self.ects) > MOST_CREDITS:
            raise ValueError(f"more than {MOST_CREDITS} credits")
        _known("assessment", self.assessment, vocabularies.ASSESSMENT)
        _known("quality_assurance", self.quality_assurance, vocabularies.QUALITY)
        _known("participation", (self.participation,), vocabularies.PARTICIPATION)
        _known("supervision", (self.supervision,), vocabularies.SUPERVISION)
        if self.stackability and self.stackability not in STACKABILITY:
            raise ValueError(f"stackability {self.stackability}")
        return self


def _known(field: str, codes: tuple[str, ...], vocabulary: Vocabulary) -> None:
    for code in codes:
        if code and code not in vocabulary.terms:
            raise ValueError(f"{field}: {code} is not one of {', '.join(vocabulary.terms)}")


def missing(content: AchievementContent) -> list[str]:
    """The fields that must be filled before publishing: what Annex I makes mandatory, and the criteria."""
    words = content.words()
    stated = {
        "description": words.description,
        "criteria": words.criteria,
        "outcomes": words.outcomes,
        "workload": content.ects or content.hours,
        "assessment": content.assessment,
        "participation": content.participation,
        "quality_assurance": content.quality_assurance,
    }
    return [name for name, value in stated.items() if not value]
