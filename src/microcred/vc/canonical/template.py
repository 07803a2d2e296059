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

from microcred.vc.canonical.lines import Cut, Part, Row, cut, is_node, labelled, nodes_in, users, views_of
from microcred.vc.canonical.slots import Slot
from microcred.vc.rdfc.canonicalise import HASHES


@dataclass(frozen=True)
class Filled:
    """Canonical N-Quads and their hash."""

    nquads: str
    digest: bytes


@dataclass(frozen=True)
class _State:
    """A fill, with what the next one can take over. Lists are by slot, view, node and quad."""

    texts: list[str]
    terms: list[str]
    views: list[str]
    hashes: list[str]
    cuts: tuple[list[Cut], ...]
    filled: Filled


class Template:
    """The quads of one shape. Filling may be done by several threads: a state is replaced, never changed."""

    def __init__(self, slots: Sequence[Slot], quads: Iterable[Sequence[Part]], hash_name: str) -> None:
        """`quads` are four parts each, the last "" for the default graph."""
        rows: list[Row] = [tuple(quad) for quad in quads]
        self.slots = list(slots)
        self.weight = len(rows) + 1
        """How much it holds, in quads."""
        self.new_hash: Any = HASHES[hash_name]
        self._names = [part for part in _names(rows) if isinstance(part, int)]
        self._fixed_names = frozenset(part for part in _names(rows) if isinstance(part, str))
        self._rows = tuple([row for row in rows if nodes_in(row) == count] for count in range(4))
        self._rows_of = [users(rows) for rows in self._rows]
        views = views_of(rows)
        self._views = [view for seen in views for view in seen]
        self._views_of = users(self._views)
        self._node_of = [node for node, seen in enumerate(views) for _ in seen]
        self._spans = _spans(views)
        self._state: _State | None = None

    def fill(self, free: Sequence[str]) -> Filled | None:
        """What the free texts of a document make of it; None where the interpreter must be asked."""
        texts = [free[slot.text] for slot in self.slots]
        before = self._state
        if before is None:
            state = self._first(texts)
        elif texts == before.texts:
            return before.filled
        else:
            state = self._next(texts, before)
        if state is None:
            return None
        self._state = state
        return state.filled

    def _first(self, texts: list[str]) -> _State | None:
        terms = [slot.term(text) for slot, text in zip(self.slots, texts, strict=True)]
        if None in terms or not self._apart(terms):
            return None
        known = [term for term in terms if term is not None]
        views = ["".join(cut(view, known)) for view in self._views]
        hashes = [self._hash(views, span) for span in self._spans]
        return self._state_of(
            texts, known, views, hashes, tuple([cut(row, known) for row in rows] for rows in self._rows)
        )

    def _next(self, texts: list[str], before: _State) -> _State | None:
        changed = [number for number, text in enumerate(texts) if text != before.texts[number]]
        terms = before.terms.copy()
        for number in changed:
            term = self.slots[number].term(texts[number])
            if term is None:
                return None
            terms[number] = term
        if not self._apart(terms):
            return None
        views, hashes = before.views.copy(), before.hashes.copy()
        touched = set()
        for number in changed:
            for view in self._views_of.get(number, ()):
                views[view] = "".join(cut(self._views[view], terms))
                touched.add(self._node_of[view])
        for node in touched:
            hashes[node] = self._hash(views, self._spans[node])
        return self._state_of(texts, terms, views, hashes, self._cut_again(changed, terms, before.cuts))

    def _cut_again(
        self, changed: list[int], terms: list[str], before: tuple[list[Cut], ...]
    ) -> tuple[list[Cut], ...]:
        cuts = tuple(group.copy() for group in before)
        for rows, rows_of, group in zip(self._rows, self._rows_of, cuts, strict=True):
            for number in changed:
                for row in rows_of.get(number, ()):
                    group[row] = cut(rows[row], terms)
        return cuts

    def _apart(self, terms: Sequence[str | None]) -> bool:
        """Whether all things that are described have names of their own, as in the template's document."""
        names = {terms[number] for number in self._names}
        return len(names) == len(self._names) and names.isdisjoint(self._fixed_names)

    def _hash(self, views: list[str], span: slice) -> str:
        digest: str = self.new_hash("".join(sorted(views[span])).encode()).hexdigest()
        return digest

    def _state_of(
        self,
        texts: list[str],
        terms: list[str],
        views: list[str],
        hashes: list[str],
        cuts: tuple[list[Cut], ...],
    ) -> _State | None:
        if len(set(hashes)) < len(hashes):
            return None
        labels = [""] * len(hashes)
        for place, node in enumerate(sorted(range(len(hashes)), key=hashes.__getitem__)):
            labels[node] = f"_:c14n{place}"
        lines = labelled(cuts, labels)
        if len(set(lines)) < len(lines):
            return None
        lines.sort()
        nquads = "".join(lines)
        filled = Filled(nquads, self.new_hash(nquads.encode()).digest())
        return _State(texts, terms, views, hashes, cuts, filled)


def _spans(views: list[list[Row]]) -> list[slice]:
    """Where the views of each node lie in the list of all."""
    found, start = [], 0
    for seen in views:
        found.append(slice(start, start + len(seen)))
        start += len(seen)
    return found


def _names(rows: list[Row]) -> set[Part]:
    """The names of what is described, and of graphs, blank nodes left out."""
    names = {part for subject, _, _, graph in rows for part in (subject, graph)}
    return {part for part in names if part != "" and not is_node(part)}
