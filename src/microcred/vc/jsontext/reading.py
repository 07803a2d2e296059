"""Strict reading: what two programs could read differently is refused."""

from __future__ import annotations

import re
from typing import Any

import orjson

from microcred.vc.jsontext.errors import (
    JsonDuplicateKey,
    JsonMalformed,
    JsonNumberRefused,
    JsonSurrogate,
    JsonTooDeep,
    JsonTooLarge,
    JsonTooManyValues,
)
from microcred.vc.jsontext.numbers import check_number
from microcred.vc.limits import DEFAULT, Limits

_SPACED_COLON = re.compile(rb'"[ \t\r\n]+:')
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"([ \t\r\n]*:)?', re.DOTALL)
_NUMBER = re.compile(r"-?[0-9]")


def parse(data: bytes, limits: Limits = DEFAULT) -> Any:
    """The value of JSON text in UTF-8, without byte order mark.

    Raises `JsonTooLarge`, `JsonTooDeep`, `JsonTooManyValues`, `JsonDuplicateKey` (also for keys that are
    equal once their escapes are read), `JsonSurrogate`, `JsonNumberRefused` or `JsonMalformed`.
    """
    if len(data) > limits.bytes:
        raise JsonTooLarge(f"{len(data):,} bytes of at most {limits.bytes:,}")
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise _refusal(data, error) from None
    keys = check_value(value, limits)
    if keys != _keys_written(data, keys):
        raise JsonDuplicateKey
    return value


def check_value(value: Any, limits: Limits = DEFAULT) -> int:
    """Checks the size, depth and numbers of a value that is there already; returns its number of keys.

    Raises `JsonTooDeep`, `JsonTooManyValues` or `JsonNumberRefused`.
    """
    keys = nodes = depth = 0
    level = [value]
    while level:
        nodes += len(level)
        if nodes > limits.nodes:
            raise JsonTooManyValues(f"more than {limits.nodes:,}")
        inner: list[Any] = []
        for one in level:
            kind = one.__class__
            if kind is str:
                continue
            if kind is dict:
                keys += len(one)
                inner.extend(one.values())
            elif kind is list:
                inner.extend(one)
            elif kind is int or kind is float:
                check_number(one)
        depth += 1
        if inner and depth > limits.depth:
            raise JsonTooDeep(f"more than {limits.depth} levels")
        level = inner
    return keys


def _keys_written(data: bytes, expected: int) -> int:
    """How many keys the text has: more than the value has means that one was stated twice.

    Usually each `":` ends a key. Text inside strings can only add to that count, and only a key with space
    before its colon is missed, so the exact count is taken where these could matter.
    """
    if data.count(b'":') == expected and _SPACED_COLON.search(data) is None:
        return expected
    return sum(1 for found in _STRING.finditer(data) if found[1])


def _refusal(data: bytes, error: orjson.JSONDecodeError) -> Exception:
    """The error that says most exactly why the text could not be read."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return JsonMalformed("not UTF-8")
    where = f"line {error.lineno}, column {error.colno}"
    # The parser's words only choose between refusals: whatever they are, the text is refused.
    if "depth" in error.msg:
        return JsonTooDeep(where)
    if "surrogate" in error.msg:
        return JsonSurrogate(where)
    if "infinity" in error.msg and _NUMBER.match(text, error.pos):
        return JsonNumberRefused(where)
    return JsonMalformed(where)
