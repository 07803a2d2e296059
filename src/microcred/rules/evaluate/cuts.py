"""Rows that hold for whole credentials and not for halves: mixed integer rounding of what a demand lacks.

From `lack + sum of size * x >= need` and any divisor d with the rest r of need by d follows
`lack + sum of (r * (size // d) + min(size % d, r)) * x >= r * ceil(need / d)`: with 6 credits needed and
credentials of 5, one of them leaves 1 lacking, and no half of a second one mends that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from microcred.rules.evaluate.programme import Lack, Programme

BY = 0.05
"""How much a row must be violated by, in the coarsest unit, to be worth adding."""
SOME = 1e-6


@dataclass(frozen=True, slots=True)
class Row:
    """At least `low` is the sum of `values` times `columns`."""

    low: float
    columns: list[int]
    values: list[float]


def violated(programme: Programme, values: Sequence[float]) -> list[Row]:
    """For each demand the row that divided credentials violate most, if any does."""
    found = []
    for lack in programme.lacks:
        divisor = _divisor(lack, values)
        if divisor:
            found.append(row_of(lack, divisor))
    return found


def _divisor(lack: Lack, values: Sequence[float]) -> int:
    """What to divide by, so that most is violated; 0 where nothing is."""
    inside: dict[int, float] = {}
    divided = False
    for size, column in zip(lack.sizes, lack.columns, strict=True):
        part = values[column]
        if part > SOME:
            inside[size] = inside.get(size, 0.0) + part
            divided = divided or part < 1 - SOME
    active = 1.0 if lack.active is None else values[lack.active]
    best, found = BY, 0
    if not divided and (active < SOME or active > 1 - SOME):
        return 0
    for divisor in sorted(inside):
        times, rest = divmod(lack.need, divisor)
        if rest:
            held = values[lack.lack]
            for size, part in inside.items():
                held += _rounded(size, divisor, rest) * part
            by = rest * (times + 1) * active - held
            if by > best:
                best, found = by, divisor
    return found


def _rounded(size: int, divisor: int, rest: int) -> int:
    times, left = divmod(size, divisor)
    return rest * times + min(left, rest)


def row_of(lack: Lack, divisor: int) -> Row:
    """The row that follows for a demand; one that says nothing where nothing is left by dividing."""
    times, rest = divmod(lack.need, divisor)
    rounded = {size: float(_rounded(size, divisor, rest)) for size in set(lack.sizes)}
    columns = [lack.lack, *lack.columns]
    values = [1.0, *(rounded[size] for size in lack.sizes)]
    low = float(rest * (times + 1))
    if lack.active is None:
        return Row(low, columns, values)
    return Row(0.0, [*columns, lack.active], [*values, -low])
