"""Positions on a status list in an order that tells nothing about the order of awards. Pure.

A permutation of 0 to 131,071 from a secret seed: six alternating rounds over 8 and 9 bits, each undone by
itself, so that no two turns give one position. Nothing is stored but the seed and the count.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

ROUNDS = 6
_LOW_BITS = 9
_LOW, _HIGH = (1 << _LOW_BITS) - 1, 0xFF


def position(seed: bytes, turn: int) -> int:
    """The position of the `turn`th credential of a shard, both from 0 to 131,071."""
    high, low = turn >> _LOW_BITS, turn & _LOW
    for number, table in enumerate(_tables(seed)):
        if number & 1:
            low ^= table[high] & _LOW
        else:
            high ^= table[low] & _HIGH
    return high << _LOW_BITS | low


@lru_cache(maxsize=64)
def _tables(seed: bytes) -> tuple[tuple[int, ...], ...]:
    """One table of random numbers for each round."""
    size = _LOW + 1
    noise = hashlib.shake_256(b"microcred status positions" + seed).digest(ROUNDS * size * 2)
    numbers = [int.from_bytes(noise[at : at + 2], "big") for at in range(0, len(noise), 2)]
    return tuple(tuple(numbers[start : start + size]) for start in range(0, len(numbers), size))
