"""Status list credentials: built, read, and asked about one credential (BITSTRING-STATUS-LIST 2.2, 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from microcred.vc.status.bits import LIST_BYTES, SHORTEST, StatusBits
from microcred.vc.status.entries import BITSTRING, OLDER, StatusEntry
from microcred.vc.status.errors import (
    StatusListMalformed,
    StatusListTooShort,
    StatusListUnverified,
    StatusPurposeOther,
    StatusRevoked,
    StatusSuspended,
    StatusUnreachable,
)
from microcred.vc.status.times import check_time
from microcred.vc.timestamps import TimestampInvalid, parse_timestamp, write_timestamp

_KINDS = {
    "BitstringStatusListCredential": (BITSTRING, "BitstringStatusList"),
    "StatusList2021Credential": (OLDER, "StatusList2021"),
}
"""By the type of a list: the type of its entries, and that of its subject."""
CONTEXT = "https://www.w3.org/ns/credentials/v2"


class StatusSource(Protocol):
    """Where status list credentials come from."""

    def fetch(self, url: str) -> bytes:
        """The signed list at `url`, JSON or compact JWS; raises `StatusUnreachable`."""


class NoStatuses:
    """Offline: every list is out of reach."""

    def fetch(self, url: str) -> bytes:
        """Raises `StatusUnreachable`."""
        raise StatusUnreachable(f"{url[:200]} was not looked up")


class StaticStatuses:
    """Lists at hand, by address."""

    def __init__(self, lists: Mapping[str, bytes]) -> None:
        self._lists = lists

    def fetch(self, url: str) -> bytes:
        """The list at hand; raises `StatusUnreachable`."""
        if url not in self._lists:
            raise StatusUnreachable(url[:200])
        return self._lists[url]


@dataclass(frozen=True)
class StatusList:
    """A list as its credential states it; whether that is signed is the caller's to check."""

    id: str
    issuer: str
    purposes: tuple[str, ...]
    bits: StatusBits
    valid_from: datetime | None
    valid_until: datetime | None
    kind: str = BITSTRING
    """The type of the entries that it answers for."""

    def ask(self, entry: StatusEntry, *, issuer: str, at: datetime, had: datetime | None = None) -> int:
        """The entry's value, 0 for a credential in order, at the time `at`; `had` is as in `check_time`.

        Raises `StatusListUnverified` (another list or issuer), `StatusPurposeOther`, `StatusListTooShort`,
        `StatusIndexOutOfRange` or `StatusOfAnotherTime`.
        """
        if self.id != entry.list_url or self.issuer != issuer:
            raise StatusListUnverified(f"list {self.id[:200]} of {self.issuer[:200]}")
        if self.kind != entry.kind:
            raise StatusListUnverified(f"a list for {self.kind}")
        if entry.purpose not in self.purposes:
            raise StatusPurposeOther(f"a list for {', '.join(self.purposes)}, asked about {entry.purpose}")
        if len(self.bits) // entry.size < SHORTEST:
            raise StatusListTooShort(f"{len(self.bits) // entry.size} entries")
        check_time(self.valid_from, self.valid_until, at, had)
        return self.bits.value(entry.index, entry.size)

    def check(self, entry: StatusEntry, *, issuer: str, at: datetime, had: datetime | None = None) -> None:
        """Returns if the credential is in order; raises `StatusRevoked`, `StatusSuspended`, or as `ask`."""
        if self.ask(entry, issuer=issuer, at=at, had=had) == 0:
            return
        if entry.purpose == "revocation":
            raise StatusRevoked(f"entry {entry.index}")
        if entry.purpose == "suspension":
            raise StatusSuspended(f"entry {entry.index}")


def status_list_credential(
    *,
    url: str,
    issuer: Mapping[str, Any] | str,
    purpose: str,
    bits: StatusBits,
    valid_from: datetime,
    valid_until: datetime | None = None,
) -> dict[str, Any]:
    """The unsigned list credential at `url`, as of `valid_from`; sign it like any credential."""
    content: dict[str, Any] = {
        "@context": [CONTEXT],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": write_timestamp(valid_from),
    }
    if valid_until is not None:
        content["validUntil"] = write_timestamp(valid_until)
    content["credentialSubject"] = {
        "id": f"{url}#list",
        "type": "BitstringStatusList",
        "statusPurpose": purpose,
        "encodedList": bits.encode(),
    }
    return content


def read_list(document: Mapping[str, Any], *, list_bytes: int = LIST_BYTES) -> StatusList:
    """Reads a list credential whose signature was checked.

    Raises `StatusListMalformed` or `StatusListTooLong`.
    """
    subject, issuer = document.get("credentialSubject"), document.get("issuer")
    kinds = [_KINDS[one] for one in _listed(document.get("type")) if isinstance(one, str) and one in _KINDS]
    if len(kinds) != 1:
        raise StatusListMalformed("not a BitstringStatusListCredential")
    kind, subject_type = kinds[0]
    if not isinstance(subject, Mapping) or subject.get("type") not in (subject_type, [subject_type]):
        raise StatusListMalformed(f"its subject is not a {subject_type}")
    issuer = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    purposes = _listed(subject.get("statusPurpose"))
    texts = [document.get("id"), issuer, *purposes]
    if not all(isinstance(text, str) for text in texts):
        raise StatusListMalformed("id, issuer or statusPurpose")
    return StatusList(
        id=str(document["id"]),
        issuer=str(issuer),
        purposes=tuple(purposes),
        bits=StatusBits.decode(_encoded(subject, kind), list_bytes=list_bytes),
        valid_from=_time(document, "validFrom") or _time(document, "issuanceDate"),
        valid_until=_time(document, "validUntil") or _time(document, "expirationDate"),
        kind=kind,
    )


def _encoded(subject: Mapping[str, Any], kind: str) -> object:
    """`encodedList` as multibase: in the draft the letter in front was not there yet."""
    text = subject.get("encodedList")
    return f"u{text}" if kind == OLDER and isinstance(text, str) else text


def _time(document: Mapping[str, Any], name: str) -> datetime | None:
    try:
        return parse_timestamp(document[name]) if name in document else None
    except TimestampInvalid as error:
        raise StatusListMalformed(f"{name}: {error.detail}") from None


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
