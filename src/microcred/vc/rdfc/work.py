"""The account of the work that equal-looking blank nodes cause."""

from __future__ import annotations

from microcred.vc.limits import DEFAULT
from microcred.vc.rdfc.errors import GraphTooCostly, GraphTooCostlyForPeers

DEEPEST = 100
"""Blank nodes on one path of comparison: each costs stack."""


class Work:
    """Counts steps, and calls of Hash N-Degree Quads (`calls`). Raises when one is too many.

    A step is one quad looked at, or one node placed in a permutation. With `for_peers`, calls are
    limited to the number of blank nodes that look alike, the default limit of rdf-canonize.
    """

    __slots__ = ("calls", "depth", "for_peers", "most_calls", "most_steps", "steps")

    def __init__(self, most_steps: int = DEFAULT.steps, *, for_peers: bool = False) -> None:
        self.most_steps = most_steps
        self.for_peers = for_peers
        self.most_calls = most_steps
        self.steps = self.calls = self.depth = 0

    def begin(self, alike: int) -> None:
        """Sets the limit of calls from the number of nodes whose first-degree hash is not unique."""
        if self.for_peers:
            self.most_calls = alike

    def take(self, steps: int) -> None:
        """Counts `steps`; raises `GraphTooCostly`."""
        self.steps += steps
        if self.steps > self.most_steps:
            raise GraphTooCostly(f"more than {self.most_steps} steps")

    def enter(self, quads: int) -> None:
        """A comparison of a node with `quads` begins; raises as its limits say."""
        self.calls += 1
        if self.for_peers and self.calls > self.most_calls:
            raise GraphTooCostlyForPeers(f"more than {self.most_calls} comparisons")
        self.depth += 1
        if self.depth > DEEPEST:
            raise GraphTooCostly(f"a path of more than {DEEPEST} blank nodes")
        self.take(quads)

    def leave(self) -> None:
        """That comparison ended."""
        self.depth -= 1
