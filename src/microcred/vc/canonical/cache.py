"""The bounded memory of shapes: a shape is worth a template when it is seen for the third time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from itertools import count
from threading import Lock

from microcred.vc.canonical.slots import scheme_of
from microcred.vc.canonical.template import Template

SIGHTINGS = 3
"""Sightings after which a template is made: a stranger's file sent once or twice costs itself only."""

MOST_SEEN = 4_096
"""Sightings that are remembered."""

MOST_QUADS = 20_000
"""The size of all templates together: some 30 MB."""

MOST_IN_PLAN = 32
"""Templates of one shape."""


class Plan:
    """What is known of a shape. `fixed` are texts that decide what others mean, `iris` are identifiers.

    A template of None says that documents with these fixed texts have none.
    """

    __slots__ = ("fixed", "iris", "templates", "used")

    def __init__(self, fixed: Sequence[int] = (), iris: Sequence[int] = ()) -> None:
        self.fixed = fixed
        self.iris = iris
        self.templates: dict[tuple[object, ...], Template | None] = {}
        self.used = 0

    def key(self, free: list[str]) -> tuple[object, ...]:
        """The key of the template for these texts: unambiguous, since a plan fixes its length.

        Which identifiers are equal belongs to it: two descriptions of one are another document.
        """
        key: list[object] = [free[number] for number in self.fixed]
        first: dict[str, int] = {}
        for number in self.iris:
            text = free[number]
            key += (scheme_of(text), first.setdefault(text, number))
        return tuple(key)

    @property
    def weight(self) -> int:
        """The size of its templates, in quads."""
        return 10 + sum(template.weight for template in self.templates.values() if template)


class Shapes:
    """Plans by shape; the least recently used are given up first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: OrderedDict[int, int] = OrderedDict()
        self._plans: dict[Hashable, Plan] = {}
        self._clock = count(1)
        self.weight = 0
        """The size of all templates, in quads."""

    def plan(self, shape: Hashable) -> Plan | None:
        """The plan of a shape that is known."""
        found = self._plans.get(shape)
        if found is not None:
            found.used = next(self._clock)
        return found

    def is_due(self, key: Hashable) -> bool:
        """Counts a sighting; says whether it is time for a template."""
        number = hash(key)
        with self._lock:
            seen = self._seen.pop(number, 0) + 1
            if seen >= SIGHTINGS:
                return True
            self._seen[number] = seen
            if len(self._seen) > MOST_SEEN:
                self._seen.popitem(last=False)
            return False

    def add(self, shape: Hashable, plan: Plan, free: list[str], template: Template | None) -> None:
        """Remembers what was made of a shape."""
        if template is not None and template.weight > MOST_QUADS // 10:
            template = None
        with self._lock:
            self._drop(shape)
            if len(plan.templates) >= MOST_IN_PLAN:
                plan.templates = {}
            plan.templates = {**plan.templates, plan.key(free): template}
            plan.used = next(self._clock)
            self._plans[shape] = plan
            self.weight += plan.weight
            while self.weight > MOST_QUADS:
                self._drop(min(self._plans, key=lambda one: self._plans[one].used))

    def _drop(self, shape: Hashable) -> None:
        gone = self._plans.pop(shape, None)
        if gone is not None:
            self.weight -= gone.weight
