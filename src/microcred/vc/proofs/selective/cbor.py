"""The little of CBOR that proof values use: whole numbers, bytes, text, lists and maps (RFC 8949).

Every value has one spelling here: shortest heads, definite lengths, no tags. A value that can be spelled in
two ways lets one proof pass as two; tags would reach code that nothing here needs.
"""

from __future__ import annotations

from typing import Any

from microcred.vc.proofs.errors import ProofMalformed

_UNSIGNED, _BYTES, _TEXT, _LIST, _MAP = 0, 2, 3, 4, 5
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
_DEEPEST = 4


def written(value: object) -> bytes:
    """The bytes of a value; a map keeps its order."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return _head(_UNSIGNED, value)
    if isinstance(value, bytes):
        return _head(_BYTES, len(value)) + value
    if isinstance(value, str):
        text = value.encode("utf-8")
        return _head(_TEXT, len(text)) + text
    if isinstance(value, list):
        return _head(_LIST, len(value)) + b"".join(map(written, value))
    if isinstance(value, dict):
        pairs = (written(key) + written(one) for key, one in value.items())
        return _head(_MAP, len(value)) + b"".join(pairs)
    raise TypeError(type(value).__name__)


def read(data: bytes) -> Any:
    """The one value that `data` is; raises `ProofMalformed`."""
    reader = _Reader(data)
    found = reader.value(0)
    if reader.at != len(data):
        raise ProofMalformed("CBOR with something behind it")
    return found


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes((major << 5 | number,))
    for code, size in _SIZES.items():
        if number < 1 << 8 * size:
            return bytes((major << 5 | code,)) + number.to_bytes(size, "big")
    raise ValueError("a number of more than 64 bits")


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def value(self, depth: int) -> Any:
        first = self._take(1)[0]
        major, number = first >> 5, self._number(first & 31)
        if major == _UNSIGNED:
            return number
        if major == _BYTES:
            return self._take(number)
        if major == _TEXT:
            try:
                return self._take(number).decode("utf-8")
            except UnicodeDecodeError:
                raise ProofMalformed("CBOR text that is no UTF-8") from None
        if major not in (_LIST, _MAP) or depth >= _DEEPEST or number > len(self.data) - self.at:
            raise ProofMalformed("CBOR of a kind that a proof does not have")
        if major == _LIST:
            return [self.value(depth + 1) for _ in range(number)]
        return self._map(number, depth + 1)

    def _map(self, number: int, depth: int) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for _ in range(number):
            key = self.value(depth)
            if not isinstance(key, int | str) or key in found:
                raise ProofMalformed("a CBOR map with such a key")
            found[key] = self.value(depth)
        return found

    def _number(self, code: int) -> int:
        if code < 24:
            return code
        size = _SIZES.get(code)
        if size is None:
            raise ProofMalformed("CBOR of no definite length")
        number = int.from_bytes(self._take(size), "big")
        if number < (24 if size == 1 else 1 << 4 * size):
            raise ProofMalformed("a CBOR number that is spelled too long")
        return number

    def _take(self, size: int) -> bytes:
        if size > len(self.data) - self.at:
            raise ProofMalformed("CBOR that is cut off")
        self.at += size
        return self.data[self.at - size : self.at]
