"""The predicates under which texts are read as words: terms, not free texts."""

from __future__ import annotations

from typing import Any

from microcred.vc.contexts import Contexts, Scopes
from microcred.vc.errors import CredentialError


class Words:
    """Finds these predicates in contexts, each address once."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._known: dict[str, frozenset[str] | None] = {}

    def of(self, document: dict[str, Any]) -> frozenset[str] | None:
        """The predicates, as `<iri>`, for the contexts that a document names; None where that is open."""
        named = document.get("@context")
        found: set[str] = set()
        for address in named if isinstance(named, list) else [named]:
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
