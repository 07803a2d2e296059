"""What one person's credentials have in common, as sets of bits: bit n is the credential number n.

A condition over two hundred credentials is then a few operations on whole numbers instead of two hundred
questions. `checks.Check` says why a single credential fails; this says at once which do not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from microcred.rules.evaluate.checks import Seen


class Facets:
    """Tables over credentials that stand in their order, oldest award first; each is made when asked for."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self.seen = seen
        self.all = (1 << len(seen)) - 1

    def _table(self, values: Callable[[Seen], Iterable[str]]) -> dict[str, int]:
        found: dict[str, int] = {}
        for n, each in enumerate(self.seen):
            for value in values(each):
                found[value] = found.get(value, 0) | 1 << n
        return found

    def those(self, holds: Callable[[Seen], bool]) -> int:
        """Those of which something holds."""
        return sum(1 << n for n, each in enumerate(self.seen) if holds(each))

    @cached_property
    def _achievements(self) -> dict[str, int]:
        return self._table(lambda each: each.achievements)

    @cached_property
    def _by(self) -> dict[str, int]:
        return self._table(lambda each: each.by)

    @cached_property
    def _scopes(self) -> dict[str, int]:
        return self._table(lambda each: each.held.scopes)

    @cached_property
    def _fields(self) -> dict[str, int]:
        return self._table(lambda each: (each.held.field,))

    @cached_property
    def _skills(self) -> dict[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = {}
        for n, each in enumerate(self.seen):
            for skill, level in each.skills.items():
                found.setdefault(skill, []).append((1 << n, level or 0))
        return found

    @cached_property
    def _levels(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for n, each in enumerate(self.seen):
            if each.level is not None:
                found[each.level] = found.get(each.level, 0) | 1 << n
        return found

    @cached_property
    def _days(self) -> list[date]:
        return [each.held.awarded for each in self.seen]

    @cached_property
    def home(self) -> int:
        """Those from the home institution."""
        return self.those(lambda each: each.held.home)

    @cached_property
    def papers(self) -> int:
        """Those that a person has seen and no machine has checked."""
        return self.those(lambda each: bool(each.held.seen_by))

    @cached_property
    def credit(self) -> int:
        """Those whose credit can be counted."""
        return self.those(lambda each: each.credit_fault is None)

    def achievements(self, names: Iterable[str]) -> int:
        """Those that are, or count as, one of these micro-credentials."""
        return _any(self._achievements, names)

    def by(self, names: Iterable[str]) -> int:
        """Those issued or certified by one of these."""
        return _any(self._by, names)

    def scopes(self, names: Iterable[str]) -> int:
        """Those whose issuer or certifier was accredited for one of these."""
        return _any(self._scopes, names)

    def fields(self, beginnings: tuple[str, ...]) -> int:
        """Those in one of these fields or narrower."""
        found = 0
        for field, bits in self._fields.items():
            if field.startswith(beginnings):
                found |= bits
        return found

    def skill(self, skill: str, level: int) -> int:
        """Those that state a skill at a level or higher; 0 where any level will do."""
        found = 0
        for bit, has in self._skills.get(skill, ()):
            if has >= level:
                found |= bit
        return found

    def levels(self, lowest: int, highest: int) -> int:
        """Those at a level within these."""
        found = 0
        for level, bits in self._levels.items():
            if lowest <= level <= highest:
                found |= bits
        return found

    def awarded(self, first: date, last: date) -> int:
        """Those awarded within these days: one stretch, since they stand in the order of their awards."""
        begin, end = bisect_left(self._days, first), bisect_right(self._days, last)
        return ((1 << end) - 1) & ~((1 << begin) - 1) if begin < end else 0


def _any(table: dict[str, int], names: Iterable[str]) -> int:
    found = 0
    for name in names:
        found |= table.get(name, 0)
    return found


def numbers(bits: int) -> list[int]:
    """The numbers of the credentials of a set, in order."""
    found = []
    while bits:
        low = bits & -bits
        found.append(low.bit_length() - 1)
        bits ^= low
    return found
