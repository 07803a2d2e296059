"""Who could certify something, and what would break if a right ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from microcred.platform.institutions.access import by_public_id
from microcred.platform.network import rows
from microcred.platform.network.models import Right
from microcred.platform.network.queries.map import holding
from microcred.platform.network.queries.rights import RightRow, by_addresses, resting_on, right
from microcred.platform.network.queries.sieve import near
from microcred.platform.network.queries.standings import filed, find, standing
from microcred.platform.network.reading import anchors
from microcred.platform.network.scope import Given, Subject, Verb, chain, covers


@dataclass(frozen=True, slots=True)
class Breaking:
    """What ends with a right: the rights passed on from it, and who would be left without any of the kind."""

    right: RightRow
    rights: tuple[RightRow, ...]
    left_without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A micro-credential that its institution could award no more, since no other right covers it."""

    title: str
    address: str
    holder: str


UnderRight = Callable[[int], Iterable[tuple[str, str, Subject]]]
"""Name, address and subject of what the institution with this number awards only under a right."""
MOST = 100
"""Micro-credentials that are looked at for one right."""


def uncovered(found: Breaking, under_right: UnderRight, now: datetime) -> list[Uncovered]:
    """What could be awarded no more if a right and those that rest on it ended."""
    gone = {found.right.address, *(one.address for one in found.rights)}
    holders = {one.holder_did: one for one in (found.right, *found.rights)}
    asked = (
        (one, *row)
        for one in holders.values()
        if one.holder_id and one.verb == "certify"
        for row in under_right(by_public_id(one.holder_id).pk)
    )
    return [
        Uncovered(title, address, one.holder)
        for one, title, address, subject in islice(asked, MOST)
        if _rests_on(one.holder_did, subject, gone, now)
    ]


def _rests_on(did: str, subject: Subject, gone: set[str], now: datetime) -> bool:
    """Whether it is covered today, and by nothing else."""
    today = standing(did, subject, now)
    if today.outcome != "passed" or gone.isdisjoint(link.address for link in today.links):
        return False
    return standing(did, subject, now, without=gone).outcome != "passed"


def who_could(
    subject: Subject, now: datetime, *, verb: Verb = "certify", most: int = 50, loosely: bool = False
) -> list[RightRow]:
    """The rights that cover a micro-credential at `now` and rest on an anchor, one for each institution.

    `loosely` asks for the field and the level only, where the rest is not decided yet.
    """
    ends, known, found = anchors(), filed(subject.skills), dict[str, str]()
    candidates = Right.objects.filter(holding(now), verb=verb).defer("body", "withdrawal_body")
    if subject.level is not None:
        candidates = candidates.filter(lowest__lte=subject.level, highest__gte=subject.level)
    candidates = near(candidates, subject, known)
    rights: dict[str, Given | None] = {}

    def remembered(address: str) -> Given | None:
        if address not in rights:
            rights[address] = find(address)
        return rights[address]

    for row in candidates.order_by("holder_name", "pk").iterator(chunk_size=2000):
        one = rows.given(row)
        limits = set(covers(one.scope, _at_home(subject, row), known))
        if loosely:
            limits &= _asked(subject)
        if row.holder_did in found or limits:
            continue
        if chain(one, remembered, ends, at=now).outcome == "passed":
            found[row.holder_did] = row.address
        if len(found) == most:
            break
    return sorted(by_addresses(found.values(), now), key=lambda one: one.holder)


def _asked(subject: Subject) -> set[str]:
    fields = {"field"} if subject.field or subject.skills else set()
    return fields | ({"level"} if subject.level is not None else set())


def _at_home(subject: Subject, row: Right) -> Subject:
    """The country is that of who would certify; it is not known here for a limit that names several."""
    country = row.countries[0] if row.countries else subject.country
    return Subject(subject.skills, subject.field, subject.level, subject.methods, subject.credits, country)


def breaking(public_id: str, now: datetime) -> Breaking:
    """What would break if a right ended now; raises `RightUnknown`."""
    one = right(public_id, now)
    below = [each for each in resting_on(one.address, now) if each.state == "active"]
    gone = {one.address, *(each.address for each in below)}
    holders = {each.holder_did: each.holder for each in (one, *below)}
    verb_rights = Right.objects.filter(holding(now), holder_did__in=holders, verb=one.verb)
    kept = set(verb_rights.exclude(address__in=gone).values_list("holder_did", flat=True))
    return Breaking(one, tuple(below), tuple(name for did, name in holders.items() if did not in kept))
