"""Many at once, each on a connection of their own: exactly one decision, and none lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from time import monotonic
from typing import Any

import pytest
from django.db import connections
from tests import assessing, house
from tests.assessing import GOOD, POOR, WORK

from microcred.errors import MicrocredError
from microcred.platform.assessment import services
from microcred.platform.assessment.errors import DecidedAlready, PlaceTaken
from microcred.platform.assessment.models import Decision, Marking, Submission
from microcred.platform.awards.models import Award
from microcred.platform.journal.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


def at_once(works: list[Callable[[], Any]], together: int = 1) -> list[Any]:
    """What each came to, begun together on connections of their own.

    Fails where fewer than `together` were at it in one moment.
    """
    barrier, shared = Barrier(len(works)), connections["default"]
    spans: list[tuple[float, float]] = []

    def run(work: Callable[[], Any]) -> Any:
        connections["default"] = shared.copy()
        connections["default"].ensure_connection()
        barrier.wait(timeout=60)
        begun = monotonic()
        try:
            return work()
        except MicrocredError as error:
            return type(error)
        finally:
            spans.append((begun, monotonic()))
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        found = list(pool.map(run, works))
    assert max(sum(begun <= at < ended for begun, ended in spans) for at, _ in spans) >= together
    return found


def test_two_who_decide_in_the_same_moment_make_one_decision(
    shared_database: dict[str, str], now: datetime
) -> None:
    made = assessing.scene()
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    services.mark(actor=made.assessors[0], submission=work, marks=GOOD, now=now)

    def decide(number: int) -> Callable[[], Any]:
        outcome = "passed" if number % 2 else "failed"
        return lambda: services.decide(
            actor=made.certifiers[number % 2], submission=work, outcome=outcome, reason="Seen.", now=now
        )

    found = at_once([decide(number) for number in range(8)], together=2)
    assert found.count(DecidedAlready) == 7
    assert Entry.objects.filter(kind="assessment.StepRefused").count() == 7
    assert Decision.objects.count() == 1
    assert Award.objects.count() == (Decision.objects.get().outcome == "passed")


def test_two_who_take_the_last_place_at_once_get_it_once(
    shared_database: dict[str, str], now: datetime
) -> None:
    made = assessing.scene()
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    found = at_once(
        [
            lambda who=who: services.take(actor=who, submission=work, now=now)  # type: ignore[misc]
            for who in made.assessors
        ]
    )
    assert found.count(PlaceTaken) == 2
    assert Marking.objects.count() == 1


def test_fifty_assessors_at_once_lose_no_decision(shared_database: dict[str, str], now: datetime) -> None:
    made = assessing.scene()
    assessors = [house.member(made.certifier, f"Assessor {n}", "assessor", "certifier") for n in range(MANY)]
    works = [
        services.hand_in(actor=house.person(f"Learner {n}"), method=made.method, work=WORK, now=now)
        for n in range(MANY)
    ]

    def assess(number: int) -> Callable[[], Any]:
        def run() -> Any:
            services.mark(
                actor=assessors[number], submission=works[number], marks=GOOD if number % 5 else POOR, now=now
            )
            return services.decide(
                actor=assessors[number],
                submission=works[number],
                outcome="passed" if number % 5 else "failed",
                reason=f"Seen by {number}.",
                now=now,
            )

        return run

    found = at_once([assess(number) for number in range(MANY)], together=MANY * 4 // 5)
    assert not [one for one in found if isinstance(one, type)]
    assert Decision.objects.count() == MANY
    assert Award.objects.count() == MANY - MANY // 5
    assert set(Submission.objects.exclude(award="").values_list("award", flat=True)) == {
        one for one in found if one
    }
