"""JSON is read strictly: what two programs could read differently is refused by its own code."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microcred.vc.errors import CredentialError
from microcred.vc.jsontext import (
    JsonDuplicateKey,
    JsonMalformed,
    JsonNumberRefused,
    JsonSurrogate,
    JsonTooDeep,
    JsonTooLarge,
    JsonTooManyValues,
    JsonUnwritable,
    parse,
    write,
    xsd_double,
)
from microcred.vc.limits import Limits

REFUSED: dict[str, tuple[bytes, type[CredentialError]]] = {
    "nothing": (b"", JsonMalformed),
    "cut off": (b'{"a":1', JsonMalformed),
    "more after the end": (b'{"a":1} 2', JsonMalformed),
    "a byte order mark": (b"\xef\xbb\xbf{}", JsonMalformed),
    "not UTF-8": (b'"\xff"', JsonMalformed),
    "a surrogate in UTF-8": (b'"\xed\xa0\x80"', JsonMalformed),
    "a control character": (b'"\x01"', JsonMalformed),
    "NaN": (b"NaN", JsonMalformed),
    "infinity": (b"[-Infinity]", JsonMalformed),
    "a comment": (b"{} // x", JsonMalformed),
    "a leading zero": (b"[01]", JsonMalformed),
    "single quotes": (b"{'a':1}", JsonMalformed),
    "half a character": (b'"\\ud800"', JsonSurrogate),
    "the other half": (b'"\\udc00"', JsonSurrogate),
    "half a character as key": (b'{"\\ud800":1}', JsonSurrogate),
    "a key twice": (b'{"a":1,"a":2}', JsonDuplicateKey),
    "a key twice inside": (b'[{"b":{"a":1,"a":1}}]', JsonDuplicateKey),
    "a key twice, once with space": (b'{"a":1,"a" :2}', JsonDuplicateKey),
    "a key twice, hidden by text": (b'{"a":":","a"\n:2}', JsonDuplicateKey),
    "a key twice, once escaped": (b'{"a":1,"\\u0061":2}', JsonDuplicateKey),
    "a key twice, both with quotes": (b'{"\\"":1,"\\u0022":2}', JsonDuplicateKey),
    "a key twice among backslashes": (b'{"\\\\":1,"b":"\\\\\\"","\\\\":2}', JsonDuplicateKey),
    "beyond 2^53": (b"9007199254740992", JsonNumberRefused),
    "beyond 2^53, negative": (b"[-9007199254740992]", JsonNumberRefused),
    "beyond 2^64": (b"1000000000000000000000000000000", JsonNumberRefused),
    "beyond 2^53 as a fraction": (b"9007199254740992.0", JsonNumberRefused),
    "beyond 10^21": (b"1e21", JsonNumberRefused),
    "infinity as a number": (b'{"a":1e400}', JsonNumberRefused),
    "negative zero": (b"-0.0", JsonNumberRefused),
    "a fraction without a point": (b"-1e-7", JsonNumberRefused),
    "the smallest fraction": (b"5e-324", JsonNumberRefused),
    "17 digits": (b"0.30000000000000004", JsonNumberRefused),
    "10,000 levels": (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, JsonTooDeep),
    "65 levels": (b"[" * 65 + b"1" + b"]" * 65, JsonTooDeep),
    "many values": (b"[" + b"0," * 60_000 + b"0]", JsonTooManyValues),
    "many bytes": (b'"' + b"a" * 2_000_000 + b'"', JsonTooLarge),
}


@pytest.mark.parametrize(("data", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_what_could_be_read_in_two_ways_is_refused(data: bytes, error: type[CredentialError]) -> None:
    began = time.process_time()
    with pytest.raises(CredentialError) as raised:
        parse(data)
    assert type(raised.value) is error
    assert time.process_time() - began < 0.1


READ: dict[str, tuple[bytes, Any]] = {
    "an object": (b' { "a" : [ 1 , true , null ] } ', {"a": [1, True, None]}),
    "text like a key": (b'{"a":"\\":","b":":\\"a\\":"}', {"a": '":', "b": ':"a":'}),
    "text that starts with a colon": (b'{"a":":"}', {"a": ":"}),
    "the same key in two objects": (b'[{"a":1},{"a":1}]', [{"a": 1}, {"a": 1}]),
    "a whole character": (b'"\\ud83d\\ude00"', "\U0001f600"),
    "the largest number": (b"9007199254740991", 2**53 - 1),
    "the largest number as fraction": (b"-9007199254740991.0", -(2.0**53 - 1)),
    "a fraction": (b"0.1", 0.1),
    "a small fraction": (b"1.5e-7", 1.5e-7),
    "a small fraction with a point": (b"0.000001", 1e-6),
    "64 levels": (b"[" * 64 + b"1" + b"]" * 64, None),
}


@pytest.mark.parametrize(("data", "value"), READ.values(), ids=READ.keys())
def test_plain_json_is_read(data: bytes, value: Any) -> None:
    found = parse(data)
    assert value is None or found == value


def test_limits_can_be_stated() -> None:
    with pytest.raises(JsonTooLarge):
        parse(b"[1,2,3]", Limits(bytes=6))
    with pytest.raises(JsonTooManyValues):
        parse(b"[1,2,3]", Limits(nodes=3))
    with pytest.raises(JsonTooDeep):
        parse(b"[[1]]", Limits(depth=1))


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_whatever_is_written_is_read(value: Any, indent: int | None, ascii_only: bool) -> None:
    assert parse(write(value)) == value
    assert parse(json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode()) == value


@given(st.dictionaries(st.text(max_size=4), VALUES, min_size=1, max_size=4), st.data())
def test_a_key_stated_twice_is_always_found(value: dict[str, Any], data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(sorted(value)))
    spaced, escaped = data.draw(st.booleans()), data.draw(st.booleans())
    key = "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else c for c in again) if escaped else None
    written = f'"{key}"' if key is not None else json.dumps(again)
    text = f"{json.dumps(value)[:-1]},{written}{' ' if spaced else ''}:1}}"
    with pytest.raises(JsonDuplicateKey):
        parse(text.encode())


@given(st.binary(max_size=60) | st.text('{}[]",:\\u0d8 1e-.', max_size=40).map(str.encode))
def test_only_our_errors_come_out(data: bytes) -> None:
    try:
        found = parse(data)
    except CredentialError:
        return
    assert found == json.loads(data)


@pytest.mark.parametrize("value", [{1: "a"}, {"a": object()}, "\ud800", 2**70, {"a": {1, 2}}])
def test_what_is_no_json_is_not_written(value: Any) -> None:
    with pytest.raises(JsonUnwritable):
        write(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.5, "5.5E0"),
        (0.1, "1.0E-1"),
        (-1234.5, "-1.2345E3"),
        (1e-7, "1.0E-7"),
        (5e-324, "4.940656458412465E-324"),
    ],
)
def test_fractions_have_one_form(value: float, text: str) -> None:
    assert xsd_double(value) == text
