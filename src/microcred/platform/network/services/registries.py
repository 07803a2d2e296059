"""Reading the registry of another installation: its institutions, accreditors, rights and withdrawals.

Nothing is believed but what is signed: the list by the keys that were pinned at the first reading, each right
and withdrawal by the accreditor who gave it. A list that is older than the one read last is a replay.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from microcred.errors import MicrocredError
from microcred.platform.institutions.access import NotAllowed
from microcred.platform.institutions.queries import origin
from microcred.platform.journal import services as journal
from microcred.platform.network import rows
from microcred.platform.network.errors import LogRewritten, RegistryUnreachable, StatementForged, StatementOld
from microcred.platform.network.events import AccreditorUnlisted, RegistryRead, RegistryRefused
from microcred.platform.network.models import Anchor, OtherRegistry, Right, new_public_id
from microcred.platform.network.scope import tokens
from microcred.platform.network.scope.chains import Given
from microcred.platform.network.scope.documents import WITHDRAWAL, read_right
from microcred.platform.network.services import otherlogs
from microcred.ports.errors import FetchFailed
from microcred.ports.fetcher import Fetcher, GuardedFetcher
from microcred.ports.resolver import WebResolver
from microcred.vc.checks import Step
from microcred.vc.dids import Resolver
from microcred.vc.examine import examine
from microcred.vc.jsontext import parse
from microcred.vc.outcomes import Outcome
from microcred.vc.timestamps import parse_timestamp

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

EVERY = timedelta(hours=6)
"""How often another registry is read again."""
LARGEST = 20_000
"""Rights that are read from one registry."""
_ENTITY = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,250}")


@dataclass(frozen=True)
class Reading:
    """What reading came to: rights that are new here, withdrawals that are, and what was refused and why."""

    rights: int
    withdrawals: int
    refused: tuple[str, ...]


def read_registry(
    *, actor: Account | None, entity: str, now: datetime, fetcher: Fetcher | None = None
) -> Reading:
    """Reads the registry of the installation at `entity`, such as `https://other.example`.

    Its accreditors become anchors here: reading one is the operator's decision to trust it. Raises
    `NotAllowed` for others, `RegistryUnreachable`, `StatementForged`, `StatementOld` or `LogRewritten`; the
    last three are noted in the log.
    """
    if actor is not None and not actor.is_staff:
        raise NotAllowed
    if not _ENTITY.fullmatch(entity) or entity == origin():
        raise RegistryUnreachable(entity[:200])
    fetch = fetcher or GuardedFetcher(exceptions=settings.FETCH_EXCEPTIONS)
    who = actor.pk if actor else None
    try:
        return _read(actor, entity, fetch, now)
    except (StatementForged, StatementOld, LogRewritten) as error:
        journal.record(RegistryRefused(entity, error.code, now, who))
        raise


def _read(actor: Account | None, entity: str, fetch: Fetcher, now: datetime) -> Reading:
    known = OtherRegistry.objects.filter(entity=entity).first()
    keys, claims = _list(entity, fetch, known, now)
    heads = otherlogs.new_heads(entity, keys, claims.get("log"), fetch, now)
    found = _Found(WebResolver(fetch), fetch, entity, now)
    for address in _texts(claims.get("rights"))[:LARGEST]:
        found.right(address)
    with transaction.atomic():
        new = _store(found)
        for address in _texts(claims.get("withdrawals"))[:LARGEST]:
            found.withdrawal(address)
        otherlogs.keep(entity, heads, known.read_at if known else None)
        _keep(entity, keys, claims, actor, now)
        journal.record(RegistryRead(entity, new, now, actor.pk if actor else None))
    otherlogs.complete(entity, fetch)
    return Reading(new, found.withdrawals, tuple(found.refused))


def read_due(*, now: datetime, fetcher: Fetcher | None = None) -> int:
    """Reads again the registries whose time has come; how many were. For the hourly round.

    One that cannot be read, or that is forged or replayed, stays as it was and is tried again in an hour.
    """
    done = 0
    due = OtherRegistry.objects.filter(read_at__lte=now - EVERY).order_by("read_at")
    for entity in due.values_list("entity", flat=True):
        with suppress(MicrocredError):
            read_registry(actor=None, entity=entity, now=now, fetcher=fetcher)
            done += 1
    return done


def _list(
    entity: str, fetch: Fetcher, known: OtherRegistry | None, now: datetime
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The keys and the claims of the DID list, both checked."""
    moment, last = int(now.timestamp()), known.issued_at if known else 0
    stated = _text(fetch, f"{entity}/.well-known/openid-federation")
    keys: list[dict[str, Any]] = known.keys if known else tokens.own_keys(stated)
    configuration = tokens.checked(stated, keys, tokens.STATEMENT, now=moment)
    claims = tokens.checked(
        _text(fetch, f"{entity}/registry/dids"), keys, tokens.STATEMENT, now=moment, not_before=last
    )
    for one in (configuration, claims):
        if one.get("iss") != entity or one.get("sub") != entity:
            raise StatementForged("iss")
    # A new key is believed because one that was known signed the list of keys it stands in.
    return tokens.own_keys(stated), claims


class _Found:
    """What was fetched and checked so far."""

    def __init__(self, resolver: Resolver, fetch: Fetcher, entity: str, now: datetime) -> None:
        self.resolver, self.fetch, self.entity, self.now = resolver, fetch, entity, now
        self.rights: dict[str, tuple[Given, str, str, bytes]] = {}
        self.withdrawals = 0
        self.refused: list[str] = []

    def right(self, address: str) -> None:
        """Keeps a right that its giver signed; known ones are not fetched again."""
        if Right.objects.filter(public_id=address.rpartition("/")[2], registry=self.entity).exists():
            return
        body = self._signed(address)
        document = parse(body) if body else {}
        one = read_right(document) if isinstance(document, Mapping) else None
        if body is None or one is None:
            self.refused.append(address)
            return
        issuer, subject = document["issuer"], document["credentialSubject"]
        giver = issuer.get("name", "") if isinstance(issuer, Mapping) else ""
        names = [each.get("identityHash", "") for each in subject.get("identifier", ())]
        self.rights[one.id] = (one, giver or one.giver, names[0] if names else one.holder, body)

    def withdrawal(self, address: str) -> None:
        """Notes the end of a right, where its giver said so of just these bytes."""
        body = self._signed(address)
        document = parse(body) if body else {}
        if body is None or not isinstance(document, Mapping) or WITHDRAWAL not in document.get("type", ()):
            self.refused.append(address)
            return
        about = str(document["credentialSubject"].get("id", ""))
        row = Right.objects.filter(address=about, registry=self.entity).first()
        if row is None or row.giver_did != document.get("issuer") or not _pins(document, row):
            self.refused.append(address)
            return
        at = parse_timestamp(document["validFrom"])
        if row.withdrawn_at is None or at < row.withdrawn_at:
            row.withdrawn_at, row.withdrawal = at, str(document.get("id", ""))
            row.withdrawal_body, row.reason = body, str(document.get("description", ""))[:500]
            row.save(update_fields=["withdrawn_at", "withdrawal", "withdrawal_body", "reason"])
            self.withdrawals += 1

    def _signed(self, address: str) -> bytes | None:
        """The bytes at an address of that registry, if their proof holds, whatever their dates say."""
        if not address.startswith(f"{self.entity}/"):
            return None
        try:
            body = self.fetch.fetch(address, accept="application/vc").body
        except FetchFailed:
            return None
        report = examine(body, at=self.now, resolver=self.resolver)
        sound = all(report.check(step).outcome is Outcome.PASSED for step in (Step.KIND, Step.PROOF))
        return body if sound and report.signed and report.signed.form == "di" else None


def _pins(document: Mapping[str, Any], row: Right) -> bool:
    digest = base64.b64encode(sha256(bytes(row.body or b"")).digest()).decode()
    resources = document.get("relatedResource") or ()
    return any(one.get("digestSRI") == f"sha256-{digest}" for one in resources)


def _store(found: _Found) -> int:
    new = 0
    for one, giver, holder, body in found.rights.values():
        if Right.objects.filter(address=one.id).exists():
            continue
        Right.objects.create(
            **rows.columns(one),
            public_id=_free_id(one.id.rpartition("/")[2][:22]),
            giver_name=giver[:200],
            holder_name=holder[:200],
            registry=found.entity,
            body=body,
            given_at=found.now,
        )
        new += 1
    return new


def _free_id(wanted: str) -> str:
    """The other registry's own id for a right, or a new one where that is taken here."""
    taken = not wanted or Right.objects.filter(public_id=wanted).exists()
    return new_public_id() if taken else wanted


def _keep(
    entity: str, keys: list[dict[str, Any]], claims: dict[str, Any], actor: Account | None, now: datetime
) -> None:
    issuers = {
        str(one["did"]): str(one.get("name", ""))[:200]
        for one in claims.get("issuers") or ()
        if isinstance(one, dict) and isinstance(one.get("did"), str) and _of(entity, one["did"])
    }
    values = {"keys": keys, "issued_at": claims["iat"], "read_at": now, "issuers": issuers}
    OtherRegistry.objects.update_or_create(
        entity=entity,
        defaults=values,
        create_defaults={**values, "name": entity[:200], "added_by": actor},
    )
    listed = set()
    for one in claims.get("accreditors") or ():
        if isinstance(one, dict) and isinstance(one.get("did"), str) and _of(entity, one["did"]):
            name = str(one.get("name", ""))[:200]
            listed.add(one["did"][:300])
            Anchor.objects.get_or_create(
                did=one["did"][:300],
                defaults={"name": name, "registry": entity, "since": now, "added_by": actor},
            )
    for dropped in Anchor.objects.filter(registry=entity).exclude(did__in=listed):
        dropped.delete()
        journal.record(AccreditorUnlisted(dropped.did, now, actor.pk if actor else None))


def _of(entity: str, did: str) -> bool:
    """Whether a did:web lives at that host: a registry speaks for its own institutions only."""
    host = entity.partition("://")[2].replace(":", "%3A")
    return did == f"did:web:{host}" or did.startswith(f"did:web:{host}:")


def _text(fetch: Fetcher, address: str) -> str:
    try:
        return fetch.fetch(fetch.web_scheme(address), accept="*/*").body.decode("ascii").strip()
    except (FetchFailed, UnicodeDecodeError) as error:
        raise RegistryUnreachable(str(error)[:200]) from None


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
