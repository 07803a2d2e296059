"""Reading what a registry states of the institutions below it, one signed statement for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from microcred.errors import MicrocredError
from microcred.platform.network.errors import StatementForged
from microcred.platform.network.scope import tokens
from microcred.platform.network.scope.federation import Limits, Statement, subordinate
from microcred.platform.network.services.fetching import lives_at, strings, text
from microcred.ports.fetcher import Fetcher

AT_ONCE = 1_000
"""Statements that are read at one time; the rest is read the next time."""
MOST = 20_000
"""Entities of one list."""


@dataclass
class Subordinates:
    """What was read: each institution's DID, name and the end of its statement, by its entity.

    `known` is what the reading before kept; a statement in it that holds until `again` is not asked for anew.
    """

    fetch: Fetcher
    now: datetime
    again: timedelta
    known: Mapping[str, Mapping[str, Any]]
    found: dict[str, dict[str, Any]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    asked: int = 0
    _seen: set[str] = field(default_factory=set)

    def read(
        self, entity: str, keys: list[dict[str, Any]], claims: Mapping[str, Any], limits: Limits
    ) -> None:
        """Reads those below `entity`, whose checked configuration has these `claims`, and below them."""
        self._seen.add(entity)
        stated = claims.get("metadata")
        about = stated.get("federation_entity") if isinstance(stated, dict) else None
        about = about if isinstance(about, dict) else {}
        listed, fetch_at = about.get("federation_list_endpoint"), about.get("federation_fetch_endpoint")
        if not (_at(entity, listed) and _at(entity, fetch_at)):
            raise StatementForged(f"{entity[:200]}: endpoints")
        for sub in strings(self.fetch, str(listed))[:MOST]:
            if sub not in self._seen and sub not in self.found:
                self._one(entity, keys, str(fetch_at), sub, limits)

    def _one(self, entity: str, keys: list[dict[str, Any]], fetch_at: str, sub: str, limits: Limits) -> None:
        kept = self.known.get(sub)
        moment = int(self.now.timestamp())
        if kept and kept["by"] == entity and kept["ends"] > moment + self.again.total_seconds():
            self.found[sub] = dict(kept)
            return
        if self.asked >= AT_ONCE:
            if kept and kept["ends"] > moment:
                self.found[sub] = dict(kept)
            return
        self.asked += 1
        try:
            body = text(self.fetch, f"{fetch_at}?sub={quote(sub, safe='')}")
            one = subordinate(body, keys, issuer=entity, sub=sub, now=moment, limits=limits)
            if one.did:
                self._institution(entity, one)
            else:
                self._registry(one, limits)
        except MicrocredError as error:
            self.refused.append(f"{sub[:200]} {error.code}")

    def _institution(self, entity: str, one: Statement) -> None:
        if not lives_at(entity, one.did):
            raise StatementForged(f"{one.did[:200]} at {entity[:200]}")
        self.found[one.sub] = {"did": one.did[:300], "name": one.name, "ends": one.ends, "by": entity}

    def _registry(self, one: Statement, limits: Limits) -> None:
        """One in between: its own configuration has to be signed with a key that the statement names."""
        if limits.path < 1:
            raise StatementForged(f"{one.sub[:200]}: max_path_length")
        stated = text(self.fetch, f"{one.sub}/.well-known/openid-federation")
        claims = tokens.checked(stated, one.keys, tokens.STATEMENT, now=int(self.now.timestamp()))
        if claims.get("iss") != one.sub or claims.get("sub") != one.sub:
            raise StatementForged(f"{one.sub[:200]}: iss")
        self.read(one.sub, tokens.own_keys(stated), claims, one.limits)


def _at(entity: str, address: object) -> bool:
    return isinstance(address, str) and address.startswith(f"{entity}/")
