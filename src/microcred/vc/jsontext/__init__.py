"""JSON text: read strictly, written plainly."""

from microcred.vc.jsontext.errors import (
    JsonDuplicateKey,
    JsonMalformed,
    JsonNumberRefused,
    JsonSurrogate,
    JsonTooDeep,
    JsonTooLarge,
    JsonTooManyValues,
    JsonUnwritable,
)
from microcred.vc.jsontext.jcs import canonical_json
from microcred.vc.jsontext.numbers import LARGEST, check_number, xsd_double
from microcred.vc.jsontext.reading import check_value, parse
from microcred.vc.jsontext.writing import write

__all__ = [
    "LARGEST",
    "JsonDuplicateKey",
    "JsonMalformed",
    "JsonNumberRefused",
    "JsonSurrogate",
    "JsonTooDeep",
    "JsonTooLarge",
    "JsonTooManyValues",
    "JsonUnwritable",
    "canonical_json",
    "check_number",
    "check_value",
    "parse",
    "write",
    "xsd_double",
]
