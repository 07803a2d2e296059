"""What a method states: criteria with levels, the pass rule, the evidence, how many assessors. Pure."""

from __future__ import annotations

from datetime import date
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

from microcred.platform.assessment.errors import MethodInvalid

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5_000)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
EvidenceKind = Literal["text", "link", "file"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Level(_Value):
    """A level of a criterion, worth whole `points`."""

    key: Key
    name: Line
    points: Annotated[int, Field(ge=0, le=1000)]
    description: Text = ""


class Criterion(_Value):
    """What is looked at, its levels from the lowest to the highest, and the level that must be reached."""

    key: Key
    name: Line
    description: Text = ""
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=9)]
    at_least: Key | None = None

    @property
    def most(self) -> int:
        """The points of the highest level."""
        return self.levels[-1].points

    def place(self, key: str) -> int | None:
        """Where a level stands, from 0, or None if it is none of this criterion."""
        return next((place for place, level in enumerate(self.levels) if level.key == key), None)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        points = [level.points for level in self.levels]
        if points != sorted(set(points)):
            raise ValueError("levels rise in points from the lowest to the highest")
        if len({level.key for level in self.levels}) != len(self.levels):
            raise ValueError("a level stands twice")
        if self.at_least is not None and self.place(self.at_least) is None:
            raise ValueError(f"{self.at_least} is no level of this criterion")
        return self


class Method(_Value):
    """How a micro-credential is assessed. `due` is the last day on which work is taken, or none.

    `tolerance` is by how many points two assessors may differ in all before a third one moderates. Where
    `enrolled`, only who is enrolled in an offering of it hands in, or who learned without a course.
    """

    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=20)]
    pass_points: Annotated[int, Field(ge=0)] = 0
    task: Text = ""
    evidence: tuple[EvidenceKind, ...] = ("text",)
    opens: date | None = None
    due: date | None = None
    attempts: Annotated[int, Field(ge=1, le=9)] = 2
    assessors: Annotated[int, Field(ge=1, le=5)] = 1
    names_hidden: bool = False
    blind: bool = True
    tolerance: Annotated[int, Field(ge=0)] = 0
    independent: bool = True
    without_course: bool = False
    enrolled: bool = False

    @classmethod
    def read(cls, value: Any) -> Self:
        """The method of a form, an API call or the store; raises `MethodInvalid` naming the first field."""
        try:
            return cls.model_validate(value)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise MethodInvalid(f"{place}: {first['msg']}") from None

    def as_json(self) -> dict[str, Any]:
        """For storing: plain values only."""
        return self.model_dump(mode="json")

    @property
    def most(self) -> int:
        """All points that can be had."""
        return sum(criterion.most for criterion in self.criteria)

    @field_validator("evidence")
    @classmethod
    def _once(cls, kinds: tuple[EvidenceKind, ...]) -> tuple[EvidenceKind, ...]:
        return tuple(dict.fromkeys(kinds))

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if len({one.key for one in self.criteria}) != len(self.criteria):
            raise ValueError("a criterion stands twice")
        if self.pass_points > self.most:
            raise ValueError(f"nobody can reach {self.pass_points} of {self.most} points")
        if self.opens and self.due and self.due < self.opens:
            raise ValueError("the last day is before the first")
        return self

    def open_on(self, day: date) -> bool:
        """Whether work is taken on this day."""
        return not (self.opens and day < self.opens) and not (self.due and day > self.due)
