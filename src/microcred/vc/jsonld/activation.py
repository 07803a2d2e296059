"""Applying contexts to an active context (JSON-LD-API 4.1): terms are added, protected ones defended."""

from __future__ import annotations

from microcred.vc.contexts import ENDS_OF_PREFIXES, Context, ContextMalformed, Scopes, Term
from microcred.vc.jsonld.active import Active
from microcred.vc.jsonld.errors import ProtectedTerm


def apply(active: Active, scopes: Scopes, *, override: bool = False, propagate: bool = True) -> Active:
    """The active context after `scopes`, one after the other; `active` itself stays as it is.

    With `override`, protected terms may change, as under a property. Without `propagate`, objects inside
    return to what held before. Raises `ProtectedTerm` or `ContextMalformed`.
    """
    result = active
    for scope in scopes:
        if scope is None:
            result = _cleared(result, override, propagate)
        else:
            result = _extended(result, scope, override, propagate)
    return result


def _cleared(active: Active, override: bool, propagate: bool) -> Active:
    if not override and any(term.protected for term in active.terms.values()):
        raise ProtectedTerm("null")
    return Active({}, previous=None if propagate else active, freely=active.freely)


def _extended(active: Active, scope: Context, override: bool, propagate: bool) -> Active:
    if scope.propagate is not None:
        propagate = scope.propagate
    previous = active.previous
    if not propagate and previous is None:
        previous = active
    vocabulary = active.vocabulary if scope.vocabulary is None else scope.vocabulary
    language = active.language if scope.language is None else scope.language
    terms = dict(active.terms)
    for name, written in scope.terms.items():
        term = written
        if written.open_iri or written.open_type:
            term = _resolved(written, active, vocabulary)
        known = active.terms.get(name)
        if known is not None and known.protected and not override:
            if known != term:
                raise ProtectedTerm(name[:80])
            term = known
        terms[name] = term
    return Active(terms, vocabulary, language, previous, freely=active.freely)


def _resolved(term: Term, active: Active, vocabulary: str) -> Term:
    """`term` with its open IRIs resolved by what holds already."""
    found = term.iri
    if term.open_iri:
        found = _expanded(term.iri, active, vocabulary)
    return Term(
        found,
        _expanded(term.type, active, vocabulary) if term.open_type and term.type else term.type,
        term.containers,
        term.language,
        term.scopes,
        term.prefix and found[-1:] in ENDS_OF_PREFIXES if term.open_iri else term.prefix,
        unsupported=term.unsupported,
        protected=term.protected,
    )


def _expanded(text: str, active: Active, vocabulary: str) -> str:
    known = active.terms.get(text)
    if known is not None and known.iri:
        return known.iri
    if ":" in text:
        return active.compact(text)
    if not vocabulary:
        raise ContextMalformed(f"{text[:80]} has no IRI")
    return vocabulary + text
