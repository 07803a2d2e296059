"""What workers do for frameworks: an import, and the suggestions for a table of courses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from microcred.platform.journal import services as journal

IMPORT = "frameworks.import"
COURSES = "frameworks.courses"
Tell = Callable[[int, int], None]


def enqueue_import(run: str) -> None:
    """Puts an import on the list of work, in the transaction that asked for it."""
    journal.enqueue(IMPORT, run)


def enqueue_courses(table: str) -> None:
    """Puts the suggestions for a table of courses on the list of work."""
    journal.enqueue(COURSES, table)


def import_(run: str, now: datetime, tell: Tell) -> None:
    """Imports the files of a run."""
    from microcred.platform.frameworks.services.runs import perform_import  # it enqueues through this module

    perform_import(run, now, tell)


def courses(table: str, now: datetime, tell: Tell) -> None:
    """Suggests skills for each course of a table."""
    from microcred.platform.frameworks.services.coursetables import suggest_for_table

    suggest_for_table(table, now, tell)
