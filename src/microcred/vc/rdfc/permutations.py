"""Permutations by single swaps (Steinhaus, Johnson, Trotter), the order in which rdf-canonize takes them.

The order decides how early a costly branch is cut off, so it must be alike for the limit to be alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def permutations(nodes: Sequence[str]) -> Iterator[list[str]]:
    """Every order of `nodes`, the sorted one first."""
    ordered = sorted(nodes)
    ranks = list(range(len(ordered)))
    step = [-1] * len(ordered)
    while True:
        yield [ordered[rank] for rank in ranks]
        place = _largest_mobile(ranks, step)
        if place < 0:
            return
        moved, target = ranks[place], place + step[ranks[place]]
        ranks[place], ranks[target] = ranks[target], moved
        for rank in range(moved + 1, len(ranks)):
            step[rank] = -step[rank]


def _largest_mobile(ranks: list[int], step: list[int]) -> int:
    """The place of the largest rank that looks at a smaller one; -1 if there is none."""
    best = -1
    for place, rank in enumerate(ranks):
        looks_at = place + step[rank]
        if 0 <= looks_at < len(ranks) and rank > ranks[looks_at] and (best < 0 or rank > ranks[best]):
            best = place
    return best
