"""The signed heads of a log, in their order: each names the one before by its hash. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from microcred.platform.network.errors import LogRewritten
from microcred.platform.network.scope import tokens


@dataclass(frozen=True, slots=True)
class Head:
    """A head that was checked. `at` is its own date, `hash` that of its token."""

    number: int
    at: datetime
    size: int
    root: str
    hash: str
    token: str


def follow(
    read: Iterable[str], keys: list[dict[str, Any]], entity: str, *, after: Head | None, now: int
) -> list[Head]:
    """The heads that come after the one known last (None: from the first on), all of them or none.

    Raises `LogRewritten` where they do not follow on one another, go back in time or lie in the future, and
    `StatementForged` where one was not signed by `entity`.
    """
    found: list[Head] = []
    last = after
    for token in read:
        one, previous = _head(token, keys, entity)
        number, before = (last.number + 1, last.hash) if last else (1, "")
        if one.number != number or previous != before:
            raise LogRewritten(f"{entity} {number}")
        if (last and one.at < last.at) or one.at.timestamp() > now + tokens.MAX_AGE_AHEAD:
            raise LogRewritten(f"{entity} {number}: time")
        found.append(one)
        last = one
    return found


def _head(token: str, keys: list[dict[str, Any]], entity: str) -> tuple[Head, str]:
    """A head, and the hash of the one that it says comes before."""
    claims = tokens.checked(token, keys, tokens.LOG_HEAD, now=0)
    number, moment, size = claims.get("number"), claims.get("iat"), claims.get("size")
    root = claims.get("root")
    if claims.get("iss") != entity or type(number) is not int or type(size) is not int:
        raise LogRewritten(f"{entity}: form")
    if type(moment) is not int or not 0 <= moment < 1 << 36 or not isinstance(root, str) or size < 1:
        raise LogRewritten(f"{entity}: form")
    digest = sha256(token.encode("ascii")).hexdigest()
    made = Head(number, datetime.fromtimestamp(moment, UTC), size, root, digest, token)
    return made, str(claims.get("previous"))
