"""The bits of a status list and their compressed text (BITSTRING-STATUS-LIST 3.3, 3.4)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from microcred.vc.multibase import MultibaseInvalid, base64url_decode, base64url_encode
from microcred.vc.status.errors import StatusIndexOutOfRange, StatusListMalformed, StatusListTooLong

SHORTEST = 131_072
"""Fewest entries in a list: the crowd in which one credential hides."""

LIST_BYTES = 16 * 1024 * 1024
"""Most bytes a list may unpack to: 134 million entries, in about 50 ms."""

_GZIP = 31  # zlib's window size with gzip's header and checksum


class StatusBits:
    """A bit for each credential, index 0 leftmost. Grows not: make another list when it is full."""

    __slots__ = ("_bytes",)

    def __init__(self, entries: int = SHORTEST) -> None:
        """All unset; `entries` is rounded up to a multiple of 8 and at least 131,072."""
        self._bytes = bytearray((max(entries, SHORTEST) + 7) // 8)

    @classmethod
    def of(cls, data: bytes) -> StatusBits:
        """The list with these bytes, most significant bit first."""
        bits = cls.__new__(cls)
        bits._bytes = bytearray(data)
        return bits

    def __len__(self) -> int:
        return len(self._bytes) * 8

    def __bytes__(self) -> bytes:
        return bytes(self._bytes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StatusBits) and self._bytes == other._bytes

    __hash__ = None  # type: ignore[assignment]

    def get(self, index: int) -> bool:
        """Whether the bit is set; raises `StatusIndexOutOfRange`."""
        return self.value(index, 1) == 1

    def value(self, index: int, size: int) -> int:
        """The entry of `size` bits at `index`, 1 bit for revocation; raises `StatusIndexOutOfRange`."""
        start = index * size
        if index < 0 or start + size > len(self):
            raise StatusIndexOutOfRange(f"{index} of {len(self) // size}")
        end = start + size
        first, last = start // 8, (end + 7) // 8
        whole = int.from_bytes(self._bytes[first:last], "big")
        return whole >> (last * 8 - end) & ((1 << size) - 1)

    def set(self, index: int, value: bool = True) -> None:
        """Sets or clears a bit; raises `StatusIndexOutOfRange`."""
        if not 0 <= index < len(self):
            raise StatusIndexOutOfRange(f"{index} of {len(self)}")
        mask = 0x80 >> (index & 7)
        if value:
            self._bytes[index >> 3] |= mask
        else:
            self._bytes[index >> 3] &= ~mask

    def set_all(self, indexes: Iterable[int]) -> None:
        """Sets many bits, as when a list is built anew from the stored states."""
        for index in indexes:
            self.set(index)

    def encode(self) -> str:
        """`encodedList`: gzip level 6 without a time, so the same bits give the same text; multibase u."""
        packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
        return "u" + base64url_encode(packer.compress(self._bytes) + packer.flush())

    @classmethod
    def decode(cls, text: object, *, list_bytes: int = LIST_BYTES) -> StatusBits:
        """Reads `encodedList`, unpacking at most `list_bytes`.

        Raises `StatusListMalformed` or `StatusListTooLong`.
        """
        if not isinstance(text, str) or text[:1] != "u":
            raise StatusListMalformed("encodedList does not start with u")
        unpacker = zlib.decompressobj(_GZIP)
        try:
            data = unpacker.decompress(base64url_decode(text[1:]), list_bytes + 1)
        except (zlib.error, MultibaseInvalid) as error:
            raise StatusListMalformed(str(error)[:80]) from None
        if len(data) > list_bytes:
            raise StatusListTooLong(f"more than {list_bytes} bytes")
        if not unpacker.eof or unpacker.unused_data:
            raise StatusListMalformed("the compressed list is cut off or has a tail")
        return cls.of(data)
