"""Status entries of a credential: which bit of which list speaks of it (BITSTRING-STATUS-LIST 2.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microcred.vc.status.errors import StatusEntryMalformed, StatusTooMany, StatusUnsupported

WITHDRAWING = ("revocation", "suspension")
"""Purposes whose entries can take a credential back."""
PURPOSES = (*WITHDRAWING, "refresh", "message")
BITSTRING, OLDER = "BitstringStatusListEntry", "StatusList2021Entry"
"""Types of entries: of Bitstring Status List 1.0, and of the draft that it grew from."""
MOST_ENTRIES = 16
"""Entries on one credential: each may cost a fetch."""

_INDEX = re.compile(r"0|[1-9]\d{0,18}", re.ASCII)


@dataclass(frozen=True)
class StatusEntry:
    """One entry: bit `index` (of `size` bits) for `purpose` in the list at `list_url`."""

    purpose: str
    index: int
    list_url: str
    size: int = 1
    id: str | None = None
    kind: str = BITSTRING

    def as_json(self) -> dict[str, Any]:
        """The `credentialStatus` object of a credential."""
        entry: dict[str, Any] = {
            "id": self.id or f"{self.list_url}#{self.index}",
            "type": self.kind,
            "statusPurpose": self.purpose,
            "statusListIndex": str(self.index),
            "statusListCredential": self.list_url,
        }
        return entry if self.size == 1 else {**entry, "statusSize": self.size}


def read_entries(credential: Mapping[str, Any]) -> list[StatusEntry]:
    """The entries of a credential, none if it has no status.

    Raises `StatusUnsupported` for another status method or purpose, `StatusEntryMalformed` for a broken
    entry, `StatusTooMany`.
    """
    return [read_entry(entry) for entry in stated_entries(credential)]


def stated_entries(credential: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The entries of a credential as they stand there; raises `StatusEntryMalformed` or `StatusTooMany`."""
    value = credential.get("credentialStatus")
    if value is None:
        return []
    entries = value if isinstance(value, list) else [value]
    if len(entries) > MOST_ENTRIES:
        raise StatusTooMany(f"{len(entries)} entries")
    if not all(isinstance(entry, Mapping) for entry in entries):
        raise StatusEntryMalformed("not an object")
    return entries


def kind_of(entry: Mapping[str, Any]) -> str:
    """The one type of an entry, or empty."""
    kind = entry.get("type")
    kind = kind[0] if isinstance(kind, list) and len(kind) == 1 else kind
    return kind if isinstance(kind, str) else ""


def read_entry(entry: object) -> StatusEntry:
    """Reads one `credentialStatus` object; raises as `read_entries`.

    The index is text by the standard; a whole number, as 1EdTech's own samples have it, is read too.
    """
    if not isinstance(entry, Mapping):
        raise StatusEntryMalformed("not an object")
    kind = kind_of(entry)
    if kind not in (BITSTRING, OLDER):
        raise StatusUnsupported(f"status of type {str(entry.get('type'))[:60]}")
    purpose, url, name = entry.get("statusPurpose"), entry.get("statusListCredential"), entry.get("id")
    if not isinstance(purpose, str):
        raise StatusEntryMalformed("statusPurpose")
    if purpose not in PURPOSES:  # BITSTRING 2.1: the text is the issuer's to choose
        raise StatusUnsupported(f"status for {purpose[:40]}")
    if not isinstance(url, str) or len(url) > 4_096 or ":" not in url:
        raise StatusEntryMalformed("statusListCredential")
    if name is not None and not isinstance(name, str):
        raise StatusEntryMalformed("id")
    return StatusEntry(purpose, _index(entry.get("statusListIndex")), url, _size(entry), name, kind)


def _index(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not _INDEX.fullmatch(value):
        raise StatusEntryMalformed("statusListIndex")
    return int(value)


def _size(entry: Mapping[str, Any]) -> int:
    size = entry.get("statusSize", 1)
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= 32:
        raise StatusEntryMalformed("statusSize")
    if entry.get("statusPurpose") != "message" and size != 1:
        raise StatusEntryMalformed("statusSize of another purpose than message")
    return size
