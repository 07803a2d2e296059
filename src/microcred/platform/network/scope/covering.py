"""Whether a scope covers a micro-credential, and whether one scope lies inside another.

Containment is sound: what an inner scope covers, the outer one covers too (tested as a property).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from microcred.platform.network.scope.branches import ISCED_F, Above, nothing_above, within
from microcred.platform.network.scope.values import HIGHEST, LOWEST, Scope, Subject

Limit = Literal["verb", "field", "level", "method", "credits", "country", "period", "passing on"]


def covers(scope: Scope, subject: Subject, above: Above = nothing_above) -> tuple[Limit, ...]:
    """The limits that keep `subject` outside; none where it is covered. The period is not looked at."""
    return tuple(_outside(scope, subject, above))


def _outside(scope: Scope, subject: Subject, above: Above) -> Iterator[Limit]:
    if scope.branches and not _in_branches(scope, subject, above):
        yield "field"
    limited = (scope.lowest, scope.highest) != (LOWEST, HIGHEST)
    if limited and (subject.level is None or not scope.lowest <= subject.level <= scope.highest):
        yield "level"
    if scope.methods and (not subject.methods or not subject.methods <= scope.methods):
        yield "method"
    if scope.credits is not None and (subject.credits is None or subject.credits > scope.credits):
        yield "credits"
    if scope.countries and subject.country not in scope.countries:
        yield "country"


def _in_branches(scope: Scope, subject: Subject, above: Above) -> bool:
    """The field lies in a field of education, or every skill in a branch of a framework."""
    if subject.field and _any(subject.field, scope, above):
        return True
    return bool(subject.skills) and all(_any(skill, scope, above) for skill in subject.skills)


def _any(address: str, scope: Scope, above: Above) -> bool:
    return any(within(address, branch.address, above) for branch in scope.branches)


def contains(outer: Scope, inner: Scope, above: Above = nothing_above) -> tuple[Limit, ...]:
    """The limits by which `inner` goes beyond `outer`; none where it lies inside, one step below it."""
    return tuple(_beyond(outer, inner, above))


def _beyond(outer: Scope, inner: Scope, above: Above) -> Iterator[Limit]:
    if outer.verb != inner.verb:
        yield "verb"
    if outer.branches and not (inner.branches and all(_any(b.address, outer, above) for b in inner.branches)):
        yield "field"
    if not (outer.lowest <= inner.lowest and inner.highest <= outer.highest):
        yield "level"
    if outer.methods and not (inner.methods and inner.methods <= outer.methods):
        yield "method"
    if outer.credits is not None and (inner.credits is None or inner.credits > outer.credits):
        yield "credits"
    if outer.countries and not (inner.countries and inner.countries <= outer.countries):
        yield "country"
    if inner.starts < outer.starts or (
        outer.ends is not None and (inner.ends is None or inner.ends > outer.ends)
    ):
        yield "period"
    if outer.passes_on < inner.passes_on + 1:
        yield "passing on"


__all__ = ["ISCED_F", "Limit", "contains", "covers"]
