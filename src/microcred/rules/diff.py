"""What a new version of a rule would change for people: shown before it is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from microcred.rules.evaluate.evaluation import Evaluator, Outcome
from microcred.rules.facts import HeldCredential
from microcred.rules.model.rule import Rule

Standing = tuple[Outcome, Fraction]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a register, or a past case: `id` is whatever names them there. `at` is the day of a past
    decision; without it the day that is asked about holds."""

    id: str
    held: tuple[HeldCredential, ...]
    at: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One person for whom something would change: what it comes to and what is missing, before and after."""

    person: str
    before: Outcome
    after: Outcome
    missing_before: Fraction
    missing_after: Fraction

    @property
    def better(self) -> bool:
        """Whether the new version is kinder to this person."""
        return _rank(self.after, self.missing_after) < _rank(self.before, self.missing_before)


@dataclass(frozen=True, slots=True)
class VersionChange:
    """All that would change. `counts` has every pair of outcomes, also equal ones, with how many people."""

    old: int
    new: int
    people: int
    changes: tuple[Change, ...]
    counts: tuple[tuple[Outcome, Outcome, int], ...]

    @property
    def better(self) -> int:
        """For how many people it would be kinder."""
        return sum(change.better for change in self.changes)

    @property
    def worse(self) -> int:
        """For how many people it would be harder."""
        return len(self.changes) - self.better


def compare(old: Rule, new: Rule, register: Iterable[Person], at: date) -> VersionChange:
    """What `new` in place of `old` would come to for a register of people and past cases."""
    changes: list[Change] = []
    counts: Counter[tuple[Outcome, Outcome]] = Counter()
    comparer = Comparer(old, new, at)
    for person in register:
        before, after = comparer.both(person)
        counts[before[0], after[0]] += 1
        change = _change(person, before, after)
        if change is not None:
            changes.append(change)
    order = list(Outcome)
    pairs = sorted(counts.items(), key=lambda pair: (order.index(pair[0][0]), order.index(pair[0][1])))
    return VersionChange(
        old.version,
        new.version,
        sum(counts.values()),
        tuple(sorted(changes, key=lambda change: change.person)),
        tuple((before, after, number) for (before, after), number in pairs),
    )


class Comparer:
    """Two versions made ready for one person after another; `at` is the day of those without one of their
    own."""

    def __init__(self, old: Rule, new: Rule, at: date) -> None:
        self._old, self._new, self._at = old, new, at
        self._ready: dict[date, tuple[Evaluator, Evaluator]] = {}

    def both(self, person: Person) -> tuple[Standing, Standing]:
        """What either version comes to, and how much is missing."""
        day = person.at or self._at
        if day not in self._ready:
            self._ready[day] = (Evaluator(self._old, day), Evaluator(self._new, day))
        first, second = self._ready[day]
        return first.standing(person.held), second.standing(person.held)

    def change(self, person: Person) -> Change | None:
        """What would change for one person; None where nothing would."""
        return _change(person, *self.both(person))


def _change(person: Person, before: Standing, after: Standing) -> Change | None:
    return None if before == after else Change(person.id, before[0], after[0], before[1], after[1])


def _rank(outcome: Outcome, missing: Fraction) -> tuple[int, Fraction]:
    return (list(Outcome).index(outcome), missing)
