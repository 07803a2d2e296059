"""Base58 and base64url: equal to known vectors, one spelling for each value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microcred.vc.multibase import (
    MultibaseInvalid,
    base58_decode,
    base58_encode,
    base64url_decode,
    base64url_encode,
    multibase_decode,
)

# draft-msporny-base58 section 5, and the empty and zero-led cases of Bitcoin's own list.
BASE58 = [
    (b"Hello World!", "2NEpo7TZRRrLZSi2U"),
    (
        b"The quick brown fox jumps over the lazy dog.",
        "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
    ),
    (bytes.fromhex("0000287fb4cd"), "11233QC4"),
    (b"", ""),
    (b"\0", "1"),
    (bytes(10), "1111111111"),
    (bytes.fromhex("626262"), "a3gV"),
]


@pytest.mark.parametrize(("data", "text"), BASE58)
def test_base58_equals_the_published_vectors(data: bytes, text: str) -> None:
    assert base58_encode(data) == text
    assert base58_decode(text) == data


@given(st.binary(max_size=200))
def test_every_value_comes_back_from_both_encodings(data: bytes) -> None:
    assert base58_decode(base58_encode(data)) == data
    assert base64url_decode(base64url_encode(data)) == data


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", max_size=40))
def test_base64url_has_one_spelling_for_each_value(text: str) -> None:
    try:
        data = base64url_decode(text)
    except MultibaseInvalid:
        return
    assert base64url_encode(data) == text


@pytest.mark.parametrize("text", ["0", "O", "I", "l", "é", "2NEpo7TZRRrLZSi2U ", "a b", "1" * 3000])
def test_base58_refuses_what_it_would_not_write(text: str) -> None:
    with pytest.raises(MultibaseInvalid):
        base58_decode(text)


@pytest.mark.parametrize("text", ["A", "QQ==", "QR", "QQB", "a+b/", "a b ", "é", "QQ\n"])
def test_base64url_refuses_padding_junk_and_stray_bits(text: str) -> None:
    with pytest.raises(MultibaseInvalid):
        base64url_decode(text)


@pytest.mark.parametrize("text", [None, 7, "", "z", "mQQ", "f00", "Zabc", "u" + "A" * 3001])
def test_multibase_refuses_other_prefixes_and_types(text: object) -> None:
    with pytest.raises(MultibaseInvalid):
        multibase_decode(text)


def test_multibase_reads_both_prefixes() -> None:
    assert multibase_decode("z2NEpo7TZRRrLZSi2U") == multibase_decode("uSGVsbG8gV29ybGQh") == b"Hello World!"
