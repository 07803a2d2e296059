"""A quad and its lines. Terms are strings in N-Quads syntax already."""

from __future__ import annotations

Quad = tuple[str, str, str, str]
"""Subject, predicate, object, graph; "" is the default graph. A blank node's term begins with `_`."""


def line(subject: str, predicate: str, value: str, graph: str) -> str:
    """One line of canonical N-Quads, with its line feed."""
    if graph:
        return f"{subject} {predicate} {value} {graph} .\n"
    return f"{subject} {predicate} {value} .\n"


def first_degree_line(quad: Quad, node: str) -> str:
    """The line of `quad` as `node` sees it: itself `_:a`, every other blank node `_:z` (RDF-CANON 4.6.2)."""
    subject, predicate, value, graph = quad
    return line(_seen_by(node, subject), predicate, _seen_by(node, value), graph and _seen_by(node, graph))


def nodes_of(quad: Quad) -> list[str]:
    """The blank nodes of a quad, each once, in order."""
    subject, _, value, graph = quad
    found = dict.fromkeys(term for term in (subject, value, graph) if term[:1] == "_")
    return list(found)


def _seen_by(node: str, term: str) -> str:
    if term == node:
        return "_:a"
    return "_:z" if term[0] == "_" else term
