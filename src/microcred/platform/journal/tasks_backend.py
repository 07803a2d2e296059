"""Tasks of `django_tasks` as jobs of ours, so that what speaks that interface gets the lease too.

    TASKS = {"default": {"BACKEND": "microcred.platform.journal.tasks_backend.RowsBackend"}}

A task that raises is tried again as every job is; its result is kept with the job, for a month.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskContext, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from microcred.errors import MicrocredError
from microcred.platform.journal.errors import JobBroken
from microcred.platform.journal.models import Job, JobState
from microcred.platform.journal.services.enqueuing import enqueue
from microcred.ports.identifiers import new_public_id

KIND = "journal.task"
_STATUS = {
    JobState.WAITING: TaskResultStatus.READY,
    JobState.RUNNING: TaskResultStatus.RUNNING,
    JobState.DONE: TaskResultStatus.SUCCESSFUL,
    JobState.FAILED: TaskResultStatus.FAILED,
    JobState.REPLACED: TaskResultStatus.FAILED,
}


class RowsBackend(BaseTaskBackend):
    """Enqueues tasks as jobs of the journal, within the caller's transaction."""

    supports_defer = True
    supports_get_result = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Puts a task on the list of work; its result can be asked for by its id."""
        self.validate_task(task)
        reference = new_public_id()
        payload = {"task": task.module_path, "args": normalize_json(args), "kwargs": normalize_json(kwargs)}
        enqueue(KIND, reference, due=task.run_after, payload=payload)
        return self.get_result(reference)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """How a task stands and what it returned; raises `TaskResultDoesNotExist`."""
        job = Job.objects.filter(kind=KIND, reference=result_id).first()
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return _result(job, self.alias)


def perform(reference: str, now: datetime, tell: Callable[[int, int], None]) -> None:
    """Runs a task, as a job, and keeps what it returned."""
    job = Job.objects.get(kind=KIND, reference=reference)
    result = _result(job, "default")
    context = (TaskContext(task_result=result),) if result.task.takes_context else ()
    returned = result.task.call(*context, *result.args, **result.kwargs)
    with transaction.atomic():
        payload = {**job.payload, "returned": normalize_json(returned)}
        Job.objects.filter(pk=job.pk, claim=job.claim).update(payload=payload)


def _errors(job: Job) -> list[TaskError]:
    if not job.error:
        return []
    broken = job.error == JobBroken.code
    path = job.detail if broken else f"{MicrocredError.__module__}.{MicrocredError.__qualname__}"
    return [TaskError(exception_class_path=path, traceback="")]


def _result(job: Job, alias: str) -> TaskResult[Any]:
    task: Task[Any, Any] = import_string(job.payload["task"])
    result: TaskResult[Any] = TaskResult(
        task=task.using(run_after=job.due),
        id=job.reference,
        status=_STATUS[JobState(job.state)],
        enqueued_at=job.created_at,
        started_at=None,
        finished_at=job.finished_at,
        last_attempted_at=None,
        args=job.payload["args"],
        kwargs=job.payload["kwargs"],
        backend=alias,
        errors=_errors(job),
        worker_ids=[job.claim] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.payload.get("returned"))
    return result
