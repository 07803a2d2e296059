from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django_tasks import task_backends

from microcred.platform.journal import worker
from microcred.platform.journal.leases import ATTEMPTS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tasks(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "microcred.platform.journal.tasks_backend.RowsBackend"}}


@pytest.fixture
def tasks() -> Any:
    from tests.services.journal import tasks

    return tasks


def test_a_task_is_done_as_a_job_and_its_result_kept(now: datetime, tasks: Any) -> None:
    result = tasks.add.enqueue(2, right=3)
    assert not result.is_finished
    worker.run_due(now)
    result.refresh()
    assert result.return_value == 5
    assert task_backends["default"].get_result(result.id).args == [2]


def test_a_task_waits_for_its_time(now: datetime, tasks: Any) -> None:
    result = tasks.add.using(run_after=now + timedelta(hours=1)).enqueue(1, right=1)
    worker.run_due(now)
    result.refresh()
    assert not result.is_finished
    worker.run_due(now + timedelta(hours=1))
    result.refresh()
    assert result.return_value == 2


def test_a_task_that_raises_is_tried_again_and_then_failed(now: datetime, tasks: Any) -> None:
    result = tasks.divide.enqueue(1)
    for number in range(ATTEMPTS):
        worker.run_due(now + number * timedelta(hours=2))
    result.refresh()
    assert result.status == "FAILED"
    assert result.errors[0].exception_class is ZeroDivisionError
