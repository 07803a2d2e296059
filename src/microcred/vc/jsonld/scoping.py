"""Which active context holds where, worked out once and kept between documents (JSON-LD-API 4.1, 5.1.2)."""

from __future__ import annotations

from typing import Any

from microcred.vc.contexts import Contexts, Scopes
from microcred.vc.jsonld.activation import apply
from microcred.vc.jsonld.active import Active, Entry, Role
from microcred.vc.jsonld.errors import ContextMisplaced, TooManyContexts, TypeUndefined

_MOST_NEW = 500
"""Active contexts worked out anew for one document: each costs a copy of all terms."""
_MOST_KEPT = 2_000
"""Active contexts kept between documents; then all are forgotten."""
_MOST_NAMED = 32
"""Contexts in one list."""
_MOST_TYPES = 64
"""Combinations of types kept with one active context; and types in one that is kept."""


class Scoping:
    """The contexts of one document, over those that its `contexts` have worked out before."""

    def __init__(self, contexts: Contexts) -> None:
        self.contexts = contexts
        self.freely = contexts.spelled_freely
        self.new = 0

    def root(self, value: Any) -> Active:
        """The active context of the value of the document's `@context`.

        Raises what `Contexts` raises, `ProtectedTerm` or `TooManyContexts`.
        """
        return self._named(value, Active({}, freely=self.freely), self.contexts.worked_out)

    def inside(self, value: Any, active: Active) -> Active:
        """That of an object which names contexts itself: these may add words and never change one.

        Raises as `root`, and `ContextMisplaced`.
        """
        result = self._named(value, active, active.inside)
        if not self.freely:
            for name, term in active.terms.items():
                if result.terms.get(name) != term:
                    raise ContextMisplaced(name[:80])
        return result

    def typed(self, active: Active, types: tuple[str, ...]) -> tuple[Active, tuple[str, ...]]:
        """The context of an object of these types, and the types as IRIs; raises `TypeUndefined`."""
        found = active.typed.get(types)
        if found is not None:
            return found
        inner = active
        for one in sorted(set(types)):
            term = active.terms.get(one)
            if term is not None and term.scopes is not None:
                inner = self._apply(inner, term.scopes, propagate=False)
        found = inner, tuple(_type(active, one) for one in types)
        if len(types) <= _MOST_TYPES and all(one in active.terms for one in types):
            if len(active.typed) >= _MOST_TYPES:
                active.typed.clear()
            active.typed[types] = found
        return found

    def same(self, entry: Entry, active: Active) -> Active:
        """The context of texts under a property."""
        if entry.same is None:
            entry.same = self._apply(active, entry.scopes or (), override=True)
        return entry.same

    def inner(self, entry: Entry, active: Active) -> Active:
        """The context of objects under a property: what types brought is taken back first."""
        if entry.inner is None:
            start = active if active.previous is None else active.previous
            if entry.scopes is not None:
                start = self._apply(start, entry.scopes, override=True)
            entry.inner = start
        return entry.inner

    def scalar(self, entry: Entry, key: str, active: Active) -> Entry:
        """The entry that texts under a property are read with: another one if a context comes with it."""
        if entry.scalar is None:
            same = self.same(entry, active)
            entry.scalar = same.entry(key) if key in same.terms else Entry(Role.PROPERTY)
        return entry.scalar

    def _named(self, value: Any, active: Active, kept: dict[Any, Any]) -> Active:
        named = value if isinstance(value, list) else [value]
        if len(named) > _MOST_NAMED:
            raise TooManyContexts(f"more than {_MOST_NAMED} in one list")
        if not all(one.__class__ is str for one in named):
            return self._applied(named, active)
        key = tuple(named)
        found: Active | None = kept.get(key)
        if found is None:
            found = kept[key] = self._applied(named, active)
        return found

    def _applied(self, named: list[Any], active: Active) -> Active:
        # What is brought along is refused before anything is said of an address that is not known.
        brought = [None if isinstance(one, str) else self.contexts.inline(one) for one in named]
        for one, inline in zip(named, brought, strict=True):
            active = self._apply(active, self.contexts.get(one) if inline is None else inline)
        return active

    def _apply(
        self, active: Active, scopes: Scopes, *, override: bool = False, propagate: bool = True
    ) -> Active:
        self.new += 1
        if self.new > _MOST_NEW:
            raise TooManyContexts(f"more than {_MOST_NEW}")
        kept = self.contexts.worked_out
        count = kept["count"] = kept.get("count", 0) + 1
        if count > _MOST_KEPT:
            kept.clear()
        return apply(active, scopes, override=override, propagate=propagate)


def _type(active: Active, text: str) -> str:
    found = active.word(text)
    if found is None:
        raise TypeUndefined(text[:200])
    return found
