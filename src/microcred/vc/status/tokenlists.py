"""Status lists in tokens, as SD-JWT VC uses them (Token Status List 4, 5)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from microcred.vc.multibase import MultibaseInvalid, base64url_decode
from microcred.vc.status.bits import LIST_BYTES
from microcred.vc.status.errors import (
    StatusEntryMalformed,
    StatusIndexOutOfRange,
    StatusListMalformed,
    StatusListTooLong,
    StatusListUnverified,
    StatusRevoked,
    StatusSuspended,
    StatusUnsupported,
)
from microcred.vc.status.times import check_time

SIZES = (1, 2, 4, 8)
TYPE = "statuslist+jwt"
VALID, INVALID, SUSPENDED = 0, 1, 2


@dataclass(frozen=True)
class TokenEntry:
    """Which entry of which list speaks of a credential."""

    index: int
    list_url: str


@dataclass(frozen=True)
class TokenStatusList:
    """A list whose signature the caller checked. Entries of `size` bits, the first in the lowest bits."""

    url: str
    size: int
    data: bytes
    issued: datetime
    expires: datetime | None

    def value(self, index: int) -> int:
        """The entry at `index`; raises `StatusIndexOutOfRange`."""
        place, each = index // (8 // self.size), 8 // self.size
        if index < 0 or place >= len(self.data):
            raise StatusIndexOutOfRange(f"{index} of {len(self.data) * each}")
        return self.data[place] >> (index % each) * self.size & ((1 << self.size) - 1)

    def check(self, entry: TokenEntry, at: datetime, had: datetime | None = None) -> None:
        """Returns if the credential is in order at the time `at`; `had` is as in `check_time`.

        Raises `StatusRevoked`, `StatusSuspended`, `StatusUnsupported` for a value of the issuer's own,
        `StatusListUnverified`, `StatusOfAnotherTime` or `StatusIndexOutOfRange`.
        """
        if self.url != entry.list_url:
            raise StatusListUnverified(f"list {self.url[:200]}")
        check_time(self.issued, self.expires, at, had)
        value = self.value(entry.index)
        if value == INVALID:
            raise StatusRevoked(f"entry {entry.index}")
        if value == SUSPENDED:
            raise StatusSuspended(f"entry {entry.index}")
        if value != VALID:
            raise StatusUnsupported(f"value {value}")


def read_token_entry(claims: Mapping[str, Any]) -> TokenEntry | None:
    """The entry that the claim `status` names, None without one.

    Raises `StatusEntryMalformed`, or `StatusUnsupported` for another method.
    """
    status = claims.get("status")
    if status is None:
        return None
    if not isinstance(status, Mapping):
        raise StatusEntryMalformed("status")
    listed = status.get("status_list")
    if listed is None:
        raise StatusUnsupported(", ".join(map(str, status))[:60])
    if not isinstance(listed, Mapping):
        raise StatusEntryMalformed("status_list")
    index, url = listed.get("idx"), listed.get("uri")
    if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < 2**40:
        raise StatusEntryMalformed("idx")
    if not isinstance(url, str) or not 0 < len(url) <= 4_096:
        raise StatusEntryMalformed("uri")
    return TokenEntry(index, url)


def read_token_list(payload: Mapping[str, Any], *, list_bytes: int = LIST_BYTES) -> TokenStatusList:
    """Reads the payload of a list token; raises `StatusListMalformed` or `StatusListTooLong`."""
    listed, url = payload.get("status_list"), payload.get("sub")
    if not isinstance(listed, Mapping) or not isinstance(url, str):
        raise StatusListMalformed("status_list or sub")
    size = listed.get("bits")
    if isinstance(size, bool) or size not in SIZES:
        raise StatusListMalformed("bits")
    issued = _time(payload, "iat")
    if issued is None:
        raise StatusListMalformed("iat")
    data = _inflated(listed.get("lst"), list_bytes)
    return TokenStatusList(url, size, data, issued, _time(payload, "exp"))


def _inflated(text: object, list_bytes: int) -> bytes:
    if not isinstance(text, str):
        raise StatusListMalformed("lst")
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(base64url_decode(text), list_bytes + 1)
    except (zlib.error, MultibaseInvalid) as error:
        raise StatusListMalformed(str(error)[:80]) from None
    if len(data) > list_bytes:
        raise StatusListTooLong(f"more than {list_bytes} bytes")
    if not unpacker.eof or unpacker.unused_data:
        raise StatusListMalformed("the compressed list is cut off or has a tail")
    return data


def _time(payload: Mapping[str, Any], name: str) -> datetime | None:
    value = payload.get(name)
    if value is None:
        return None
    try:
        if isinstance(value, bool):
            raise TypeError
        return datetime.fromtimestamp(value, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise StatusListMalformed(name) from None
