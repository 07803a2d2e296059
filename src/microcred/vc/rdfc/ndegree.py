"""Hash N-Degree Quads: telling apart blank nodes that look alike (RDF-CANON 4.7, 4.8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from microcred.vc.rdfc.issuer import Issuer
from microcred.vc.rdfc.permutations import permutations
from microcred.vc.rdfc.quads import Quad
from microcred.vc.rdfc.work import Work

Path = tuple[str, Issuer]
"""A hash, and the issuer that labelled the nodes on the way to it."""


class Comparison:
    """What the comparison of nodes looks at: their quads, first-degree hashes and canonical labels."""

    def __init__(
        self,
        quads: Mapping[str, Sequence[Quad]],
        hashes: Mapping[str, str],
        canonical: Issuer,
        new_hash: Callable[[bytes], Any],
        work: Work,
    ) -> None:
        self.quads = quads
        self.hashes = hashes
        self.canonical = canonical
        self.new_hash = new_hash
        self.work = work

    def path_from(self, node: str, issuer: Issuer) -> Path:
        """The hash of everything that can be reached from `node`; raises what `work` raises."""
        self.work.enter(len(self.quads[node]))
        text: list[str] = []
        for related_hash, nodes in sorted(self._related(node, issuer).items()):
            chosen, issuer = self._shortest(nodes, issuer)
            text += (related_hash, chosen)
        self.work.leave()
        return self._hash("".join(text)), issuer

    def _hash(self, text: str) -> str:
        digest: str = self.new_hash(text.encode()).hexdigest()
        return digest

    def _related(self, node: str, issuer: Issuer) -> dict[str, list[str]]:
        """The other blank nodes in the quads of `node`, by the hash of how they are related."""
        found: dict[str, list[str]] = {}
        for subject, predicate, value, graph in self.quads[node]:
            for position, other in (("s", subject), ("o", value), ("g", graph)):
                if other[:1] == "_" and other != node:
                    relation = "g" if position == "g" else position + predicate
                    known = self.canonical.issued.get(other) or issuer.issued.get(other)
                    name = f"_:{known}" if known else self.hashes[other]
                    found.setdefault(self._hash(relation + name), []).append(other)
        return found

    def _shortest(self, nodes: list[str], issuer: Issuer) -> tuple[str, Issuer]:
        """The least path through `nodes` over all their orders."""
        best: tuple[str, Issuer] | None = None
        for order in permutations(nodes):
            self.work.take(len(order))
            found = self._path(order, issuer.copy(), best[0] if best else "")
            if found is not None and (best is None or found[0] < best[0]):
                best = found
        assert best is not None
        return best

    def _path(self, order: list[str], issuer: Issuer, least: str) -> tuple[str, Issuer] | None:
        """The path in this order, or None as soon as it is greater than `least`."""
        path, ahead = "", []
        for node in order:
            known = self.canonical.issued.get(node)
            if known is None:
                if node not in issuer.issued:
                    ahead.append(node)
                known = issuer.issue(node)
            path += f"_:{known}"
            if _beyond(path, least):
                return None
        for node in ahead:
            reached, onward = self.path_from(node, issuer)
            path += f"_:{issuer.issue(node)}<{reached}>"
            issuer = onward
            if _beyond(path, least):
                return None
        return path, issuer


def _beyond(path: str, least: str) -> bool:
    return bool(least) and len(path) >= len(least) and path > least
