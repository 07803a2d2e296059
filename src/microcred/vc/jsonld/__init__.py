"""JSON-LD read by compiled contexts, failing closed: what would be lost is refused."""

from microcred.vc.jsonld.errors import (
    ContextMisplaced,
    FeatureUnsupported,
    IdBlank,
    IdMalformed,
    IdRelative,
    KeywordRefused,
    NothingSaid,
    NumberAsText,
    ProtectedTerm,
    Respelled,
    TermUndefined,
    TextMalformed,
    TooManyContexts,
    TooManyQuads,
    TwoBodies,
    TypeMalformed,
    TypeUndefined,
    ValueMalformed,
)
from microcred.vc.jsonld.parts import Names, quads_of_part, quads_of_whole
from microcred.vc.jsonld.reading import to_quads
from microcred.vc.jsonld.terms import Quad, escaped, iri

__all__ = [
    "ContextMisplaced",
    "FeatureUnsupported",
    "IdBlank",
    "IdMalformed",
    "IdRelative",
    "KeywordRefused",
    "Names",
    "NothingSaid",
    "NumberAsText",
    "ProtectedTerm",
    "Quad",
    "Respelled",
    "TermUndefined",
    "TextMalformed",
    "TooManyContexts",
    "TooManyQuads",
    "TwoBodies",
    "TypeMalformed",
    "TypeUndefined",
    "ValueMalformed",
    "escaped",
    "iri",
    "quads_of_part",
    "quads_of_whole",
    "to_quads",
]
