"""Rows that cut off halves of credentials never cut off whole ones."""

from __future__ import annotations

from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microcred.rules.evaluate.cuts import row_of
from microcred.rules.evaluate.programme import Lack

SIZES = st.lists(st.integers(1, 12), min_size=1, max_size=5)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 30), SIZES, st.integers(1, 12), st.booleans())
def test_every_way_to_use_whole_credentials_is_left(
    need: int, sizes: list[int], divisor: int, choice: bool
) -> None:
    columns = list(range(1, len(sizes) + 1))
    active = len(sizes) + 1 if choice else None
    row = row_of(Lack(0, need, columns, [min(size, need) for size in sizes], active), divisor)
    for used in product((0, 1), repeat=len(sizes)):
        for counts in (0, 1) if choice else (1,):
            there = sum(size for size, one in zip(sizes, used, strict=True) if one)
            values = [max(0, need - there) * counts, *used, counts]
            assert sum(w * values[c] for w, c in zip(row.values, row.columns, strict=True)) >= row.low


def test_half_of_a_credential_does_not_mend_what_one_leaves_lacking() -> None:
    """6 needed, credentials of 5: with the first and a fifth of the second nothing would lack."""
    row = row_of(Lack(0, 6, [1, 2], [5, 5], None), 5)
    divided = [0, 1, 0.2]
    assert sum(w * divided[c] for w, c in zip(row.values, row.columns, strict=True)) < row.low
