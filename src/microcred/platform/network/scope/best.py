"""Which of an institution's rights counts: the one whose chain comes to most."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from microcred.platform.network.scope.branches import Above, nothing_above
from microcred.platform.network.scope.chains import Chain, Find, Given, Outcome, chain
from microcred.platform.network.scope.values import Subject

_BEST: dict[Outcome, int] = {"passed": 0, "undecided": 1, "failed": 2}


def best_chain(
    rights: Iterable[Given],
    find: Find,
    anchors: Collection[str],
    *,
    at: datetime,
    logged_at: datetime | None,
    subject: Subject,
    above: Above = nothing_above,
) -> Chain | None:
    """The chain that comes to most, the other arguments as for `chain`; None where there is no right.

    A chain that holds without a later withdrawal is not looked beyond.
    """
    best: Chain | None = None
    for right in rights:
        found = chain(right, find, anchors, at=at, logged_at=logged_at, subject=subject, above=above)
        if best is None or _rank(found) < _rank(best):
            best = found
        if (found.outcome, found.reason) == ("passed", ""):
            break
    return best


def _rank(one: Chain) -> tuple[int, bool, bool, int]:
    return _BEST[one.outcome], one.reason == "outside", one.withdrawn_at is not None, len(one.limits)
