"""The one spelling of a JSON value by RFC 8785: what the -jcs- suites hash, and JSON-LD signs of JSON."""

from __future__ import annotations

from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from microcred.vc.jsontext.errors import JsonNumberRefused, JsonSurrogate, JsonUnwritable
from microcred.vc.jsontext.numbers import LARGEST

_LAST_PLAIN = 21
"""ECMAScript writes numbers below 10^21 without an exponent (ECMA-262 6.1.6.1.20)."""
_FIRST_PLAIN = -6


def canonical_json(value: Any) -> bytes:
    """`value`, made of JSON's types only, in the spelling of RFC 8785 3.2, as UTF-8.

    Raises `JsonNumberRefused` for a number that JavaScript does not hold exactly, `JsonSurrogate` for half
    a character, `JsonUnwritable` for any other type.
    """
    parts: list[str] = []
    _write(value, parts)
    try:
        return "".join(parts).encode("utf-8")
    except UnicodeEncodeError:
        raise JsonSurrogate from None


def _write(value: Any, parts: list[str]) -> None:
    kind = type(value)
    if kind is str:
        parts.append(encode_basestring(value))
    elif kind is dict:
        _write_object(value, parts)
    elif kind is list:
        opened = "["
        for one in value:
            parts.append(opened)
            _write(one, parts)
            opened = ","
        parts.append("]" if value else "[]")
    elif value is None or kind is bool:
        parts.append({None: "null", True: "true", False: "false"}[value])
    elif kind is int or kind is float:
        parts.append(_number(value))
    else:
        raise JsonUnwritable(kind.__name__)


def _write_object(value: dict[Any, Any], parts: list[str]) -> None:
    if not all(type(key) is str for key in value):
        raise JsonUnwritable("a key that is no text")
    opened = "{"
    for key in sorted(value, key=_units):
        parts += (opened, encode_basestring(key), ":")
        _write(value[key], parts)
        opened = ","
    parts.append("}" if value else "{}")


def _units(key: str) -> bytes:
    """Keys are sorted by their UTF-16 units (3.2.3), in which an emoji comes before U+FB33."""
    return key.encode("utf-16-be", "surrogatepass")


def _number(value: float) -> str:
    if type(value) is int:
        if not -LARGEST <= value <= LARGEST:
            raise JsonNumberRefused(repr(value)[:40])
        return str(value)
    if value != value or value in (float("inf"), float("-inf")):
        raise JsonNumberRefused(repr(value))
    if value == 0:
        return "0"
    # Python's repr has the fewest digits that read back as the same number, as ECMAScript asks.
    negative, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    text = "".join(map(str, digits))
    point = len(text) + int(exponent)
    return "-" * negative + _placed(text, point)


def _placed(digits: str, point: int) -> str:
    """The digits with the decimal point after the first `point` of them."""
    if len(digits) <= point <= _LAST_PLAIN:
        return digits + "0" * (point - len(digits))
    if 0 < point <= _LAST_PLAIN:
        return f"{digits[:point]}.{digits[point:]}"
    if _FIRST_PLAIN < point <= 0:
        return f"0.{'0' * -point}{digits}"
    decimals = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{decimals}e{point - 1:+d}"
