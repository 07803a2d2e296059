"""The past cases that a rule was applied to: what a new version of it is compared on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from microcred.platform.admissions.facts import from_json
from microcred.platform.admissions.models import Decision
from microcred.rules.diff import Person


@dataclass(frozen=True)
class Decided:
    """The decisions that were told under a rule, each on its day; the id is that of the case."""

    rule: str

    def keys(self) -> Sequence[str]:
        """The oldest first. A rule's id is random enough to be looked for in the text."""
        rows = self._rows().annotate(text=Cast("evaluations", TextField()))
        return [str(pk) for pk in rows.filter(text__contains=self.rule).values_list("pk", flat=True)]

    def people(self, keys: Sequence[str]) -> Iterator[Person]:
        """Those whose inputs are still there."""
        rows = self._rows().filter(pk__in=[int(key) for key in keys])
        for case, inputs, day in rows.values_list("case__public_id", "inputs", "decided_at"):
            yield Person(case, tuple(from_json(one) for one in inputs or ()), day.date())

    def _rows(self) -> QuerySet[Decision]:
        kinds = ("entry", "credit", "exemption")
        mine = (Q(**{f"case__programme__{what}__public_id": self.rule}) for what in kinds)
        rows = Decision.objects.filter(reduce(or_, mine), inputs__isnull=False, told_at__isnull=False)
        return rows.order_by("pk")


def register(*, rule: str, now: datetime) -> Decided:
    """The past cases of a rule."""
    return Decided(rule)
