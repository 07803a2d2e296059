"""The predicates under which texts are read as words: terms, not free texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from microcred.vc.contexts import Contexts, Scopes
from microcred.vc.errors import CredentialError


class Words:
    """Finds these predicates in contexts, each address once."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._known: dict[str, frozenset[str] | None] = {}

    def of(self, document: dict[str, Any]) -> frozenset[str] | None:
        """The predicates, as `<iri>`, of all contexts named in a document; None where that is open."""
        found: set[str] = set()
        for address in _named_in(document):
            words = self._of_address(address) if isinstance(address, str) else None
            if words is None:
                return None
            found |= words
        return frozenset(found)

    def _of_address(self, address: str) -> frozenset[str] | None:
        if address not in self._known:
            try:
                self._known[address] = _collected(self._contexts.get(address))
            except CredentialError:
                return None
        return self._known[address]


def _named_in(value: Any) -> Iterator[Any]:
    """Every context that an object names, or an object inside it."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            named = value.get("@context")
            yield from named if isinstance(named, list) else [] if named is None else [named]
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _collected(scopes: Scopes) -> frozenset[str] | None:
    found: set[str] = set()
    for context in scopes:
        for term in context.terms.values() if context is not None else ():
            if term.type == "@vocab":
                if term.open_iri:
                    return None  # what it stands for depends on another context
                found.add(f"<{term.iri}>")
            inner = _collected(term.scopes) if term.scopes else frozenset()
            if inner is None:
                return None
            found |= inner
    return frozenset(found)
