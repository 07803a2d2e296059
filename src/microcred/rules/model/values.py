"""The small values of the language: amounts, whole numbers, names, days. Each has one form in JSON.

An amount is exact: a whole number is a JSON integer, any other a text such as "7.5" with up to four places.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

LARGEST = 10_000
PLACES = 4
_FRACTION = re.compile(r"(?:0|[1-9][0-9]{0,4})\.[0-9]{0,3}[1-9]", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def fault(code: str, detail: str) -> PydanticCustomError:
    """A validation error that carries the code of ours (`rules.` is added where it is read)."""
    return PydanticCustomError(code, "{detail}", {"detail": detail[:200]})


class Frozen(BaseModel):
    """Base of every value: immutable, no unknown keys, camelCase in JSON, nothing converted silently."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        use_attribute_docstrings=True,
    )


def _amount(value: Any) -> Fraction:
    if isinstance(value, float):
        raise fault("number-inexact", repr(value))
    if isinstance(value, str):
        if value.startswith("-"):
            raise fault("number-negative", value)
        if not _FRACTION.fullmatch(value):
            raise fault("number-as-text", repr(value))
        value = Fraction(value)
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise fault("malformed", f"{value!r} is no amount")
    return _in_range(Fraction(value))


def _in_range(value: Fraction) -> Fraction:
    if value < 0:
        raise fault("number-negative", str(value))
    if value == 0 or value > LARGEST:
        raise fault("number-out-of-range", str(value))
    if 10**PLACES % value.denominator:
        raise fault("number-out-of-range", f"{value} has more than {PLACES} places")
    return value


def write_amount(value: Fraction) -> int | str:
    """The one JSON form of an amount."""
    if value.denominator == 1:
        return value.numerator
    whole, rest = divmod(value.numerator * (10**PLACES // value.denominator), 10**PLACES)
    return f"{whole}.{rest:0{PLACES}d}".rstrip("0")


def _whole(lowest: int, highest: int) -> BeforeValidator:
    def check(value: Any) -> int:
        if isinstance(value, str):
            raise fault("number-as-text", repr(value))
        if isinstance(value, float):
            raise fault("number-inexact", repr(value))
        if isinstance(value, bool) or not isinstance(value, int):
            raise fault("malformed", f"{value!r} is no whole number")
        if value < 0:
            raise fault("number-negative", str(value))
        if not lowest <= value <= highest:
            raise fault("number-out-of-range", f"{value} is not {lowest} to {highest}")
        return value

    return BeforeValidator(check)


def _day(value: Any) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif type(value) is date:
        return value
    raise fault("malformed", f"{value!r} is no day like 2026-01-31")


def _schema_of_whole(lowest: int, highest: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "integer", "minimum": lowest, "maximum": highest})


Amount = Annotated[
    Fraction,
    BeforeValidator(_amount),
    PlainSerializer(write_amount),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": LARGEST},
                {"type": "string", "pattern": r"^(0|[1-9][0-9]{0,4})\.[0-9]{0,3}[1-9]$"},
            ]
        }
    ),
]
"""A positive exact amount up to 10,000."""
Level = Annotated[int, _whole(1, 8), _schema_of_whole(1, 8)]
"""A level of the one scale from 1 to 8 (EQF)."""
Count = Annotated[int, _whole(1, 1000), _schema_of_whole(1, 1000)]
"""How many, at least one."""
Version = Annotated[int, _whole(1, 1_000_000), _schema_of_whole(1, 1_000_000)]
"""The version of a rule; later ones are higher."""
Percent = Annotated[int, _whole(1, 100), _schema_of_whole(1, 100)]
"""A whole percentage from 1 to 100."""
Months = Annotated[int, _whole(1, 1200), _schema_of_whole(1, 1200)]
"""A number of months, up to a hundred years."""
Day = Annotated[
    date,
    BeforeValidator(_day),
    PlainSerializer(date.isoformat),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A day, written like 2026-01-31."""
Name = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=500, pattern=r"^[^\s\x00-\x1f\x7f](?:[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f])?$"
    ),
]
"""A name, title or address: one line, no control characters, no blank at either end."""
Field = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,4}$")]
"""A field of ISCED-F 2013: two digits for a broad, three for a narrow, four for a detailed field."""
