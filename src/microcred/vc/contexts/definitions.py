"""The compiled form of a context: what each term means, with nothing left to look up elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Scopes = tuple["Context | None", ...]
"""Contexts to apply one after the other; None takes everything back."""

ENDS_OF_PREFIXES = ":/?#[]@"
"""A plain term is a prefix if its IRI ends with one of these (JSON-LD-API 4.2.2, step 14.2.5)."""


@dataclass(frozen=True)
class Term:
    """A term's definition. `iri` is absolute, a keyword such as "@id", or "" for a term without meaning.

    Where `open_iri` or `open_type` is set, that IRI is still as written, since it may depend on a context
    that was applied before. `unsupported` says why a document that uses the term cannot be decided here.
    """

    iri: str
    type: str | None = None
    containers: frozenset[str] = frozenset()
    language: str | None = None
    """"" for the explicit absence of a language, None where nothing is said."""
    scopes: Scopes | None = None
    prefix: bool = False
    open_iri: bool = False
    open_type: bool = False
    unsupported: str = ""
    protected: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Context:
    """A compiled context. `vocabulary` and `language` are None where nothing is said, "" for null."""

    terms: Mapping[str, Term]
    vocabulary: str | None = None
    language: str | None = None
    propagate: bool | None = None


def as_json(scopes: Scopes) -> list[Any]:
    """The plain values of compiled contexts, as a table holds them."""
    return [None if one is None else _context_json(one) for one in scopes]


def from_json(values: list[Any]) -> Scopes:
    """The compiled contexts in a table."""
    return tuple(None if one is None else _context(one) for one in values)


def _context_json(context: Context) -> dict[str, Any]:
    given = {
        "vocabulary": context.vocabulary,
        "language": context.language,
        "propagate": context.propagate,
    }
    found: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    found["terms"] = {name: _term_json(term) for name, term in context.terms.items()}
    return found


def _term_json(term: Term) -> dict[str, Any]:
    found: dict[str, Any] = {"iri": term.iri}
    if term.type is not None:
        found["type"] = term.type
    if term.containers:
        found["containers"] = sorted(term.containers)
    if term.language is not None:
        found["language"] = term.language
    if term.scopes is not None:
        found["scopes"] = as_json(term.scopes)
    if term.unsupported:
        found["unsupported"] = term.unsupported
    for flag in ("prefix", "open_iri", "open_type", "protected"):
        if getattr(term, flag):
            found[flag] = True
    return found


def _context(values: Mapping[str, Any]) -> Context:
    return Context(
        {name: _term(one) for name, one in values["terms"].items()},
        values.get("vocabulary"),
        values.get("language"),
        values.get("propagate"),
    )


def _term(values: Mapping[str, Any]) -> Term:
    scopes = values.get("scopes")
    return Term(
        values["iri"],
        values.get("type"),
        frozenset(values.get("containers", ())),
        values.get("language"),
        None if scopes is None else from_json(scopes),
        values.get("prefix", False),
        values.get("open_iri", False),
        values.get("open_type", False),
        values.get("unsupported", ""),
        values.get("protected", False),
    )
