"""What an offering says, as a form or a program gives it: one frozen value, checked as a whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from microcred.platform.catalogue.content import Language, Line
from microcred.platform.catalogue.errors import OfferingInvalid

OfferingKind = Literal["course", "assessed", "assessment"]
Mode = Literal["online", "onsite", "blended", "hybrid", "work"]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Price = Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]
Hours = Annotated[Decimal, Field(ge=0, le=168, max_digits=4, decimal_places=1)]


class OfferingTerms(BaseModel):
    """One run: when, where, how, for how much. `price` is exact; `places` None is without a limit.

    `requires` are the public ids of micro-credentials that have to be held; `hours_per_week` is the workload
    in each week from `starts_on` to `ends_on`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: OfferingKind = "assessed"
    title: Line = ""
    description: Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000)] = ""
    language: Language = "en"
    mode: Mode = "online"
    place: Line = ""
    starts_on: date
    ends_on: date
    apply_by: date | None = None
    places: Annotated[int, Field(ge=1, le=100_000)] | None = None
    price: Price = Decimal(0)
    currency: Currency = "EUR"
    hours_per_week: Hours = Decimal(0)
    requires: tuple[str, ...] = ()

    @classmethod
    def read(cls, value: Any) -> Self:
        """The terms of a form or an API call; raises `OfferingInvalid` naming the first field."""
        try:
            return cls.model_validate(value)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            raise OfferingInvalid(f"{field}: {first['msg']}" if field else first["msg"]) from None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ValueError("it ends before it starts")
        if self.apply_by and self.apply_by > self.ends_on:
            raise ValueError("the last day to apply is after its end")
        return self
