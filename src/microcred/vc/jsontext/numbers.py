"""Numbers that every program prints alike, and how they are printed."""

from __future__ import annotations

from microcred.vc.jsontext.errors import JsonNumberRefused

LARGEST = 2**53 - 1
"""The largest whole number that JavaScript tells from its neighbours (RFC 8259 6)."""

_WITH_EXPONENT = 1e-6
"""Below this JavaScript writes an exponent (ECMA-262 6.1.6.1.20)."""


def check_number(value: float) -> None:
    """Raises `JsonNumberRefused` for a number that programs print differently.

    These are whole numbers beyond 2^53 - 1, negative zero, fractions of more than the 16 digits that
    JSON-LD signs (JSON-LD API 8.6): the digits after those would be shown and not signed; and fractions
    such as 1e-7, which JavaScript writes without a decimal point and some then take for whole numbers.
    """
    if type(value) is int:
        if -LARGEST <= value <= LARGEST:
            return
    elif value == 0.0:
        if str(value) == "0.0":
            return
    elif -LARGEST <= value <= LARGEST and (value.is_integer() or _is_plain_fraction(value)):
        return
    raise JsonNumberRefused(repr(value)[:40])


def _is_plain_fraction(value: float) -> bool:
    if abs(value) < _WITH_EXPONENT and "." not in repr(value):
        return False
    return float(f"{value:.15E}") == value


def xsd_double(value: float) -> str:
    """The canonical form of a fraction: one digit, up to 15 decimals, `E`, the exponent (JSON-LD API 8.6)."""
    mantissa, _, exponent = f"{value:.15E}".partition("E")
    whole, _, decimals = mantissa.partition(".")
    return f"{whole}.{decimals.rstrip('0') or '0'}E{int(exponent)}"
