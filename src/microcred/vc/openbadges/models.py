"""Open Badges 3.0 (OB 3.0 B.1) as typed values. Names are ours; on the wire they are camelCase.

Models are for building: `document()` turns one into the JSON that is signed. What is read from others is
checked by `requirements.py`, which is faster and forgives what the standard forgives.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.alias_generators import to_camel

from microcred.vc.openbadges.errors import ContentRefused
from microcred.vc.openbadges.terms import ADDRESS, CONTEXTS, IDENTITY_TYPES, STAMP, ResultType

Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Address = Annotated[str, StringConstraints(pattern=ADDRESS, max_length=4_096)]
Stamp = Annotated[str, StringConstraints(pattern=STAMP)]
Number = int | float

IdentityType = Annotated[str, StringConstraints(pattern=f"^(?:{IDENTITY_TYPES}|ext:.+)$")]
AchievementType = Annotated[
    str,
    StringConstraints(
        pattern=r"^(?:Achievement|ApprenticeshipCertificate|Assessment|Assignment|AssociateDegree|Award|Badge"
        r"|BachelorDegree|Certificate|CertificateOfCompletion|Certification|CommunityService|Competency"
        r"|Course|CoCurricular|Degree|Diploma|DoctoralDegree|Fieldwork|GeneralEducationDevelopment"
        r"|JourneymanCertificate|LearningProgram|License|Membership|ProfessionalDoctorate"
        r"|QualityAssuranceCredential|MasterCertificate|MasterDegree|MicroCredential|ResearchDoctorate"
        r"|SecondarySchoolDiploma|ext:.+)$"
    ),
]
ResultStatus = Literal["Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"]
TargetType = Annotated[
    str,
    StringConstraints(
        pattern=r"^(?:ceasn:Competency|ceterms:Credential|CFItem|CFRubric|CFRubricCriterion"
        r"|CFRubricCriterionLevel|CTDL|ext:.+)$"
    ),
]


class Wire(BaseModel):
    """A frozen value that is written in camelCase, without nulls and empty lists."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True, allow_inf_nan=False
    )

    @classmethod
    def of(cls, **values: Any) -> Self:
        """The value; raises `ContentRefused` naming the first field that is wrong."""
        try:
            return cls(**values)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise ContentRefused(f"{cls.__name__} {place}: {first['msg']}") from None

    def document(self) -> dict[str, Any]:
        """The JSON object, without nulls and empty lists (OB 3.0: they are omitted)."""
        lean: dict[str, Any] = _lean(self.model_dump(by_alias=True, exclude_none=True))
        return lean


def _lean(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _lean(one) for name, one in value.items() if one not in ((), [])}
    if isinstance(value, list | tuple):
        return [_lean(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)  # 2.0 and 2 are one number to JavaScript: write the one that all print alike
    return value


class Image(Wire):
    """A picture by its address."""

    id: Address
    type: Literal["Image"] = "Image"
    caption: Text | None = None


class PostalAddress(Wire):
    """Where an organisation is; `address_country_code` is ISO 3166-1 with two letters."""

    type: tuple[str, ...] = ("Address",)
    address_country: Text | None = None
    address_country_code: Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")] | None = None
    address_region: Text | None = None
    address_locality: Text | None = None
    street_address: Text | None = None
    postal_code: Text | None = None


class IdentifierEntry(Wire):
    """An identifier of an organisation or achievement in somebody's scheme."""

    type: Literal["IdentifierEntry"] = "IdentifierEntry"
    identifier: Text
    identifier_type: IdentityType


class Profile(Wire):
    """An organisation or person that issues, creates or assesses."""

    id: Address
    type: tuple[str, ...] = ("Profile",)
    name: Text | None = None
    url: Address | None = None
    description: Text | None = None
    image: Image | None = None
    email: Text | None = None
    phone: Text | None = None
    address: PostalAddress | None = None
    other_identifier: tuple[IdentifierEntry, ...] = ()


class IdentityObject(Wire):
    """One thing by which the recipient is known, plain or hashed with a salt."""

    type: Literal["IdentityObject"] = "IdentityObject"
    hashed: bool
    identity_hash: Text
    identity_type: IdentityType
    salt: Text | None = None


class Alignment(Wire):
    """A row that ties the achievement to an entry of a framework or vocabulary."""

    type: tuple[str, ...] = ("Alignment",)
    target_name: Text
    target_url: Address
    target_code: Text | None = None
    target_description: Text | None = None
    target_framework: Text | None = None
    target_type: TargetType | None = None


class Criteria(Wire):
    """What had to be done: an address, a text, or both."""

    id: Address | None = None
    narrative: Text | None = None


class RubricCriterionLevel(Wire):
    """One level of a rubric."""

    id: Address
    type: tuple[str, ...] = ("RubricCriterionLevel",)
    name: Text
    description: Text | None = None
    level: Text | None = None
    points: Text | None = None


class ResultDescription(Wire):
    """What kind of result the achievement has."""

    id: Address
    type: tuple[str, ...] = ("ResultDescription",)
    name: Text
    result_type: ResultType
    allowed_value: tuple[Text, ...] = ()
    required_level: Address | None = None
    required_value: Text | None = None
    rubric_criterion_level: tuple[RubricCriterionLevel, ...] = ()
    value_max: Text | None = None
    value_min: Text | None = None


class Result(Wire):
    """The result this recipient had."""

    type: tuple[str, ...] = ("Result",)
    achieved_level: Address | None = None
    result_description: Address | None = None
    status: ResultStatus | None = None
    value: Text | None = None


class Related(Wire):
    """Another achievement that belongs to this one, such as its form in another language."""

    id: Address
    type: tuple[str, ...] = ("Related",)
    in_language: Text | None = None
    version: Text | None = None


class Achievement(Wire):
    """What can be earned."""

    id: Address
    type: tuple[str, ...] = ("Achievement",)
    name: Text
    description: Text
    criteria: Criteria
    achievement_type: AchievementType | None = "MicroCredential"
    alignment: tuple[Alignment, ...] = ()
    creator: Profile | None = None
    credits_available: Annotated[Number, Field(gt=0)] | None = None
    field_of_study: Text | None = None
    human_code: Text | None = None
    image: Image | None = None
    in_language: Text | None = None
    other_identifier: tuple[IdentifierEntry, ...] = ()
    related: tuple[Related, ...] = ()
    result_description: tuple[ResultDescription, ...] = ()
    specialization: Text | None = None
    tag: tuple[Text, ...] = ()
    version: Text | None = None


class Evidence(Wire):
    """Something the award rests on."""

    id: Address | None = None
    type: tuple[str, ...] = ("Evidence",)
    name: Text | None = None
    narrative: Text | None = None
    description: Text | None = None
    genre: Text | None = None
    audience: Text | None = None


class AchievementSubject(Wire):
    """The recipient with what they achieved."""

    id: Address | None = None
    type: tuple[str, ...] = ("AchievementSubject",)
    identifier: tuple[IdentityObject, ...] = ()
    achievement: Achievement
    activity_start_date: Stamp | None = None
    activity_end_date: Stamp | None = None
    credits_earned: Annotated[Number, Field(gt=0)] | None = None
    license_number: Text | None = None
    narrative: Text | None = None
    result: tuple[Result, ...] = ()
    role: Text | None = None
    source: Profile | None = None
    term: Text | None = None


class StatusEntry(Wire):
    """Where revocation or suspension is looked up (BITSTRING 2.1)."""

    id: Address | None = None
    type: Literal["BitstringStatusListEntry"] = "BitstringStatusListEntry"
    status_purpose: Literal["revocation", "suspension"]
    status_list_index: Annotated[str, StringConstraints(pattern=r"^(?:0|[1-9]\d{0,9})$")]
    status_list_credential: Address


class AchievementCredential(Wire):
    """A whole Open Badge, before it is signed."""

    context: tuple[str, ...] = Field(CONTEXTS, alias="@context")
    id: Address
    type: tuple[str, ...] = ("VerifiableCredential", "AchievementCredential")
    issuer: Profile
    valid_from: Stamp
    valid_until: Stamp | None = None
    awarded_date: Stamp | None = None
    name: Text | None = None
    description: Text | None = None
    image: Image | None = None
    credential_subject: AchievementSubject
    credential_status: StatusEntry | tuple[StatusEntry, ...] | None = None
    evidence: tuple[Evidence, ...] = ()
