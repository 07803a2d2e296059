"""A tree of hashes, so that one hash is shown to stand in a signed log without showing the others.

As RFC 9162, section 2.1: leaves and nodes are hashed with different first bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

Step = tuple[str, str]
"""On which side the neighbour stands ("left" or "right"), and its hash."""


def root(leaves: Sequence[str]) -> str:
    """The hash over all leaves, each a SHA-256 in hexadecimal, in their order."""
    return _levels(leaves)[-1][0].hex() if leaves else sha256(b"").hexdigest()


def path(leaves: Sequence[str], number: int) -> tuple[Step, ...]:
    """The steps from the leaf of that number to the root; raises `IndexError`."""
    if not 0 <= number < len(leaves):
        raise IndexError(number)
    steps: list[Step] = []
    for level in _levels(leaves)[:-1]:
        neighbour = number ^ 1
        if neighbour < len(level):
            steps.append(("left" if neighbour < number else "right", level[neighbour].hex()))
        number //= 2
    return tuple(steps)


def stands_in(leaf: str, steps: Sequence[Step], tree: str) -> bool:
    """Whether the steps lead from `leaf` to the root `tree`; False too for what is no hash."""
    try:
        found = _leaf(leaf)
        for side, other in steps:
            neighbour = bytes.fromhex(other)
            found = _node(neighbour, found) if side == "left" else _node(found, neighbour)
    except ValueError:
        return False
    return found.hex() == tree


def _levels(leaves: Sequence[str]) -> list[list[bytes]]:
    levels = [[_leaf(one) for one in leaves]]
    while len(levels[-1]) > 1:
        level = levels[-1]
        pairs = [_node(*level[n : n + 2]) for n in range(0, len(level) - 1, 2)]
        levels.append(pairs + level[len(pairs) * 2 :])
    return levels


def _leaf(text: str) -> bytes:
    return sha256(b"\x00" + bytes.fromhex(text)).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
