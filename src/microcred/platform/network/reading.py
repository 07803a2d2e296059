"""The three questions that every check of a right asks, in SQL of our own, the same on both databases.

The ORM takes several times as long to write them as the database to answer: a check at verification is to
stay far under 5 ms.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from microcred.platform.network import rows
from microcred.platform.network.models import Anchor, Right
from microcred.platform.network.scope import Given, Verb
from microcred.platform.network.scope.values import HIGHEST, LOWEST

Named = tuple[Given, str, str]
"""A right with the names of its giver and its holder."""

_RIGHTS = f"SELECT {', '.join(rows.COLUMNS)} FROM {Right._meta.db_table}"  # noqa: S608 (names of ours)
_TIMES = [rows.COLUMNS.index(name) for name in ("withdrawn_at", "starts", "ends")]
_LISTS = [rows.COLUMNS.index(name) for name in ("branches", "methods", "countries")]


def anchors() -> frozenset[str]:
    """The accreditors that chains may end at."""
    return frozenset(did for (did,) in _asked(f"SELECT did FROM {Anchor._meta.db_table}", ()))  # noqa: S608


def at_address(address: str) -> list[Named]:
    """The right with this document's id: one or none."""
    return _read(f"{_RIGHTS} WHERE address = %s", [address])


def held(holder: str, verb: Verb) -> list[Named]:
    """All rights of one kind of an institution, in the order in which they were given."""
    return _read(f"{_RIGHTS} WHERE holder_did = %s AND verb = %s ORDER BY id", [holder, verb])


def likely(holder: str, verb: Verb, at: datetime, level: int | None, addresses: Iterable[str]) -> list[Named]:
    """Those of them that may hold at `at`, at a level, and for one of the addresses or for everything."""
    moment = connection.ops.adapt_datetimefield_value(at)
    where = ["holder_did = %s", "verb = %s", "starts <= %s", "(ends IS NULL OR ends > %s)"]
    values: list[Any] = [holder, verb, moment, moment]
    levels = ["(lowest = %s AND highest = %s)"]
    values += [LOWEST, HIGHEST]
    if level is not None:
        levels.append("(lowest <= %s AND highest >= %s)")
        values += [level, level]
    where.append(f"({' OR '.join(levels)})")
    named = [_quoted(address) for address in addresses]
    text = "CAST(branches AS text)"
    where.append(f"({' OR '.join([f'{text} = %s', *[f'''{text} LIKE %s ESCAPE '!' '''] * len(named)])})")
    values += ["[]", *named]
    return _read(f"{_RIGHTS} WHERE {' AND '.join(where)} ORDER BY id", values)


def _quoted(address: str) -> str:
    """An address as it stands in the text of the branches, as a pattern that finds it anywhere."""
    plain = json.dumps(address, ensure_ascii=True)
    for sign in "!%_":
        plain = plain.replace(sign, f"!{sign}")
    return f"%{plain}%"


def _read(sql: str, values: Sequence[Any]) -> list[Named]:
    return [rows.read(_decoded(row)) for row in _asked(sql, values)]


def _asked(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _decoded(row: Sequence[Any]) -> tuple[Any, ...]:
    """SQLite gives times without their zone, UTC; both databases give lists as text."""
    values = list(row)
    for place in _TIMES:
        if values[place] is not None and values[place].tzinfo is None:
            values[place] = values[place].replace(tzinfo=UTC)
    for place in _LISTS:
        if isinstance(values[place], str):
            values[place] = json.loads(values[place])
    return tuple(values)
