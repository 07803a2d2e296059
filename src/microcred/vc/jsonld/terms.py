"""The terms of N-Quads: IRIs checked, literals escaped as the canonical form escapes them (RDF-CANON 5)."""

from __future__ import annotations

import re

from microcred.vc.jsonld.errors import IdBlank, IdMalformed, IdRelative, TextMalformed

Quad = tuple[str, str, str, str]
"""Subject, predicate, object, graph, each in N-Quads syntax; the graph is "" for the default graph."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = f"<{RDF}type>"
RDF_FIRST = f"<{RDF}first>"
RDF_REST = f"<{RDF}rest>"
RDF_NIL = f"<{RDF}nil>"
JSON = f"{RDF}JSON"

is_iri = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\\ud800-\udfff]+').fullmatch
"""Whether text is an absolute IRI that N-Quads can hold."""

_to_escape = re.compile('[\x00-\x1f"\\\\\x7f\ud800-\udfff]').search
_ESCAPES = {code: f"\\u{code:04X}" for code in [*range(0x20), 0x7F]}
_ESCAPES |= {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def iri(text: str) -> str:
    """`<text>`; raises `IdBlank`, `IdRelative` or `IdMalformed`."""
    if is_iri(text):
        return f"<{text}>"
    if text.startswith("_:"):
        raise IdBlank(text[:80])
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text) is None:
        raise IdRelative(text[:80])
    raise IdMalformed(text[:80])


def escaped(text: str) -> str:
    """`text` as it stands between the quotes of a literal; raises `TextMalformed`."""
    if _to_escape(text) is None:
        return text
    if _SURROGATE.search(text):
        raise TextMalformed
    return text.translate(_ESCAPES)
