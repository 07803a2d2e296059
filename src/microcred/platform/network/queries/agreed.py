"""When one institution lets another lead to what it certifies: agreements of the kind "award"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Literal, NamedTuple

from django.db.models import Q

from microcred.platform.network.models import Agreement
from microcred.platform.network.queries.standings import filed
from microcred.platform.network.scope import Branch, Scope, Subject, covers
from microcred.platform.network.scope.branches import Above
from microcred.platform.network.scope.covering import Limit

FEW = 50
"""Pairs up to which just theirs are read, and not all between these institutions."""
AgreedState = Literal["active", "coming", "ended", "outside", "none"]


class Asked(NamedTuple):
    """Whether `proposer` lets `partner` lead to `subject`; both are numbers of institutions."""

    proposer: int
    partner: int
    subject: Subject


class Period(NamedTuple):
    """From `starts` on, before `ends`; without an end where that is None."""

    starts: datetime
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """The periods in which agreements cover something, in order and apart from each other.

    `limits` are what keeps it outside an agreement, where there is one and it covers too little.
    """

    periods: tuple[Period, ...] = ()
    limits: tuple[Limit, ...] = ()

    def holds(self, at: datetime) -> bool:
        """Whether an agreement covers it at a time."""
        return any(one.starts <= at and (one.ends is None or at < one.ends) for one in self.periods)

    def state(self, at: datetime) -> AgreedState:
        """What is to be said of it at a time."""
        if self.holds(at):
            return "active"
        if any(one.starts > at for one in self.periods):
            return "coming"
        if self.periods:
            return "ended"
        return "outside" if self.limits else "none"

    def turn(self, at: datetime) -> datetime | None:
        """The next begin, else the last end before `at`: the date that goes with `state`."""
        coming = next((one.starts for one in self.periods if one.starts > at), None)
        return coming or (self.periods[-1].ends if self.periods else None)


def agreed(asked: Sequence[Asked]) -> list[Agreed]:
    """An answer to each, in two questions to the database however many there are."""
    rows = _accepted({(one.proposer, one.partner) for one in asked})
    above = filed(
        {skill for one in asked if (one.proposer, one.partner) in rows for skill in one.subject.skills}
    )
    return [_answer(one.subject, rows.get((one.proposer, one.partner), ()), above) for one in asked]


def _accepted(pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[Agreement]]:
    rows = Agreement.objects.filter(kind=Agreement.Kind.AWARD, accepted_at__isnull=False)
    if len(pairs) <= FEW:
        these = (Q(proposer_id=proposer, partner_id=partner) for proposer, partner in pairs)
        rows = rows.filter(reduce(or_, these, Q(pk__in=())))
    else:
        rows = rows.filter(
            proposer_id__in={proposer for proposer, _ in pairs},
            partner_id__in={partner for _, partner in pairs},
        )
    found: dict[tuple[int, int], list[Agreement]] = defaultdict(list)
    for row in rows.order_by("starts", "pk"):
        found[row.proposer_id, row.partner_id].append(row)
    return found


def _answer(subject: Subject, rows: Iterable[Agreement], above: Above) -> Agreed:
    periods: list[Period] = []
    limits: tuple[Limit, ...] = ()
    for row in rows:
        starts = max(row.starts, row.accepted_at or row.starts)
        if row.ends is not None and row.ends <= starts:
            continue
        branches = tuple(Branch(*branch) for branch in row.branches)
        scope = Scope("certify", starts, row.ends, branches, row.lowest, row.highest)
        outside = covers(scope, subject, above)
        if outside:
            limits = outside
        else:
            periods.append(Period(starts, row.ends))
    return Agreed(_joined(periods), limits)


def _joined(periods: Iterable[Period]) -> tuple[Period, ...]:
    found: list[Period] = []
    for one in sorted(periods, key=lambda period: period.starts):
        last = found[-1] if found else None
        if last is None or (last.ends is not None and last.ends < one.starts):
            found.append(one)
        elif last.ends is not None:
            ends = None if one.ends is None else max(last.ends, one.ends)
            found[-1] = Period(last.starts, ends)
    return tuple(found)
