"""The map from one institution outwards: who gave it rights, whom it gave, with whom it agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from microcred.platform.institutions.access import by_public_id
from microcred.platform.network.models import Agreement, Right

MOST = 24
"""Neighbours that are drawn on each side; the table has them all."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An institution beside the one in the middle. `rights` counts those that hold now, by verb.

    `public_id` is empty for one of another registry.
    """

    name: str
    public_id: str
    did: str
    rights: dict[str, int]
    withdrawn: int
    agreements: int
    next_end: datetime | None
    shared: tuple[tuple[str, str], ...] = ()
    """Names and addresses of the micro-credentials that one of the two teaches and the other certifies."""

    @property
    def weight(self) -> int:
        """How many rights and agreements there are: the thickness of the line."""
        return sum(self.rights.values()) + self.agreements


@dataclass(frozen=True, slots=True)
class Map:
    """The institution in the middle, who accredits it, whom it accredits, and its partners.

    `fields` counts the rights that hold now by verb; `next_end` is when the first of them ends.
    """

    name: str
    public_id: str
    accreditors: tuple[Neighbour, ...]
    accredited: tuple[Neighbour, ...]
    partners: tuple[Neighbour, ...]
    fields: dict[str, int]
    next_end: datetime | None
    withdrawn: int


def network_map(public_id: str, now: datetime, *, verb: str = "") -> Map:
    """The map of an institution, of one kind of right where `verb` is given; raises `NotFound`."""
    found = by_public_id(public_id)
    rights = Right.objects.filter(verb=verb) if verb else Right.objects.all()
    up = _beside(rights.filter(holder_did=found.did), "giver", now)
    down = _beside(rights.filter(giver_did=found.did), "holder", now)
    fields: dict[str, int] = defaultdict(int)
    for one in up:
        for name, count in one.rights.items():
            fields[name] += count
    ends = [one.next_end for one in up if one.next_end]
    return Map(
        name=found.name,
        public_id=found.public_id,
        accreditors=up,
        accredited=down,
        partners=_partners(found.pk, now),
        fields=dict(fields),
        next_end=min(ends, default=None),
        withdrawn=sum(one.withdrawn for one in up),
    )


def holding(now: datetime) -> Q:
    """The rights that hold at a time."""
    begun = Q(starts__lte=now) & (Q(ends=None) | Q(ends__gt=now))
    return begun & (Q(withdrawn_at=None) | Q(withdrawn_at__gt=now))


def _beside(rights: object, side: str, now: datetime) -> tuple[Neighbour, ...]:
    """Counted by the database: one row for each neighbour and verb."""
    assert hasattr(rights, "values")
    counted = rights.values(f"{side}_did", f"{side}_name", f"{side}__public_id", "verb").annotate(
        holds=Count("pk", filter=holding(now)),
        gone=Count("pk", filter=Q(withdrawn_at__lte=now)),
        ends_next=Min("ends", filter=holding(now)),
    )
    by_did: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in counted:
        by_did[str(row[f"{side}_did"])].append(row)
    return _ordered(_neighbour(did, group, side) for did, group in by_did.items())


def _neighbour(did: str, group: list[dict[str, object]], side: str) -> Neighbour:
    ends = [row["ends_next"] for row in group if isinstance(row["ends_next"], datetime)]
    return Neighbour(
        name=str(group[0][f"{side}_name"]),
        public_id=str(group[0][f"{side}__public_id"] or ""),
        did=did,
        rights={str(row["verb"]): int(str(row["holds"])) for row in group if row["holds"]},
        withdrawn=sum(int(str(row["gone"])) for row in group),
        agreements=0,
        next_end=min(ends, default=None),
    )


def _partners(institution_id: int, now: datetime) -> tuple[Neighbour, ...]:
    open_ = Agreement.objects.filter(accepted_at__isnull=False, starts__lte=now)
    open_ = open_.filter(Q(ends=None) | Q(ends__gt=now))
    counts: dict[tuple[str, str, str], list[datetime | None]] = defaultdict(list)
    for one, other in (("proposer", "partner"), ("partner", "proposer")):
        fields = (f"{other}__name", f"{other}__public_id", f"{other}__did", "ends")
        for name, public_id, did, ends in open_.filter(**{f"{one}_id": institution_id}).values_list(*fields):
            counts[name, public_id, did].append(ends)
    return _ordered(
        Neighbour(name, public_id, did, {}, 0, len(ends), min((e for e in ends if e), default=None))
        for (name, public_id, did), ends in counts.items()
    )


def _ordered(found: Iterable[Neighbour]) -> tuple[Neighbour, ...]:
    return tuple(sorted(found, key=lambda one: (-one.weight, one.name)))
