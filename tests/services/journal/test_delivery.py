from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.services.journal import handlers

from microcred.platform.awards.events import AwardAnswered, BatchStep
from microcred.platform.credentials.events import StatusChanged
from microcred.platform.journal import queries, worker
from microcred.platform.journal import services as journal
from microcred.platform.journal.leases import LEASE
from microcred.platform.journal.services.claiming import claim

pytestmark = pytest.mark.django_db


def test_those_who_listen_hear_the_event_as_it_was_told(now: datetime) -> None:
    event = StatusChanged(("c" * 22, "d" * 22), "revoked", 7, now, 3, "Awarded twice.")
    journal.record(event)
    assert handlers.heard == []
    worker.run_due(now)
    assert handlers.heard == [event]
    worker.run_due(now + timedelta(days=1))
    assert handlers.heard == [event]


def test_a_listener_that_fails_hears_it_again_and_the_others_only_once(now: datetime) -> None:
    event = AwardAnswered("c" * 22, "accepted", 7, now, 3)
    journal.record(event)
    worker.run_due(now)
    assert sorted(map(str, handlers.heard)) == sorted(["badly", str(event)])
    worker.run_due(now + timedelta(minutes=5))
    worker.run_due(now + timedelta(minutes=10))
    assert handlers.heard.count("badly") == 3
    assert handlers.heard.count(event) == 1


def test_a_delivery_whose_worker_died_is_made_again_after_the_lease(now: datetime) -> None:
    journal.record(BatchStep("b" * 22, "created", 7, now, None))
    journal.seal()
    assert claim(now) is not None  # and its worker dies
    assert worker.run_due(now) == 0
    assert worker.run_due(now + LEASE) == 1
    assert len(handlers.heard) == 1


def test_a_listener_that_was_taken_off_the_list_is_passed_over(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.record(BatchStep("b" * 22, "created", 7, now, None))
    journal.seal()
    monkeypatch.setitem(handlers.EVENTS, "awards.BatchStep", ())
    assert worker.run_due(now) == 1
    assert handlers.heard == []
    assert queries.failed_jobs() == []
