"""Lists of trusted issuers as others publish them. Pure: bytes in, rows out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from microcred.errors import MicrocredError
from microcred.platform.verifier.models import ListKind
from microcred.platform.verifier.trust.errors import (
    IssuerNamedWrongly,
    TrustListTooLong,
    TrustListUnreadable,
)
from microcred.vc.certificates.reading import faults
from microcred.vc.errors import CredentialError
from microcred.vc.jsontext import parse
from microcred.vc.limits import Limits
from microcred.vc.openbadges2.times import as_stamp
from microcred.vc.timestamps import parse_timestamp

LARGEST = 5_000_000
"""Bytes of a list."""
MOST = 20_000
"""Entries of a list."""
_LIMITS = Limits(bytes=LARGEST, depth=16, nodes=400_000)
_ISSUER = re.compile(r"(did:[a-z0-9]+:|https?://|x509:)[\x21-\x7e]{1,460}")
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----\s+[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----")


@dataclass(frozen=True)
class Row:
    """One issuer as a list names it."""

    issuer: str
    name: str = ""
    certificate: str = ""


@dataclass(frozen=True)
class ReadList:
    """A list: what kind it is, its rows by issuer, and what it says of its own time."""

    kind: ListKind
    rows: tuple[Row, ...]
    dated: datetime | None = None


def read_list(data: bytes) -> ReadList:
    """Reads a DCC registry file, a JSON list or object of identifiers, lines, or PEM certificates.

    Raises `TrustListUnreadable`, `TrustListTooLong` or `IssuerNamedWrongly`.
    """
    if len(data) > LARGEST:
        raise TrustListTooLong(f"more than {LARGEST} bytes")
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if b"-----BEGIN CERTIFICATE-----" in data:
        found = ReadList(ListKind.ANCHORS, _certificates(data))
    elif start in (b"{", b"["):
        found = _json(data.removeprefix(b"\xef\xbb\xbf"))
    else:
        found = ReadList(ListKind.DIDS, _lines(data))
    if not found.rows:
        raise TrustListUnreadable("no issuers in it")
    if len(found.rows) > MOST:
        raise TrustListTooLong(f"more than {MOST} entries")
    unique = {row.issuer: row for row in found.rows}
    return ReadList(found.kind, tuple(unique.values()), found.dated)


def identifier(text: str) -> str:
    """A DID or https address as it is compared, letter for letter; raises `IssuerNamedWrongly`."""
    text = text.strip()
    if not _ISSUER.fullmatch(text):
        raise IssuerNamedWrongly(text[:60])
    return text


def _json(data: bytes) -> ReadList:
    try:
        content = parse(data, _LIMITS)
    except MicrocredError as error:
        raise TrustListUnreadable(str(error)) from None
    if isinstance(content, list):
        return ReadList(ListKind.DIDS, tuple(Row(identifier(str(one))) for one in content))
    registry = content.get("registry")
    if isinstance(registry, Mapping):
        return ReadList(ListKind.REGISTRY, _named(registry), _time(content.get("meta")))
    return ReadList(ListKind.DIDS, _named(content))


def _named(entries: Mapping[str, Any]) -> tuple[Row, ...]:
    rows = []
    for issuer, about in entries.items():
        name = about.get("name", "") if isinstance(about, Mapping) else about
        rows.append(Row(identifier(issuer), str(name or "")[:300]))
    return tuple(rows)


def _time(meta: object) -> datetime | None:
    if not isinstance(meta, Mapping):
        return None
    for name in ("updated", "created"):
        value = meta.get(name)
        if isinstance(value, str):
            try:
                # The DCC's own files write the zone as +0000, which no `dateTimeStamp` does.
                return parse_timestamp(as_stamp(value))
            except CredentialError:
                continue
    return None


def _lines(data: bytes) -> tuple[Row, ...]:
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise TrustListUnreadable("neither text nor JSON") from None
    rows = []
    for line in lines:
        issuer, _, name = line.strip().partition(" ")
        if issuer and not issuer.startswith("#"):
            rows.append(Row(identifier(issuer), name.strip()[:300]))
    return tuple(rows)


def _certificates(data: bytes) -> tuple[Row, ...]:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    rows = []
    for pem in _PEM.findall(data)[: MOST + 1]:
        try:
            certificate = x509.load_pem_x509_certificate(pem)
            der = certificate.public_bytes(Encoding.DER)
            name = certificate.subject.rfc4514_string()  # read here only: it may be broken, too
        except faults() as error:
            raise TrustListUnreadable(str(error)[:80]) from None
        rows.append(Row(f"x5t#S256:{sha256(der).hexdigest()}", name[:300], pem.decode("ascii")))
    return tuple(rows)
