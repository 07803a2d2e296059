"""Lines with holes: quads cut at their blank nodes, whose labels are known last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Part = str | int
"""A term of a quad: fixed text, the number of a slot, or `~n` for blank node number n."""

Row = tuple[Part, ...]
"""A quad in parts: subject, predicate, object, graph; "" is the default graph."""

Recipe = tuple[Any, ...]
"""A line as text, node, text, node, ..., text; a text with slots is a tuple: text, slot, text, ..."""

Cut = tuple[Any, ...]
"""A line as text, node, text, node, ..., text; nodes by number."""

_SEEN = {True: "_:a", False: "_:z"}


def is_node(part: Part) -> bool:
    """Whether a part is a blank node."""
    return isinstance(part, int) and part < 0


def nodes_in(row: Row) -> list[int]:
    """Those of its parts that are blank nodes."""
    return [part for part in row if part.__class__ is int and part < 0]


def recipe(row: Row) -> Recipe:
    """How the line of a quad is cut: texts, texts with slots, and the nodes between them."""
    pieces: list[Any] = []
    run: list[Part] = []
    text = ""
    for part in row:
        if isinstance(part, str):
            if part:
                text = f"{text}{part} "
        elif part >= 0:
            run += (text, part)
            text = " "
        else:
            pieces += (_piece(run, text), ~part)
            run, text = [], " "
    return (*pieces, _piece(run, f"{text}.\n"))


def cut(recipe: Recipe, terms: Sequence[str]) -> Cut:
    """The line of a quad with these terms in its slots, cut at its blank nodes."""
    return tuple([_text(piece, terms) if piece.__class__ is tuple else piece for piece in recipe])


def _piece(run: list[Part], last: str) -> Any:
    return (*run, last) if run else last


def _text(piece: Any, terms: Sequence[str]) -> str:
    if len(piece) == 3:
        start, slot, end = piece
        return f"{start}{terms[slot]}{end}"
    return "".join([part if part.__class__ is str else terms[part] for part in piece])


def labelled(cuts: tuple[list[Cut], ...], labels: list[str]) -> list[str]:
    """The lines of cuts, grouped by how many nodes they have, with these labels on the nodes."""
    none, one, two, three = cuts
    lines = [text for (text,) in none]
    lines += [start + labels[node] + end for start, node, end in one]
    lines += [start + labels[node] + middle + labels[other] + end for start, node, middle, other, end in two]
    lines += [
        start + labels[node] + middle + labels[other] + last + labels[graph] + end
        for start, node, middle, other, last, graph, end in three
    ]
    return lines


def views_of(rows: Iterable[Row]) -> list[list[Row]]:
    """For each blank node, its quads as it sees them (RDF-CANON 4.6): itself `_:a`, all others `_:z`."""
    views: dict[int, list[Row]] = {}
    for row in rows:
        nodes = nodes_in(row)
        if len(nodes) == 1 and row[0] == nodes[0]:
            views.setdefault(~nodes[0], []).append(("_:a", *row[1:]))
            continue
        for node in dict.fromkeys(nodes):
            seen = tuple([_SEEN[part == node] if part in nodes else part for part in row])
            views.setdefault(~node, []).append(seen)
    return [views[node] for node in range(len(views))]


def users(rows: Iterable[Row]) -> dict[int, list[int]]:
    """For each slot, the rows that have it."""
    found: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        for part in row:
            if isinstance(part, int) and part >= 0:
                numbers = found.setdefault(part, [])
                if not numbers or numbers[-1] != number:
                    numbers.append(number)
    return found
