"""A place on the status lists for a document that is signed here and not kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from microcred.platform.credentials.models import DOCUMENT, Credential
from microcred.platform.credentials.shards import places
from microcred.ports.identifiers import new_public_id


@dataclass(frozen=True, slots=True)
class Reserved:
    """The public id of the place, and what the document says of it."""

    public_id: str
    entries: list[dict[str, object]]


def reserve(*, institution_id: int, now: datetime) -> Reserved:
    """A place for one document. Only its status is kept: no bytes, and nothing of what it says."""
    with transaction.atomic():
        (place,) = places(institution_id, 1)
        row = Credential.objects.create(
            public_id=new_public_id(),
            kind=DOCUMENT,
            institution_id=institution_id,
            shard_id=place.shard_id,
            position=place.position,
            issued_at=now,
            valid_from=now,
        )
    return Reserved(row.pk, place.entries)
