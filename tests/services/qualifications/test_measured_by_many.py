"""Several workers measure one draft; one that is killed costs what it was at, and nothing in the answer."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests import house
from tests.services.admissions.scene import NOW
from tests.services.qualifications.test_measuring import cohort, draft

from microcred.platform.journal import worker
from microcred.platform.journal.models import Job
from microcred.platform.qualifications import queries, services
from microcred.platform.qualifications.models import Measurement, Portion
from microcred.platform.qualifications.register import changes
from microcred.platform.qualifications.services import measuring, portions
from microcred.platform.qualifications.services.rulebooks import read_draft

PROCESS = Path(__file__).parent / "measures.py"


def asked() -> tuple[str, dict[str, object]]:
    """A measurement of seven learners that waits, and what it must come to."""
    here, book, _ = cohort()
    one = here_qualification(book)
    for name in ("Dora Ek", "Emil Falk", "Finn Gran", "Gro Hav"):
        learner = house.person(name)
        here.award(learner, "data")
        services.start(actor=learner, public_id=one, now=NOW)
    text = draft(here)
    services.save(actor=here.registrar, public_id=book, text=text, now=NOW)
    whole = changes(book, queries.rule_version(book, 1), read_draft(book, 2, text), NOW)
    assert (whole.people, len(whole.changes)) == (7, 7)
    expected = {
        "people": whole.people,
        "better": whole.better,
        "worse": whole.worse,
        "changed": len(whole.changes),
        "changes": [[one.person, one.before.value, one.after.value] for one in whole.changes],
    }
    return services.measure(actor=here.registrar, public_id=book, now=NOW), expected


def here_qualification(book: str) -> str:
    found = queries.Qualification.objects.get(book__public_id=book)
    return str(found.public_id)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_the_answer_does_not_depend_on_how_the_people_were_laid_out(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(portions, "SIZE", size)
    measurement, expected = asked()
    worker.run_due(NOW)
    row = Measurement.objects.get(public_id=measurement)
    assert row.result == expected
    assert row.hands == -(-7 // size)
    assert not Portion.objects.exists()


@pytest.mark.django_db
def test_only_so_many_changes_are_kept_by_name_but_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "SIZE", 2)
    monkeypatch.setattr(portions, "MOST_KEPT", 3)
    measurement, expected = asked()
    worker.run_due(NOW)
    result = Measurement.objects.get(public_id=measurement).result
    assert result == {**expected, "changes": expected["changes"][:3]}  # type: ignore[index]


@pytest.mark.django_db
def test_a_hand_that_begins_again_goes_on_with_what_it_had_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "SIZE", 2)
    measurement, expected = asked()
    row = Measurement.objects.get(public_id=measurement)
    measuring._lay_out(row)
    begun, other = portions.take(row, 0), portions.take(row, 1)
    assert begun is not None
    assert other is not None
    assert (begun.number, other.number) == (0, 1)
    assert portions.take(row, 0) == begun
    measuring.perform(measurement, NOW, lambda done, total: None)
    assert Measurement.objects.get(public_id=measurement).finished_at is None, "the other is still at it"
    measuring.perform(f"{measurement} 1", NOW, lambda done, total: None)
    assert Measurement.objects.get(public_id=measurement).result == expected


def test_a_killed_worker_costs_no_one_and_nobody_is_counted_twice(shared_database: dict[str, str]) -> None:
    measurement, expected = asked()
    with _start(shared_database, 0) as first:
        assert first.stdout is not None
        _go(first)
        done = [int(first.stdout.readline()) for _ in range(3)]
        first.send_signal(signal.SIGKILL)
    row = Measurement.objects.get(public_id=measurement)
    assert row.finished_at is None
    assert portions.progress(row) == (2, 7), "two are stored, the third was being worked on"

    both = [_start(shared_database, 5) for _ in range(2)]
    for each in both:
        _go(each)
    again = [sorted(map(int, each.communicate(timeout=120)[0].split())) for each in both]
    assert all(each.returncode == 0 for each in both)
    assert all(again), "both had a share"
    assert sorted(again[0] + again[1]) == sorted(set(range(7)) - set(done[:2]))
    row.refresh_from_db()
    assert row.result == expected
    assert set(Job.objects.filter(kind=queries.MEASURE).values_list("state", flat=True)) == {"done"}


def _start(environ: dict[str, str], minutes: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(PROCESS), str(minutes)]
    pipe = subprocess.PIPE
    found = subprocess.Popen(command, env=environ, stdin=pipe, stdout=pipe, text=True)
    assert found.stdout is not None
    assert found.stdout.readline() == "ready\n"
    return found


def _go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()
