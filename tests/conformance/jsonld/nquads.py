"""N-Quads as the suites publish them, read into the terms that the engine writes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from microcred.vc.jsonld import Quad, escaped
from microcred.vc.rdfc import canonicalise

_LITERAL = r'"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?'
_QUAD = re.compile(rf"(\S+)\s+(\S+)\s+({_LITERAL}|\S+)\s*(\S+)?\s*\.")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_NAMED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_STRING = "^^<http://www.w3.org/2001/XMLSchema#string>"


def read(text: str) -> list[Quad]:
    """The quads of N-Quads text; raises `ValueError` for a line that is none."""
    found = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        match = _QUAD.fullmatch(line.strip())
        if match is None:
            raise ValueError(line)
        subject, predicate, value, graph = match.groups()
        found.append((subject, predicate, _value(value), graph or ""))
    return found


def canonical(quads: Iterable[Quad]) -> str:
    """The canonical form, in which equal datasets are equal texts."""
    return canonicalise(quads).nquads


def _value(text: str) -> str:
    if text[0] != '"':
        return text
    end = text.rindex('"')
    return f'"{escaped(_ESCAPE.sub(_character, text[1:end]))}"{text[end + 1 :].removesuffix(_STRING)}'


def _character(match: re.Match[str]) -> str:
    short, long, named = match.groups()
    if named:
        return _NAMED.get(named, named)
    return chr(int(short or long, 16))
