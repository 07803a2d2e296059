"""Whether assessors differ so much that another one has to look. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.rubric.results import Marks, result


@dataclass(frozen=True)
class Difference:
    """How far assessors are apart: the points, whether one lets pass whom another fails, the criteria."""

    points: int
    verdicts: bool
    criteria: tuple[str, ...]
    needs_moderation: bool


def difference(method: Method, all_marks: Sequence[Marks]) -> Difference:
    """Compares what several assessors gave.

    A third one moderates if they differ by more points in all than the method tolerates, or if the verdict
    would be another one. One assessor alone never differs.
    """
    results = [result(method, marks) for marks in all_marks]
    totals = [one.points for one in results]
    apart = max(totals) - min(totals) if totals else 0
    verdicts = len({one.passed for one in results}) > 1
    criteria = tuple(
        criterion.name
        for criterion in method.criteria
        if len({str(marks.get(criterion.key)) for marks in all_marks}) > 1
    )
    return Difference(apart, verdicts, criteria, verdicts or apart > method.tolerance)
