"""Dealing out positions on the status lists: a block for each request, never one twice."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from microcred.platform.credentials.addresses import status_address
from microcred.platform.credentials.models import LIST_ENTRIES, StatusList, StatusShard
from microcred.platform.credentials.positions import position
from microcred.vc.status import StatusEntry

PURPOSES = ("revocation", "suspension")


@dataclass(frozen=True, slots=True)
class Place:
    """One credential's place: the shard, the position, and what the document says of it."""

    shard_id: int
    position: int
    entries: list[dict[str, object]]


def places(institution_id: int, count: int) -> list[Place]:
    """`count` fresh places, within the caller's transaction; opens further shards as they are needed."""
    found: list[Place] = []
    with transaction.atomic():
        while len(found) < count:
            shard = _open_shard(institution_id)
            first, take = shard.used, min(count - len(found), LIST_ENTRIES - shard.used)
            shard.used = first + take
            shard.save(update_fields=["used"])
            addresses = _addresses(shard)
            seed = bytes(shard.seed)
            for turn in range(first, first + take):
                at = position(seed, turn)
                entries = [
                    StatusEntry(purpose, at, address).as_json() for purpose, address in addresses.items()
                ]
                found.append(Place(shard.pk, at, entries))
    return found


def _open_shard(institution_id: int) -> StatusShard:
    shards = StatusShard.objects.select_for_update()
    shard = shards.filter(institution_id=institution_id, used__lt=LIST_ENTRIES).order_by("pk").first()
    if shard is not None:
        return shard
    shard = StatusShard.objects.create(institution_id=institution_id)
    StatusList.objects.bulk_create(StatusList(shard=shard, purpose=purpose) for purpose in PURPOSES)
    return shard


def _addresses(shard: StatusShard) -> dict[str, str]:
    lists = dict(shard.lists.values_list("purpose", "public_id"))
    return {purpose: status_address(lists[purpose]) for purpose in PURPOSES}
