"""How an institution stands for a micro-credential at a date: its rights, followed to an anchor."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from microcred.errors import MicrocredError
from microcred.platform.frameworks import queries as frameworks
from microcred.platform.network import reading
from microcred.platform.network.queries.leaves import leaf_of
from microcred.platform.network.queries.sieve import addresses_of
from microcred.platform.network.reading import anchors
from microcred.platform.network.scope import Chain, Given, Outcome, Subject, Verb, best_chain
from microcred.platform.network.scope.branches import Above
from microcred.platform.network.scope.subjects import awarded_at, subject_of


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link of the chain for a page: names, the right's public id and the value itself."""

    giver: str
    holder: str
    address: str
    given: Given


@dataclass(frozen=True, slots=True)
class Standing:
    """What is to be said of an institution's right. `reason` is a key of `words.REASONS`.

    `links` begin with the institution's own right and end at the accreditor; `withdrawn_at` is set also for a
    withdrawal after the date asked about.
    """

    outcome: Outcome
    reason: str
    links: tuple[LinkShown, ...] = ()
    limits: tuple[str, ...] = ()
    withdrawn_at: datetime | None = None


def standing(
    holder: str,
    subject: Subject,
    at: datetime,
    *,
    verb: Verb = "certify",
    logged_at: datetime | None = None,
    without: Collection[str] = (),
) -> Standing:
    """Whether the institution with the DID `holder` had the right at `at`, by the rights known here.

    `logged_at` as for `scope.chain`: see `logged`. The best of its rights counts; `without` are addresses of
    rights that are taken as if they were none.
    """
    known = _Known(subject, at, verb, frozenset(without))
    found = best_chain(
        known.of(holder),
        known.find,
        anchors(),
        at=at,
        logged_at=logged_at,
        subject=subject,
        above=known.above,
    )
    return _shown(found, known) if found else Standing("undecided", "none")


def by_what_right(document: Mapping[str, Any], body: bytes) -> Standing | None:
    """The standing of the issuer of a credential whose proof holds, as of the date of the award.

    `body` is the signed text, whose hash is looked for in the log. None where it is no Open Badge with a
    date, or no right of its issuer is known here: most credentials need none.
    """
    try:
        at = awarded_at(document)
        subject = subject_of(document)
        issuer = document["issuer"]
    except (MicrocredError, KeyError, TypeError, ValueError):
        return None
    did = str(issuer.get("id", "")) if isinstance(issuer, Mapping) else str(issuer)
    if at is None:
        return None
    found = standing(did, subject, at, logged_at=logged(sha256(body).hexdigest()))
    return None if found.reason == "none" else found


def logged(digest: str) -> datetime | None:
    """When the bytes with this hash stood in a signed log, ours or one read here; None if in none."""
    leaf = leaf_of(digest)
    return leaf.head.at if leaf else None


def find(address: str) -> Given | None:
    """A right by the address of its document."""
    row = next(iter(reading.at_address(address)), None)
    return row[0] if row else None


def filed(addresses: Iterable[str] = ()) -> Above:
    """What the frameworks here file an address under; `addresses` are read at once, others as asked."""
    wanted = list(addresses)
    known = dict(frameworks.above(wanted)) if wanted else {}

    def above(address: str) -> frozenset[str]:
        if address not in known:
            known.update(frameworks.above([address]))
        return known[address]

    return above


class _Known:
    """The rights here as they are needed for one question, each read once."""

    def __init__(self, subject: Subject, at: datetime, verb: Verb, without: frozenset[str]) -> None:
        self._subject, self._at, self._verb, self._without = subject, at, verb, without
        self._rows: dict[str, reading.Named] = {}
        self.above = filed(subject.skills)

    def of(self, holder: str) -> Iterator[Given]:
        """The rights of `holder`: those that may hold first, the others only if none of these is enough."""
        addresses = addresses_of(self._subject, self.above)
        first = self._kept(reading.likely(holder, self._verb, self._at, self._subject.level, addresses))
        yield from first
        seen = {one.id for one in first}
        yield from (one for one in self._kept(reading.held(holder, self._verb)) if one.id not in seen)

    def find(self, address: str) -> Given | None:
        """A right by the address of its document."""
        if address not in self._rows:
            self._kept(reading.at_address(address))
        row = self._rows.get(address)
        return row[0] if row else None

    def names(self, address: str) -> tuple[str, str]:
        """The names of giver and holder of a right that was found."""
        return self._rows[address][1:]

    def _kept(self, found: list[reading.Named]) -> list[Given]:
        new = [one for one in found if one[0].id not in self._without]
        self._rows.update({one[0].id: one for one in new})
        return [one[0] for one in new]


def _shown(found: Chain, known: _Known) -> Standing:
    links = tuple(LinkShown(*known.names(one.id), one.id, one) for one in found.links)
    return Standing(found.outcome, found.reason, links, found.limits, found.withdrawn_at)
