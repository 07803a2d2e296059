"""Reading the log of awards of another installation: its heads, and the hashes where they are needed.

A head is read once and kept. What is read later has to continue it; a head that bears a date of before the
reading at which it did not stand there counts from that reading on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from microcred.platform.journal.bulk import insert_rows
from microcred.platform.network.errors import LogRewritten
from microcred.platform.network.models import OtherHead, OtherLeaf, Right
from microcred.platform.network.scope import trees
from microcred.platform.network.scope.heads import Head, follow
from microcred.platform.network.services.fetching import strings
from microcred.ports.fetcher import Fetcher

AT_ONCE = 200
"""How many answers of the log are asked for in one reading; the rest is read the next time."""
_HASH = re.compile(r"[0-9a-f]{64}")


def new_heads(
    entity: str, keys: list[dict[str, Any]], stated: object, fetch: Fetcher, now: datetime
) -> list[Head]:
    """The heads that came since the last reading, up to the one that the signed list states.

    Raises `LogRewritten`, `StatementForged` or `RegistryUnreachable`.
    """
    last = _last(entity)
    number, digest = _stated(stated, entity)
    if number < (last.number if last else 0):
        raise LogRewritten(f"{entity} {number}")
    found: list[Head] = []
    for _ in range(AT_ONCE):
        here = found[-1] if found else last
        if here is None and number == 0:
            break
        if here is not None and here.number >= number:
            break
        address = f"{entity}/registry/log?after={here.number if here else 0}"
        new = follow(strings(fetch, address), keys, entity, after=here, now=int(now.timestamp()))
        if not new:
            raise LogRewritten(f"{entity} {number}")
        found += new
    reached = {one.number: one.hash for one in (*found, *([last] if last else ()))}
    if reached.get(number, digest) != digest:
        raise LogRewritten(f"{entity} {number}")
    return found


def keep(entity: str, heads: Sequence[Head], before: datetime | None) -> None:
    """Stores new heads; `before` is when the log was read last."""
    last = _last(entity)  # another reading may have been quicker
    OtherHead.objects.bulk_create(
        OtherHead(
            entity=entity,
            number=one.number,
            at=max(one.at, before) if before else one.at,
            dated=one.at,
            size=one.size,
            root=one.root,
            hash=one.hash,
            token=one.token,
        )
        for one in heads
        if last is None or one.number > last.number
    )


def complete(entity: str, fetch: Fetcher) -> int:
    """Reads the hashes under the heads of before the last withdrawal that others stated; how many heads.

    They are asked for only then: as long as nothing was withdrawn, when an award was made decides nothing.
    Raises `LogRewritten` where they do not come to the root that was signed.
    """
    ended = Right.objects.exclude(registry="").aggregate(last=Max("withdrawn_at"))["last"]
    if ended is None:
        return 0
    asked = done = 0
    for head in OtherHead.objects.filter(entity=entity, complete=False, at__lte=ended).order_by("number"):
        asked += 1 + head.size // 10_000
        if done and asked > AT_ONCE:
            break
        leaves = list(_leaves(head, fetch))
        if len(leaves) != head.size or trees.root(leaves) != head.root:
            raise LogRewritten(f"{entity} {head.number}: root")
        with transaction.atomic():
            rows = ((head.pk, place, leaf) for place, leaf in enumerate(leaves))
            insert_rows(OtherLeaf, ("head_id", "place", "sha256"), rows)
            head.complete = True
            head.save(update_fields=["complete"])
        done += 1
    return done


def _leaves(head: OtherHead, fetch: Fetcher) -> Iterator[str]:
    start = 0
    while start < head.size:
        address = f"{head.entity}/registry/log/heads/{head.number}?from={start}"
        found = strings(fetch, address)[: head.size - start]
        if not found or not all(_HASH.fullmatch(one) for one in found):
            raise LogRewritten(f"{head.entity} {head.number}: leaves")
        yield from found
        start += len(found)


def _last(entity: str) -> Head | None:
    row = OtherHead.objects.filter(entity=entity).order_by("-number").first()
    return Head(row.number, row.dated, row.size, row.root, row.hash, row.token) if row else None


def _stated(stated: object, entity: str) -> tuple[int, str]:
    """The number and the hash of the last head by the signed list; 0 where it states none."""
    if stated is None:
        return 0, ""
    number, digest = (stated.get("number"), stated.get("hash")) if isinstance(stated, dict) else (None, None)
    if type(number) is not int or number < 1 or not isinstance(digest, str):
        raise LogRewritten(f"{entity}: form")
    return number, digest
