"""Statements of a registry about those below it (OpenID Federation 1.0, sections 3 and 6.2). Pure.

A statement counts with the signature of who stands above, for its times, and within the constraints of
everything above it: how long a path may be, and which names may stand on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from microcred.platform.network.errors import StatementForged
from microcred.platform.network.scope import tokens

LONGEST_PATH = 2
"""The most registries between the one that is read and an institution, whatever they allow."""
_TYPE = "federation_entity"


@dataclass(frozen=True)
class Limits:
    """What stands above allows: `path` registries in between, and the host names of the constraints."""

    path: int = LONGEST_PATH
    permitted: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()

    def names(self, entity: str) -> bool:
        """Whether an entity may stand here by its host."""
        host = (urlsplit(entity).hostname or "").lower()
        if not host or any(_within(host, one) for one in self.excluded):
            return False
        return all(any(_within(host, one) for one in allowed) for allowed in self.permitted)


@dataclass(frozen=True)
class Statement:
    """What a registry says of one below it; `did` is empty for a registry in between."""

    sub: str
    did: str
    name: str
    keys: list[dict[str, Any]]
    ends: int
    limits: Limits


def subordinate(
    text: str, keys: list[dict[str, Any]], *, issuer: str, sub: str, now: int, limits: Limits
) -> Statement:
    """The statement of `issuer`, whose `keys` are known, about `sub`, within the `limits` above it.

    Raises `StatementForged` where it is of another, breaks a constraint or asks for what is not understood,
    and `StatementOld` where it is over.
    """
    claims = tokens.checked(text, keys, tokens.STATEMENT, now=now)
    if claims.get("iss") != issuer or claims.get("sub") != sub:
        raise StatementForged(f"{sub[:200]}: iss or sub")
    if "crit" in claims:
        raise StatementForged(f"{sub[:200]}: crit")
    if not limits.names(sub):
        raise StatementForged(f"{sub[:200]}: naming_constraints")
    entity = _object(_object(claims.get("metadata"), sub).get(_TYPE), sub)
    did = claims.get("did")
    return Statement(
        sub=sub,
        did=did if isinstance(did, str) else "",
        name=str(entity.get("organization_name") or "")[:200],
        keys=tokens.own_keys(text),
        ends=claims["exp"],
        limits=_narrowed(limits, claims.get("constraints"), sub),
    )


def _narrowed(limits: Limits, stated: object, sub: str) -> Limits:
    """What is left below `sub`: never more than above it. One registry more stands on the path."""
    left = limits.path - 1
    if stated is None:
        return replace(limits, path=left)
    constraints = _object(stated, sub)
    most = constraints.get("max_path_length", max(left, 0))
    if type(most) is not int or most < 0:
        raise StatementForged(f"{sub[:200]}: max_path_length")
    types = constraints.get("allowed_entity_types", [])
    if not isinstance(types, list):
        raise StatementForged(f"{sub[:200]}: allowed_entity_types")
    names = _object(constraints.get("naming_constraints", {}), sub)
    permitted, excluded = _hosts(names.get("permitted"), sub), _hosts(names.get("excluded"), sub)
    return Limits(
        min(left, most),
        (*limits.permitted, permitted) if permitted else limits.permitted,
        (*limits.excluded, *excluded),
    )


def _hosts(stated: object, sub: str) -> tuple[str, ...]:
    if stated is None:
        return ()
    if not isinstance(stated, list) or not all(isinstance(one, str) and one for one in stated):
        raise StatementForged(f"{sub[:200]}: naming_constraints")
    return tuple(one.lower() for one in stated)


def _within(host: str, name: str) -> bool:
    """As RFC 5280 compares: `.example.org` is every host below, `example.org` that one."""
    return host.endswith(name) and len(host) > len(name) if name.startswith(".") else host == name


def _object(value: object, sub: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise StatementForged(f"{sub[:200]}: form")
    return value


__all__ = ["LONGEST_PATH", "Limits", "Statement", "subordinate"]
