"""What another registry publishes, fetched and checked before anything is written.

Nothing is believed but what is signed: each right and each withdrawal by the accreditor who gave it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from microcred.errors import MicrocredError
from microcred.platform.network import rows
from microcred.platform.network.errors import RegistryUnreachable
from microcred.platform.network.models import Right
from microcred.platform.network.scope.chains import Given
from microcred.platform.network.scope.documents import read_right, withdrawn_at
from microcred.platform.network.scope.proofs import is_signed
from microcred.ports.errors import FetchFailed
from microcred.ports.fetcher import Fetcher
from microcred.vc.dids import Resolver
from microcred.vc.jsontext import parse


@dataclass(frozen=True)
class FoundRight:
    """A right that its giver signed, with the names that it states and its bytes."""

    given: Given
    giver: str
    holder: str
    body: bytes


@dataclass(frozen=True)
class FoundEnd:
    """The end of a right, as its giver signed it of just these bytes."""

    right: str
    at: datetime
    statement: str
    reason: str
    body: bytes


class Found:
    """What was fetched and checked so far; nothing is written here."""

    def __init__(self, resolver: Resolver, fetch: Fetcher, entity: str, now: datetime) -> None:
        self.resolver, self.fetch, self.entity, self.now = resolver, fetch, entity, now
        self.rights: dict[str, FoundRight] = {}
        self.ends: list[FoundEnd] = []
        self.refused: list[str] = []
        kept = Right.objects.filter(registry=entity)
        self._known = set(kept.values_list("public_id", flat=True))
        self._over = set(kept.exclude(withdrawn_at=None).values_list("public_id", flat=True))

    def right(self, address: str) -> None:
        """Keeps a right that its giver signed; known ones are not fetched again."""
        if address.rpartition("/")[2] in self._known:
            return
        body = self._signed(address)
        document = _object(body) if body else {}
        one = read_right(document)
        if body is None or one is None:
            self.refused.append(address)
            return
        issuer, subject = document["issuer"], document["credentialSubject"]
        giver = issuer.get("name", "") if isinstance(issuer, Mapping) else ""
        names = [each.get("identityHash", "") for each in subject.get("identifier", ())]
        self.rights[one.id] = FoundRight(one, giver or one.giver, names[0] if names else one.holder, body)

    def withdrawal(self, address: str) -> None:
        """Notes the end of a right; one that is known to be over is not asked for again."""
        if address.removesuffix("/withdrawal").rpartition("/")[2] in self._over:
            return
        body = self._signed(address)
        document = _object(body) if body else {}
        subject = document.get("credentialSubject")
        about = str(subject.get("id", "")) if isinstance(subject, Mapping) else ""
        right = self._right(about)
        at = withdrawn_at(document, right[0], right[1]) if right else None
        if body is None or at is None:
            self.refused.append(address)
            return
        reason = str(document.get("description", ""))[:500]
        self.ends.append(FoundEnd(about, at, str(document.get("id", ""))[:300], reason, body))

    def _right(self, about: str) -> tuple[Given, bytes] | None:
        """The right with that id and its bytes, found now or kept before."""
        new = self.rights.get(about)
        if new is not None:
            return new.given, new.body
        row = Right.objects.filter(address=about, registry=self.entity).first()
        return (rows.given(row), bytes(row.body or b"")) if row else None

    def _signed(self, address: str) -> bytes | None:
        """The bytes at an address of that registry, if their proof holds, whatever their dates say."""
        if not address.startswith(f"{self.entity}/"):
            return None
        try:
            body = self.fetch.fetch(address, accept="application/vc").body
        except FetchFailed:
            return None
        return body if is_signed(body, at=self.now, resolver=self.resolver) else None


def lives_at(entity: str, did: str) -> bool:
    """Whether a did:web lives at that host: a registry speaks for its own institutions only."""
    host = entity.partition("://")[2].replace(":", "%3A")
    return did == f"did:web:{host}" or did.startswith(f"did:web:{host}:")


def text(fetch: Fetcher, address: str) -> str:
    """A statement at an address; raises `RegistryUnreachable`."""
    try:
        return fetch.fetch(fetch.web_scheme(address), accept="*/*").body.decode("ascii").strip()
    except (FetchFailed, UnicodeDecodeError) as error:
        raise RegistryUnreachable(str(error)[:200]) from None


def strings(fetch: Fetcher, address: str) -> list[str]:
    """A list of texts at an address; raises `RegistryUnreachable`."""
    try:
        found = parse(fetch.fetch(fetch.web_scheme(address), accept="application/json").body)
    except (FetchFailed, MicrocredError) as error:
        raise RegistryUnreachable(str(error)[:200]) from None
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise RegistryUnreachable(address[:200])
    return found


def _object(body: bytes) -> Mapping[str, Any]:
    found = parse(body)
    return found if isinstance(found, Mapping) else {}
