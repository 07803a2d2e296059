"""Bits of a status list: the standard's own list, any list back again, bombs refused."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microcred.vc.multibase import base64url_encode
from microcred.vc.status import (
    SHORTEST,
    StatusBits,
    StatusIndexOutOfRange,
    StatusListMalformed,
    StatusListTooLong,
)

# Bitstring Status List 1.0, the encodedList of its examples: 131,072 unset entries.
PUBLISHED = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"


def test_the_standards_own_list_is_all_clear() -> None:
    bits = StatusBits.decode(PUBLISHED)
    assert len(bits) == SHORTEST
    assert bits == StatusBits()


def test_index_0_is_the_leftmost_bit() -> None:
    bits = StatusBits()
    bits.set(0)
    bits.set(15)
    assert bytes(bits)[:3] == b"\x80\x01\x00"
    bits.set(0, False)
    assert bytes(bits)[:3] == b"\x00\x01\x00"


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, SHORTEST + 99)), st.integers(SHORTEST, SHORTEST + 100))
def test_any_list_comes_back(indexes: set[int], entries: int) -> None:
    bits = StatusBits(SHORTEST + 100)
    bits.set_all(indexes)
    again = StatusBits.decode(bits.encode())
    assert again == bits
    assert {index for index in range(len(again)) if again.get(index)} == indexes
    assert len(StatusBits(entries)) >= entries


def test_the_same_bits_give_the_same_text() -> None:
    first, second = StatusBits(), StatusBits()
    first.set(7)
    second.set(7)
    assert first.encode() == second.encode()


@settings(max_examples=50)
@given(st.binary(min_size=8, max_size=8), st.integers(1, 20), st.integers(0, 63))
def test_wider_entries_are_read_as_the_bits_say(data: bytes, size: int, index: int) -> None:
    bits, text = StatusBits.of(data), "".join(f"{byte:08b}" for byte in data)
    if (index + 1) * size > 64:
        with pytest.raises(StatusIndexOutOfRange):
            bits.value(index, size)
    else:
        assert bits.value(index, size) == int(text[index * size : (index + 1) * size], 2)


@pytest.mark.parametrize("index", [-1, SHORTEST, 10**18])
def test_an_index_out_of_range_is_refused(index: int) -> None:
    with pytest.raises(StatusIndexOutOfRange):
        StatusBits().get(index)
    with pytest.raises(StatusIndexOutOfRange):
        StatusBits().set(index)


@pytest.mark.parametrize(
    "text",
    [
        None,
        7,
        "",
        "u",
        PUBLISHED[1:],
        "z" + PUBLISHED[1:],
        PUBLISHED[:-9],
        PUBLISHED + "AAAA",
        "u" + base64url_encode(zlib.compress(bytes(16384))),
        "u" + base64url_encode(gzip.compress(bytes(16384), mtime=0) * 2),
        "u" + base64url_encode(b"not gzip at all"),
        "u" + base64url_encode(gzip.compress(bytes(16384), mtime=0))[:-8] + "AAAAAAAA",
        PUBLISHED + "=",
    ],
)
def test_what_is_no_list_is_malformed(text: object) -> None:
    with pytest.raises(StatusListMalformed):
        StatusBits.decode(text)


def test_a_zip_bomb_stops_at_the_limit() -> None:
    bomb = "u" + base64url_encode(gzip.compress(bytes(20_000_000)))
    assert len(bomb) < 30_000
    with pytest.raises(StatusListTooLong):
        StatusBits.decode(bomb)
    assert len(StatusBits.decode(bomb, list_bytes=20_000_000)) == 160_000_000
