"""The bounded memory of shapes: a shape is worth a template when it is seen for the third time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from itertools import count
from threading import Lock

from microcred.vc.canonical.slots import scheme_of
from microcred.vc.canonical.template import Template

SIGHTINGS = 3
"""Sightings after which a template is made: a stranger's file sent once or twice costs itself only."""

MOST_SHAPES = 4_096
"""Shapes that are remembered, most of them as a number only."""

MOST_QUADS = 20_000
"""The size of all templates together: some 20 MB."""


class Plan:
    """How the texts of a shape are told apart: `fixed` ones belong to the key; `iris` are identifiers."""

    __slots__ = ("fixed", "iris", "number")
    _numbers = count()

    def __init__(self, fixed: list[int], iris: list[int]) -> None:
        self.fixed = fixed
        self.iris = iris
        self.number = next(Plan._numbers)

    def key(self, free: list[str]) -> tuple[object, ...]:
        """The key of the template for these texts: unambiguous, since a plan fixes its length.

        Which identifiers are equal belongs to it: two descriptions of one are another document.
        """
        key: list[object] = [self.number]
        key += [free[number] for number in self.fixed]
        first: dict[str, int] = {}
        for number in self.iris:
            text = free[number]
            key += (scheme_of(text), first.setdefault(text, number))
        return tuple(key)


class Shapes:
    """Plans by shape, templates by plan and fixed texts, each the least recently used given up first.

    A template of None says that the shape has none.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: OrderedDict[int, int] = OrderedDict()
        self._plans: OrderedDict[Hashable, Plan] = OrderedDict()
        self._templates: OrderedDict[Hashable, Template | None] = OrderedDict()
        self._weight = 0

    def plan(self, shape: Hashable) -> Plan | None:
        """The plan of a shape that is known."""
        with self._lock:
            found = self._plans.get(shape)
            if found is not None:
                self._plans.move_to_end(shape)
            return found

    def template(self, key: Hashable) -> tuple[bool, Template | None]:
        """Whether the key is known, and its template."""
        with self._lock:
            if key not in self._templates:
                return False, None
            self._templates.move_to_end(key)
            return True, self._templates[key]

    def is_due(self, key: Hashable) -> bool:
        """Counts a sighting; says whether it is time for a template."""
        number = hash(key)
        with self._lock:
            seen = self._seen.pop(number, 0) + 1
            if seen >= SIGHTINGS:
                return True
            self._seen[number] = seen
            if len(self._seen) > MOST_SHAPES:
                self._seen.popitem(last=False)
            return False

    def add(self, shape: Hashable, plan: Plan, free: list[str], template: Template | None) -> None:
        """Remembers what was made of a shape."""
        if _weight(template) > MOST_QUADS // 10:
            template = None
        with self._lock:
            self._plans[shape] = plan
            if len(self._plans) > MOST_SHAPES // 8:
                self._plans.popitem(last=False)
            key = plan.key(free)
            if key in self._templates:
                self._weight -= _weight(self._templates[key])
            self._templates[key] = template
            self._weight += _weight(template)
            while self._weight > MOST_QUADS:
                _, gone = self._templates.popitem(last=False)
                self._weight -= _weight(gone)


def _weight(template: Template | None) -> int:
    return template.weight if template else 1
