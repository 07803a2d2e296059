"""Random datasets in which blank nodes look alike."""

from __future__ import annotations

from random import Random

from microcred.vc.rdfc import Quad

_PREDICATES = ("<urn:p>", "<urn:q>", "<urn:p:longer>")
_NAMES = ("<urn:a>", "<https://example.org/é>", "<did:example:1>")
_TEXTS = (
    '""',
    '"a"',
    '"a"@en',
    '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
    '"\\"\\n\\\\"',
    '"é\U0001f600"',
)


def dataset(random: Random) -> list[Quad]:
    """Up to 24 quads over up to 6 blank nodes, some repeated, some in graphs."""
    nodes = [f"_:b{n}" for n in range(random.randint(1, 6))]
    things = nodes * random.choice((1, 3)) + [random.choice(_NAMES)]
    predicates = _PREDICATES[: random.randint(1, 3)]
    graphs = [""] * random.choice((1, 8)) + random.choice(([], [nodes[0]], ["<urn:g>"]))
    return [
        (
            random.choice(things),
            random.choice(predicates),
            random.choice(things if random.random() < 0.8 else _TEXTS),
            random.choice(graphs),
        )
        for _ in range(random.randint(1, 24))
    ]


def renamed(quads: list[Quad], random: Random) -> list[Quad]:
    """The same dataset: blank nodes called otherwise, in another order."""
    nodes = sorted({term for quad in quads for term in quad if term.startswith("_:")})
    other = dict(zip(nodes, random.sample([f"_:x{n}" for n in range(len(nodes))], len(nodes)), strict=True))
    copy = [tuple(other.get(term, term) for term in quad) for quad in quads]
    random.shuffle(copy)
    return copy  # type: ignore[return-value]


def written(quads: list[Quad]) -> str:
    """The dataset as N-Quads."""
    return "".join(" ".join(filter(None, quad)) + " .\n" for quad in quads)
