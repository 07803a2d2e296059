"""Quads with holes: filled with the texts of one document, they become its canonical N-Quads.

A fill does over what the texts touch and nothing else: it starts from the fill before it. Everything is done
again that RDFC-1.0 would do: IRIs are checked, literals escaped, the first-degree hash of every blank node
that sees a changed text computed, labels given in order of the hashes, lines sorted. What takes more than
that (equal hashes, equal lines, an IRI of another kind) is not done here: the interpreter does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from microcred.vc.canonical.slots import Slot
from microcred.vc.rdfc.canonicalise import HASHES

Part = str | int
"""A term of a line: fixed text, the number of a slot, or `~n` for blank node number n."""


@dataclass(frozen=True)
class Filled:
    """Canonical N-Quads and their hash."""

    nquads: str
    digest: bytes


@dataclass(frozen=True)
class _State:
    """A fill, with what the next one can take over."""

    texts: list[str]
    terms: list[str]
    hashes: list[str]
    order: list[int]
    lines: list[str]
    filled: Filled


class Template:
    """The quads of one shape. Filling may be done by several threads: a state is replaced, never changed."""

    def __init__(self, slots: Sequence[Slot], quads: Iterable[Sequence[Part]], hash_name: str) -> None:
        """`quads` are four parts each, the last "" for the default graph."""
        self.slots = list(slots)
        self.new_hash: Any = HASHES[hash_name]
        self._quads = [tuple(quad) for quad in quads]
        self._views = _views(self._quads)
        self._lines_of = _users(self._quads)
        self._nodes_of = _users([[part for view in views for part in view] for views in self._views])
        self._named = [part for part in _names(self._quads) if isinstance(part, int)]
        self._fixed_names = frozenset(part for part in _names(self._quads) if isinstance(part, str))
        self._state: _State | None = None

    @property
    def weight(self) -> int:
        """How much it holds, in quads."""
        return len(self._quads) + 1

    def fill(self, free: Sequence[str]) -> Filled | None:
        """What the free texts of a document make of it; None where the interpreter must be asked."""
        texts = [free[slot.text] for slot in self.slots]
        before = self._state
        if before is not None and texts == before.texts:
            return before.filled
        state = self._next(texts, before)
        if state is None:
            return None
        self._state = state
        return state.filled

    def _next(self, texts: list[str], before: _State | None) -> _State | None:
        if before is None:
            changed = list(range(len(texts)))
            terms, hashes = [""] * len(texts), [""] * len(self._views)
            touched: Iterable[int] = range(len(hashes))
        else:
            changed = [n for n, text in enumerate(texts) if text != before.texts[n]]
            terms, hashes = before.terms.copy(), before.hashes.copy()
            touched = {node for slot in changed for node in self._nodes_of.get(slot, ())}
        for n in changed:
            term = self.slots[n].term(texts[n])
            if term is None:
                return None
            terms[n] = term
        if not self._apart(terms):
            return None
        for node in touched:
            hashes[node] = self._hash(node, terms)
        if len(set(hashes)) < len(hashes):
            return None
        return self._lined(texts, terms, hashes, changed, before)

    def _apart(self, terms: list[str]) -> bool:
        """Whether all things that are described have names of their own, as in the template's document."""
        names = {terms[n] for n in self._named}
        return len(names) == len(self._named) and names.isdisjoint(self._fixed_names)

    def _hash(self, node: int, terms: list[str]) -> str:
        lines = [_line(quad, terms, _SEEN) for quad in self._views[node]]
        lines.sort()
        digest: str = self.new_hash("".join(lines).encode()).hexdigest()
        return digest

    def _lined(
        self, texts: list[str], terms: list[str], hashes: list[str], changed: list[int], before: _State | None
    ) -> _State | None:
        order = sorted(range(len(hashes)), key=hashes.__getitem__)
        labels = [""] * len(order)
        for place, node in enumerate(order):
            labels[node] = f"_:c14n{place}"
        if before is None or order != before.order:
            lines = [_line(quad, terms, labels) for quad in self._quads]
        else:
            lines = before.lines.copy()
            for n in {line for slot in changed for line in self._lines_of.get(slot, ())}:
                lines[n] = _line(self._quads[n], terms, labels)
        if len(set(lines)) < len(lines):
            return None
        nquads = "".join(sorted(lines))
        filled = Filled(nquads, self.new_hash(nquads.encode()).digest())
        return _State(texts, terms, hashes, order, lines, filled)


_SEEN = ["_:z", "_:a"]
"""Labels of the first-degree view, where node ~1 is the node itself and ~0 every other."""


def _line(quad: Sequence[Part], terms: list[str], labels: list[str]) -> str:
    words = [
        part if part.__class__ is str else terms[part] if part >= 0 else labels[~part]  # type: ignore[operator, index]
        for part in quad
    ]
    subject, predicate, value, graph = words
    if graph:
        return f"{subject} {predicate} {value} {graph} .\n"
    return f"{subject} {predicate} {value} .\n"


def _is_node(part: Part) -> bool:
    return isinstance(part, int) and part < 0


def _views(quads: list[tuple[Part, ...]]) -> list[list[tuple[Part, ...]]]:
    """For each blank node, its quads as it sees them (RDF-CANON 4.6)."""
    count = 1 + max(
        (~part for quad in quads for part in quad if isinstance(part, int) and part < 0), default=-1
    )
    views: list[list[tuple[Part, ...]]] = [[] for _ in range(count)]
    for quad in quads:
        for node in {~part for part in quad if isinstance(part, int) and part < 0}:
            views[node].append(
                tuple((~1 if part == ~node else ~0) if _is_node(part) else part for part in quad)
            )
    return views


def _users(rows: Sequence[Iterable[Part]]) -> dict[int, list[int]]:
    """For each slot, the rows that have it."""
    found: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        for part in set(row):
            if isinstance(part, int) and part >= 0:
                found.setdefault(part, []).append(number)
    return found


def _names(quads: list[tuple[Part, ...]]) -> set[Part]:
    """The names of what is described, and of graphs, blank nodes left out."""
    return {
        part
        for subject, _, _, graph in quads
        for part in (subject, graph)
        if part != "" and not _is_node(part)
    }
