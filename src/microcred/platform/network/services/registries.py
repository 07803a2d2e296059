"""Reading the registry of another installation: its institutions, accreditors, rights and withdrawals.

All is fetched and checked first, then written at once: no transaction waits for another's server. The list
counts by the keys that were pinned at the first reading; one older than the one read last is a replay.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
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
from microcred.platform.network.models import Anchor, OtherRegistry, Right
from microcred.platform.network.scope import tokens
from microcred.platform.network.scope.federation import Limits
from microcred.platform.network.scope.heads import Head
from microcred.platform.network.services import otherlogs
from microcred.platform.network.services.fetching import Found, FoundEnd, lives_at, text
from microcred.platform.network.services.subordinates import Subordinates
from microcred.ports.fetcher import Fetcher, GuardedFetcher
from microcred.ports.identifiers import new_public_id
from microcred.ports.resolver import WebResolver

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


@dataclass(frozen=True)
class _Fetched:
    """All that was fetched and checked, to be written at once."""

    keys: list[dict[str, Any]]
    claims: dict[str, Any]
    heads: list[Head]
    found: Found
    entities: dict[str, dict[str, Any]]
    issuers: dict[str, str]
    refused: tuple[str, ...]


def read_registry(
    *, actor: Account | None, entity: str, now: datetime, fetcher: Fetcher | None = None
) -> Reading:
    """Reads the registry of the installation at `entity`, such as `https://other.example`.

    Its accreditors become anchors here: reading one is the operator's decision to trust it. Raises
    `NotAllowed` for others, `RegistryUnreachable`, `StatementForged`, `StatementOld` or `LogRewritten`; the
    last three are noted in the log. What is refused of single rights and statements stands there too.
    """
    if actor is not None and not actor.is_staff:
        raise NotAllowed
    if not _ENTITY.fullmatch(entity) or entity == origin():
        raise RegistryUnreachable(entity[:200])
    fetch = fetcher or GuardedFetcher(exceptions=settings.FETCH_EXCEPTIONS)
    who = actor.pk if actor else None
    try:
        fetched = _fetch(entity, fetch, now)
        with transaction.atomic():
            made = _write(actor, entity, fetched, now)
            journal.record(RegistryRead(entity, made.rights, now, who, made.refused))
        otherlogs.complete(entity, fetch)
    except (StatementForged, StatementOld, LogRewritten) as error:
        journal.record(RegistryRefused(entity, error.code, now, who))
        raise
    return made


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


def _fetch(entity: str, fetch: Fetcher, now: datetime) -> _Fetched:
    known = OtherRegistry.objects.filter(entity=entity).first()
    keys, configuration, claims = _list(entity, fetch, known, now)
    below = Subordinates(fetch, now, EVERY, known.entities if known else {})
    if configuration.get("metadata") is not None:
        below.read(entity, keys, configuration, Limits())
    heads = otherlogs.new_heads(entity, keys, claims.get("log"), fetch, now)
    found = Found(WebResolver(fetch), fetch, entity, now)
    for address in _texts(claims.get("rights"))[:LARGEST]:
        found.right(address)
    for address in _texts(claims.get("withdrawals"))[:LARGEST]:
        found.withdrawal(address)
    listed = _listed(entity, claims.get("issuers"))
    issuers = listed
    if configuration.get("metadata") is not None:
        # Who stands in the list and in no statement is not known: the list alone names nobody.
        issuers = {one["did"]: one["name"] or listed.get(one["did"], "") for one in below.found.values()}
    refused = (*found.refused, *below.refused)
    return _Fetched(keys, claims, heads, found, below.found, issuers, refused)


def _list(
    entity: str, fetch: Fetcher, known: OtherRegistry | None, now: datetime
) -> tuple[list[dict[str, Any]], dict[str, Any], dict[str, Any]]:
    """The keys, the configuration and the claims of the DID list, both checked."""
    moment, last = int(now.timestamp()), known.issued_at if known else 0
    stated = text(fetch, f"{entity}/.well-known/openid-federation")
    keys: list[dict[str, Any]] = known.keys if known else tokens.own_keys(stated)
    configuration = tokens.checked(stated, keys, tokens.STATEMENT, now=moment)
    claims = tokens.checked(
        text(fetch, f"{entity}/registry/dids"), keys, tokens.STATEMENT, now=moment, not_before=last
    )
    for one in (configuration, claims):
        if one.get("iss") != entity or one.get("sub") != entity:
            raise StatementForged("iss")
    # A new key is believed because one that was known signed the list of keys it stands in.
    return tokens.own_keys(stated), configuration, claims


def _write(actor: Account | None, entity: str, fetched: _Fetched, now: datetime) -> Reading:
    known = OtherRegistry.objects.select_for_update().filter(entity=entity).first()
    if known is not None and known.issued_at > fetched.claims["iat"]:
        raise StatementOld(entity)  # a newer one was read meanwhile
    new = _store(fetched.found)
    ended = sum(_end(one, entity) for one in fetched.found.ends)
    otherlogs.keep(entity, fetched.heads, known.read_at if known else None)
    _keep(entity, fetched, actor, now)
    return Reading(new, ended, fetched.refused)


def _store(found: Found) -> int:
    new = 0
    for one in found.rights.values():
        if Right.objects.filter(address=one.given.id).exists():
            continue
        Right.objects.create(
            **rows.columns(one.given),
            public_id=_free_id(one.given.id.rpartition("/")[2][:22]),
            giver_name=one.giver[:200],
            holder_name=one.holder[:200],
            registry=found.entity,
            body=one.body,
            given_at=found.now,
        )
        new += 1
    return new


def _end(end: FoundEnd, entity: str) -> bool:
    """Whether a right ends by this for the first time, or earlier than known."""
    row = Right.objects.select_for_update().filter(address=end.right, registry=entity).first()
    if row is None or (row.withdrawn_at is not None and row.withdrawn_at <= end.at):
        return False
    row.withdrawn_at, row.withdrawal, row.withdrawal_body = end.at, end.statement, end.body
    row.reason = end.reason
    row.save(update_fields=["withdrawn_at", "withdrawal", "withdrawal_body", "reason"])
    return True


def _free_id(wanted: str) -> str:
    """The other registry's own id for a right, or a new one where that is taken here."""
    taken = not wanted or Right.objects.filter(public_id=wanted).exists()
    return new_public_id() if taken else wanted


def _keep(entity: str, fetched: _Fetched, actor: Account | None, now: datetime) -> None:
    values = {
        "keys": fetched.keys,
        "issued_at": fetched.claims["iat"],
        "read_at": now,
        "issuers": fetched.issuers,
        "entities": fetched.entities,
    }
    OtherRegistry.objects.update_or_create(
        entity=entity,
        defaults=values,
        create_defaults={**values, "name": entity[:200], "added_by": actor},
    )
    listed = _listed(entity, fetched.claims.get("accreditors"))
    for did, name in listed.items():
        Anchor.objects.get_or_create(
            did=did, defaults={"name": name, "registry": entity, "since": now, "added_by": actor}
        )
    for dropped in Anchor.objects.filter(registry=entity).exclude(did__in=listed):
        dropped.delete()
        journal.record(AccreditorUnlisted(dropped.did, now, actor.pk if actor else None))


def _listed(entity: str, rows_: object) -> dict[str, str]:
    """Names by DID of those of the registry's own host in a part of its list."""
    return {
        one["did"][:300]: str(one.get("name", ""))[:200]
        for one in (rows_ if isinstance(rows_, list) else ())
        if isinstance(one, dict) and isinstance(one.get("did"), str) and lives_at(entity, one["did"])
    }


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
