"""Reads N-Quads (RDF 1.1 N-Quads) into the quads that the engine works on: terms written canonically."""

from __future__ import annotations

import re

from microcred.vc.rdfc import Quad

_TERM = re.compile(
    r'<(?P<iri>[^<>"]*)>|(?P<node>_:[^\s<>"]+)|"(?P<text>(?:[^"\\]|\\.)*)"(?:\^\^<(?P<kind>[^<>]*)>|@(?P<tag>[A-Za-z0-9-]+))?'
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_NAMED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_WRITTEN = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def read(text: str) -> list[Quad]:
    """The quads of a document, one for each line that is not empty or a comment."""
    found = []
    for row in text.split("\n"):
        if row.strip() and not row.lstrip().startswith("#"):
            terms = [_term(match) for match in _TERM.finditer(row)]
            subject, predicate, value, *graph = terms
            found.append((subject, predicate, value, graph[0] if graph else ""))
    return found


def _term(match: re.Match[str]) -> str:
    if match["iri"] is not None:
        return f"<{_plain(match['iri'])}>"
    if match["node"]:
        return match["node"]
    literal = f'"{escaped(_plain(match["text"]))}"'
    if match["tag"]:
        return f"{literal}@{match['tag']}"
    if match["kind"] and _plain(match["kind"]) != _STRING:
        return f"{literal}^^<{_plain(match['kind'])}>"
    return literal


def _plain(text: str) -> str:
    return _ESCAPE.sub(lambda found: _character(found[1]), text)


def _character(code: str) -> str:
    if code[0] in "uU" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _NAMED.get(code, code)


def escaped(text: str) -> str:
    """A literal's text as canonical N-Quads writes it (RDF-CANON 5)."""
    return "".join(
        _WRITTEN.get(one) or (f"\\u{ord(one):04X}" if one < " " or one == "\x7f" else one) for one in text
    )
