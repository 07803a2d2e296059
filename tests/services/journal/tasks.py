"""Two tasks as `django_tasks` has them."""

from __future__ import annotations

from django_tasks import task


@task
def add(left: int, *, right: int) -> int:
    return left + right


@task
def divide(left: int) -> float:
    return left / 0
