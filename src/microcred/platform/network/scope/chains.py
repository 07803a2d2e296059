"""Following a right to the anchor that it rests on, as of a date.

What is wrong with a link decides: failed for what is certain (expired, withdrawn before, more passed on than
held, a cycle), undecided for what cannot be known here (a right that is not at hand, no anchor, an award of
before a withdrawal whose hash stood in no log).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from microcred.platform.network.scope.branches import Above, nothing_above
from microcred.platform.network.scope.covering import Limit, contains, covers
from microcred.platform.network.scope.values import Scope, Subject

Outcome = Literal["passed", "failed", "undecided"]
Reason = Literal[
    "",
    "none",
    "outside",
    "not yet valid",
    "expired",
    "withdrawn",
    "withdrawn later",
    "before withdrawal unproven",
    "more than held",
    "not the giver's",
    "cycle",
    "too long",
    "not at hand",
    "no anchor",
]
LIMIT = 6
"""The most links of a chain."""


@dataclass(frozen=True, slots=True)
class Given:
    """A right as its signed document says: who gave it to whom, and the right of the giver it rests on."""

    id: str
    giver: str
    holder: str
    scope: Scope
    rests_on: str = ""
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """What following came to. `links` begin with the right asked about.

    `limits` name what was passed on beyond, or what keeps the subject outside; `withdrawn_at` is the earliest
    withdrawal of a link, also one after the date asked about, which is to be shown.
    """

    outcome: Outcome
    reason: Reason
    links: tuple[Given, ...] = ()
    limits: tuple[Limit, ...] = ()
    withdrawn_at: datetime | None = None

    @property
    def anchor(self) -> str:
        """The DID that the chain rests on; empty unless it passed."""
        return self.links[-1].giver if self.links and self.outcome == "passed" else ""


Find = Callable[[str], Given | None]


def chain(
    right: Given,
    find: Find,
    anchors: Collection[str],
    *,
    at: datetime,
    logged_at: datetime | None = None,
    subject: Subject | None = None,
    above: Above = nothing_above,
    limit: int = LIMIT,
) -> Chain:
    """The chain of `right` as of `at`, a time with a zone.

    `find` gets a right by its id. `logged_at` is when the award's hash stood in a signed log, None where it
    is not known to have stood in any: then an award before a withdrawal is undecided, whatever date it bears.
    """
    links, seen, failed = [right], {right.id}, covers(right.scope, subject, above) if subject else ()
    if failed:
        return Chain("failed", "outside", (right,), failed)
    while True:
        here = links[-1]
        wrong = _at(here.scope, at)
        if wrong:
            return Chain("failed", wrong, tuple(links))
        if here.giver in anchors and not here.rests_on:
            return _withdrawals(tuple(links), at, logged_at)
        if not here.rests_on:
            return Chain("undecided", "no anchor", tuple(links))
        above_it = find(here.rests_on)
        if above_it is None:
            return Chain("undecided", "not at hand", tuple(links))
        stop, limits = _step(here, above_it, seen, above)
        links.append(above_it)
        if stop:
            return Chain("failed", stop, tuple(links), limits)
        if len(links) > limit:
            return Chain("failed", "too long", tuple(links))
        seen.add(above_it.id)


def _at(scope: Scope, at: datetime) -> Reason:
    if at < scope.starts:
        return "not yet valid"
    return "" if scope.holds(at) else "expired"


def _step(here: Given, over: Given, seen: set[str], above: Above) -> tuple[Reason, tuple[Limit, ...]]:
    if over.id in seen:
        return "cycle", ()
    if over.holder != here.giver:
        return "not the giver's", ()
    limits = contains(over.scope, here.scope, above)
    return ("more than held" if limits else ""), limits


def _withdrawals(links: tuple[Given, ...], at: datetime, logged_at: datetime | None) -> Chain:
    times = [link.withdrawn_at for link in links if link.withdrawn_at is not None]
    if not times:
        return Chain("passed", "", links)
    first = min(times)
    if first <= at:
        return Chain("failed", "withdrawn", links, withdrawn_at=first)
    if logged_at is None or logged_at > first:
        return Chain("undecided", "before withdrawal unproven", links, withdrawn_at=first)
    return Chain("passed", "withdrawn later", links, withdrawn_at=first)
