"""Collections, and the pages by which credentials are shown to others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from microcred.platform.accounts.models import Account
from microcred.platform.institutions.queries import origin
from microcred.platform.portfolio import access
from microcred.platform.portfolio.errors import NotHeld
from microcred.platform.portfolio.models import Collection, Item, Share
from microcred.platform.portfolio.queries.holdings import Entry, by_id
from microcred.platform.portfolio.queries.reflections import ReflectionRow, reflections


@dataclass(frozen=True)
class CollectionRow:
    """A collection with the ids of what is in it, in order."""

    public_id: str
    name: str
    note: str
    created_at: datetime
    items: tuple[str, ...]


@dataclass(frozen=True)
class ShareRow:
    """A link as its owner sees it. `state` is open, ended or withdrawn."""

    public_id: str
    address: str
    title: str
    note: str
    collection: str
    created_at: datetime
    ends_at: datetime | None
    withdrawn_at: datetime | None
    indexed: bool
    with_words: bool
    count: int
    state: str


@dataclass(frozen=True)
class Shown:
    """What a link shows to whoever opens it: whose, and the credentials that are still there to be shown.

    `notes` is what the owner wrote to them, by their ids: empty unless the link was made to show it.
    """

    public_id: str
    address: str
    title: str
    note: str
    owner: str
    ends_at: datetime | None
    indexed: bool
    entries: Sequence[Entry]
    notes: Mapping[str, ReflectionRow]


def share_address(public_id: str) -> str:
    """The address of a link, whole."""
    return f"{origin()}/s/{public_id}"


def collections(actor: Account) -> list[CollectionRow]:
    """The collections of a learner by name."""
    rows = Collection.objects.filter(owner=actor).prefetch_related("items")
    return sorted((_collection(one) for one in rows), key=lambda one: one.name.casefold())


def collection(actor: Account, public_id: str) -> CollectionRow:
    """One collection; raises `NotHeld`."""
    found = next((one for one in collections(actor) if one.public_id == public_id), None)
    if found is None:
        raise NotHeld(public_id[:40])
    return found


def shares(actor: Account, now: datetime) -> list[ShareRow]:
    """The links that a learner made, the open ones first, then the latest."""
    rows = Share.objects.filter(owner=actor).select_related("collection")
    rows = rows.prefetch_related("items", "collection__items")
    found = [_share(one, now) for one in rows.order_by("-created_at")]
    return sorted(found, key=lambda one: one.state != "open")


def share(actor: Account, public_id: str, now: datetime) -> ShareRow:
    """One link of a learner; raises `NotHeld`."""
    found = next((one for one in shares(actor, now) if one.public_id == public_id), None)
    if found is None:
        raise NotHeld(public_id[:40])
    return found


def shown(public_id: str, now: datetime) -> Shown:
    """What a link shows; raises `NotHeld`, or `ShareOver` after its time.

    What the learner has declined since, or does not hold any more, is not shown; what was withdrawn by its
    issuer is, with that said.
    """
    found = access.open_share(public_id, now)
    owner = Account.objects.get(pk=found.owner_id)
    held: Mapping[str, Entry] = by_id(owner, now)
    ids = _ids(found.collection.items.all() if found.collection else found.items.all())
    entries = [held[one] for one in ids if one in held and held[one].accepted]
    written = reflections(owner) if found.with_words else {}
    return Shown(
        found.pk,
        share_address(found.pk),
        found.title,
        found.note,
        owner.name or owner.email,
        found.ends_at,
        found.indexed,
        entries,
        {one.id: written[one.id] for one in entries if one.id in written},
    )


def _ids(items: QuerySet[Item]) -> tuple[str, ...]:
    rows = sorted(items, key=lambda one: (one.position, one.pk))
    return tuple(str(one.award_id or one.imported_id) for one in rows)


def _collection(row: Collection) -> CollectionRow:
    return CollectionRow(row.pk, row.name, row.note, row.created_at, _ids(row.items.all()))


def _share(row: Share, now: datetime) -> ShareRow:
    over = row.ends_at is not None and row.ends_at <= now
    count = len((row.collection or row).items.all())
    return ShareRow(
        row.pk,
        share_address(row.pk),
        row.title,
        row.note,
        row.collection.name if row.collection else "",
        row.created_at,
        row.ends_at,
        row.withdrawn_at,
        row.indexed,
        row.with_words,
        count,
        "withdrawn" if row.withdrawn_at else "ended" if over else "open",
    )
