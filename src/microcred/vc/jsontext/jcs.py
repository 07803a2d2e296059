"""JSON in its canonical form (RFC 8785): one text for one value."""

from __future__ import annotations

from typing import Any

import orjson

from microcred.vc.jsontext.errors import JsonUnwritable
from microcred.vc.jsontext.numbers import check_number


def canonical_json(value: Any) -> str:
    """The text of a JSON value; raises `JsonNumberRefused` or `JsonUnwritable`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, int | float):
        check_number(value)
        return _number(value)
    if isinstance(value, dict):
        members = sorted(value.items(), key=_utf16)
        return "{" + ",".join(f"{_string(name)}:{canonical_json(one)}" for name, one in members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(canonical_json(one) for one in value) + "]"
    raise JsonUnwritable(type(value).__name__)


def _utf16(member: tuple[str, Any]) -> bytes:
    """Names are ordered by their UTF-16 code units (RFC 8785 3.2.3)."""
    return member[0].encode("utf-16-be", "surrogatepass")


def _string(text: str) -> str:
    try:
        return orjson.dumps(text).decode("utf-8")
    except TypeError:
        raise JsonUnwritable("text") from None


def _number(value: float) -> str:
    """As ECMAScript prints it: no exponent from 1e-6 to 1e21 (ECMA-262, Number::toString)."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    text = repr(value)
    sign, text = ("-", text[1:]) if text[0] == "-" else ("", text)
    mantissa, _, exponent = text.partition("e")
    if not exponent:
        return sign + text
    digits = mantissa.replace(".", "")
    power = int(exponent)
    if power >= -6:
        return f"{sign}0.{'0' * (-power - 1)}{digits}"
    return f"{sign}{mantissa}e{power}"
