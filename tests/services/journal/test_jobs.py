from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from tests.services.journal import handlers
from tests.services.journal.conftest import Start

from microcred.platform.journal import queries, worker
from microcred.platform.journal import services as journal
from microcred.platform.journal.leases import ATTEMPTS, LEASE
from microcred.platform.journal.models import Entry, Job
from microcred.platform.journal.services.claiming import claim

WEEK = timedelta(days=7)


def state_of(public_id: str) -> str:
    found = queries.progress(public_id)
    assert found is not None
    return found.state


@pytest.mark.django_db
def test_a_job_is_done_once_it_is_due(now: datetime) -> None:
    job = journal.enqueue("tests.count", "one", due=now)
    assert worker.run_due(now - timedelta(seconds=5)) == 0
    assert worker.run_due(now) == 1
    assert (handlers.done, state_of(job)) == (["one"], "done")


@pytest.mark.django_db
def test_the_same_waits_once_only_at_the_time_that_was_said_last(now: datetime) -> None:
    first = journal.enqueue("tests.count", "one", due=now)
    assert journal.enqueue("tests.count", "one", due=now + WEEK) == first
    assert journal.enqueue("tests.count", "two", due=now + WEEK) != first
    assert worker.run_due(now) == 0
    assert worker.run_due(now + WEEK) == 2


@pytest.mark.django_db
def test_what_is_asked_for_while_it_runs_is_done_again_afterwards_not_beside(now: datetime) -> None:
    first = journal.enqueue("tests.count", "one")
    running = claim(now)
    assert running is not None
    second = journal.enqueue("tests.count", "one")
    assert (running.pk, second != first) == (first, True)
    assert worker.run_due(now) == 0
    worker.run_due(now + LEASE)
    assert (state_of(first), state_of(second), handlers.done) == ("done", "done", ["one", "one"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "code"),
    [("tests.refuse", "job.unknown"), ("tests.break", "job.broken"), ("x.y", "journal.kind-unknown")],
)
def test_a_job_that_goes_wrong_is_tried_again_and_then_failed_with_its_code(
    kind: str, code: str, now: datetime
) -> None:
    job = journal.enqueue(kind, "one")
    for number in range(ATTEMPTS + 2):
        worker.run_due(now + number * timedelta(hours=2))
    found = queries.progress(job)
    assert found is not None
    assert (found.state, found.error, found.attempts, found.over) == ("failed", code, ATTEMPTS, True)
    assert found.sentence and "ada" not in found.detail
    assert [one.id for one in queries.failed_jobs()] == [job]


@pytest.mark.django_db
def test_a_failed_job_waits_longer_each_time(now: datetime) -> None:
    job, waits, at = journal.enqueue("tests.refuse", "one"), [], now
    for _ in range(ATTEMPTS - 1):
        worker.run_due(at)
        due = Job.objects.get(pk=job).due
        assert due is not None
        waits.append(round((due - at).total_seconds()))
        at = due
    assert waits == [10, 40, 160, 640, 2560]


@pytest.mark.django_db
def test_a_failed_job_can_be_tried_again_by_hand(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    job = journal.enqueue("tests.refuse", "one")
    for number in range(ATTEMPTS):
        worker.run_due(now + number * timedelta(hours=2))
    assert journal.try_again(job)
    assert not journal.try_again(job)
    monkeypatch.setitem(handlers.JOBS, "tests.refuse", handlers.JOBS["tests.count"])
    worker.run_due(now + timedelta(days=1))
    assert state_of(job) == "done"


@pytest.mark.django_db
def test_a_job_that_went_wrong_gives_way_to_the_same_asked_for_meanwhile(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask_again(reference: str, *_: object) -> None:
        journal.enqueue("tests.refuse", reference, due=now + WEEK)
        raise ZeroDivisionError

    monkeypatch.setattr(handlers, "refuse", ask_again)
    first = journal.enqueue("tests.refuse", "one")
    worker.run_due(now)
    assert state_of(first) == "replaced"
    assert Job.objects.filter(state="waiting", due=now + WEEK).count() == 1


@pytest.mark.django_db
def test_progress_is_told_and_prolongs_the_lease(now: datetime) -> None:
    job = journal.enqueue("tests.steps", "b" * 22)
    worker.run_due(now, limit=1)
    found = queries.progress(job)
    assert found is not None
    assert (found.done, found.total, found.state) == (6, 6, "done")
    other = journal.enqueue("tests.tell", "one")
    worker.run_due(now)
    told = queries.latest_job("tests.tell", "one")
    assert told is not None
    assert (told.id, told.done, told.total) == (other, 3, 4)


@pytest.mark.django_db
def test_a_worker_that_was_too_slow_leaves_the_job_to_the_other(now: datetime) -> None:
    job = journal.enqueue("tests.slow", "one")
    assert worker.run_due(now, limit=1) == 1
    assert state_of(job) == "running"
    assert Job.objects.get(pk=job).attempts == 2


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_is_given_up(now: datetime) -> None:
    job = journal.enqueue("tests.count", "one")
    for number in range(ATTEMPTS):
        assert claim(now + number * LEASE) is not None
    assert claim(now + ATTEMPTS * LEASE) is None
    found = queries.progress(job)
    assert found is not None
    assert (found.state, found.error) == ("failed", "job.worker-lost")


def test_a_killed_worker_loses_nothing_and_nothing_is_done_twice(start: Start) -> None:
    job = journal.enqueue("tests.steps", "b" * 22)
    killed = start("work", HANG_AT="3")
    assert killed.stdout is not None
    assert killed.stdout.readline() == "hanging\n"
    killed.kill()  # SIGKILL, in the middle of the fourth step's transaction
    assert killed.wait(10) < 0
    steps = Entry.objects.filter(kind="awards.BatchStep")
    assert steps.count() == 3
    now = timezone.now()
    worker.run_due(now)
    assert state_of(job) == "running"  # the lease is not over
    worker.run_due(now + LEASE * 1.1)
    assert state_of(job) == "done"
    assert steps.count() == steps.values("body").distinct().count() == handlers.STEPS
    assert queries.verify_chain().whole


def test_a_worker_that_is_told_to_end_finishes_the_job_in_hand(start: Start) -> None:
    job = journal.enqueue("tests.wait", "one")
    told = start("work")
    assert told.stdout is not None
    assert told.stdout.readline() == "waiting\n"
    told.terminate()
    assert told.wait(10) == 0
    assert state_of(job) == "done"


def test_several_workers_do_each_job_once(start: Start) -> None:
    jobs = [journal.enqueue("tests.count", str(number)) for number in range(30)]
    workers = [start("work") for _ in range(2)]
    deadline = timezone.now() + timedelta(seconds=60)
    while Job.objects.filter(pk__in=jobs).exclude(state="done").exists() and timezone.now() < deadline:
        assert all(one.poll() is None for one in workers)
        worker.run_due(timezone.now(), limit=1)
    assert set(Job.objects.filter(pk__in=jobs).values_list("state", "attempts")) == {("done", 1)}


@pytest.mark.django_db
def test_a_round_is_begun_once_an_hour_by_one_machine(now: datetime) -> None:
    journal.tick(now)
    journal.tick(now + timedelta(minutes=59))
    assert handlers.done == ["hourly"]
    journal.tick(now + timedelta(minutes=60))
    assert handlers.done == ["hourly", "hourly"]


@pytest.mark.django_db
def test_finished_jobs_are_forgotten_after_a_month_and_failed_ones_are_not(now: datetime) -> None:
    job = journal.enqueue("tests.count", "one")
    failed = journal.enqueue("tests.refuse", "one")
    for number in range(ATTEMPTS):
        worker.run_due(now + number * timedelta(hours=2))
    journal.tick(now + timedelta(days=40))
    assert queries.progress(job) is None
    assert state_of(failed) == "failed"
