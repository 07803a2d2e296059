"""Quads with holes: filled with the texts of one document, they become its canonical N-Quads.

A fill does over what the texts touch and nothing else: it starts from the fill before it. Everything is done
again that RDFC-1.0 would do: IRIs are checked, literals escaped, the first-degree hash of every blank node
that sees a changed text computed, labels given in order of the hashes, lines sorted. What takes more than
that (equal hashes, equal lines, an IRI of another kind) is not done here: the interpreter does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import eq
from typing import Any

from microcred.vc.canonical.lines import (
    Cut,
    Part,
    Row,
    cut,
    is_node,
    labelled,
    nodes_in,
    recipe,
    users,
    views_of,
)
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


_MOST_TOUCHED = 8
_CHARACTERS_PER_QUAD = 200


@dataclass(frozen=True)
class _Touched:
    """Views, nodes and quads (by number of nodes, and place) that some slots touch."""

    views: list[int]
    nodes: list[int]
    rows: list[tuple[int, int]]


class Template:
    """The quads of one shape. Filling may be done by several threads: a state is replaced, never changed."""

    def __init__(
        self, slots: Sequence[Slot], quads: Iterable[Sequence[Part]], hash_name: str, characters: int
    ) -> None:
        """`quads` are four parts each, the last "" for the default graph.

        `characters` is the length of the N-Quads that the shape was found in: fills of more than twice as
        many are not kept.
        """
        rows: list[Row] = [tuple(quad) for quad in quads]
        self.slots = list(slots)
        self._texts = [slot.text for slot in self.slots]
        self.weight = len(rows) + characters // _CHARACTERS_PER_QUAD
        """How much it holds, in quads."""
        self._most = 2 * characters + _CHARACTERS_PER_QUAD
        self.new_hash: Any = HASHES[hash_name]
        names = _names(rows)
        self._names = [part for part in names if isinstance(part, int)]
        self._fixed_names = frozenset(part for part in names if isinstance(part, str))
        groups: list[list[Row]] = [[], [], [], []]
        for row in rows:
            groups[len(nodes_in(row))].append(row)
        self._rows_of = [users(group) for group in groups]
        self._rows = tuple([recipe(row) for row in group] for group in groups)
        views = views_of(rows)
        self._views_of = users(view for seen in views for view in seen)
        self._views = [recipe(view) for seen in views for view in seen]
        self._node_of = [node for node, seen in enumerate(views) for _ in seen]
        self._spans = _spans(views)
        self._touched: dict[tuple[int, ...], _Touched] = {}
        self._state: _State | None = None

    def fill(self, free: Sequence[str]) -> Filled | None:
        """What the free texts of a document make of it; None where the interpreter must be asked."""
        texts = [free[number] for number in self._texts]
        before = self._state
        if before is None:
            state = self._first(texts)
        elif texts == before.texts:
            return before.filled
        else:
            state = self._next(texts, before)
        if state is None:
            return None
        if len(state.filled.nquads) <= self._most:
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
        changed = [number for number, same in enumerate(map(eq, texts, before.texts)) if not same]
        terms = before.terms.copy()
        for number in changed:
            term = self.slots[number].term(texts[number])
            if term is None:
                return None
            terms[number] = term
        if not self._apart(terms):
            return None
        touched = self._touched_by(tuple(changed))
        views, hashes = before.views.copy(), before.hashes.copy()
        for view in touched.views:
            views[view] = "".join(cut(self._views[view], terms))
        for node in touched.nodes:
            hashes[node] = self._hash(views, self._spans[node])
        cuts = tuple([group.copy() for group in before.cuts])
        for count, row in touched.rows:
            cuts[count][row] = cut(self._rows[count][row], terms)
        return self._state_of(texts, terms, views, hashes, cuts)

    def _touched_by(self, slots: tuple[int, ...]) -> _Touched:
        """What is made again when these slots change; kept, since recipients differ in the same ones."""
        found = self._touched.get(slots)
        if found is None:
            views = sorted({view for slot in slots for view in self._views_of.get(slot, ())})
            nodes = sorted({self._node_of[view] for view in views})
            rows = {
                (count, row)
                for count, rows_of in enumerate(self._rows_of)
                for slot in slots
                for row in rows_of.get(slot, ())
            }
            found = _Touched(views, nodes, sorted(rows))
            self._touched = (
                {**self._touched, slots: found} if len(self._touched) < _MOST_TOUCHED else {slots: found}
            )
        return found

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
        lines.sort()
        if any(map(eq, lines, lines[1:])):
            return None
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
