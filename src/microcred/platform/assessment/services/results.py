"""The educator's marks of a cohort, from a sheet or a program: checked row by row, taken all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from microcred.platform.accounts import queries as accounts
from microcred.platform.assessment import access
from microcred.platform.assessment.errors import NotReady, NotTaughtHere, OwnRow, OwnWork, ResultsRefused
from microcred.platform.assessment.events import CohortStep
from microcred.platform.assessment.models import Cohort, CohortState, Marking, Stage, Submission
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.services.handing_in import candidate
from microcred.platform.assessment.services.refusing import refusals_told
from microcred.platform.assessment.sheet import Given, Line, read_rows, rows_of_sheet
from microcred.platform.assessment.teaching import only_these
from microcred.platform.awards.sheets import Problem
from microcred.platform.awards.sheets.errors import RowError
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

OPEN = (CohortState.MARKING, CohortState.RETURNED)


def check_results(
    *, actor: Account, cohort: str, now: datetime, data: bytes = b"", rows: Sequence[Given] | None = None
) -> list[Line]:
    """What would be taken: each row of a sheet, or of `rows`, with its result and its problems.

    Nothing is written. Raises `ResultsRefused` for what is no list of results at all, or `NotReady`.
    """
    found = _open(actor, cohort)
    return _lines(actor, found, now, data, rows)


def checked_lines(actor: Account, cohort: Cohort, rows: Sequence[Given], now: datetime) -> list[Line]:
    """The same for a cohort that may not be there yet."""
    return _lines(actor, cohort, now, b"", rows)


def take_results(
    *, actor: Account, cohort: str, now: datetime, data: bytes = b"", rows: Sequence[Given] | None = None
) -> int:
    """Takes the educator's marks; how many people. The same again changes nothing.

    One row a person: name, email, and for each criterion the level's name, key or points. Raises
    `ResultsRefused` or, for who would mark themself, `OwnWork`, naming the first row; takes nothing then.
    """
    with (
        refusals_told(actor=actor, step="results", about=cohort, now=now),
        transaction.atomic(),
    ):
        found = _open(actor, cohort)
        lines = _lines(actor, found, now, data, rows)
        _refuse(lines)
        for line in lines:
            _take(actor, found, line, now)
        journal.record(
            CohortStep(found.public_id, "marked", (), found.method.institution_id, now, actor.pk, "")
        )
    return len(lines)


def _open(actor: Account, cohort: str) -> Cohort:
    found = access.cohort(actor, cohort, to="cohort")
    if found.state not in OPEN:
        raise NotReady
    return found


def _lines(
    actor: Account, cohort: Cohort, now: datetime, data: bytes, rows: Sequence[Given] | None
) -> list[Line]:
    method = Method.read(cohort.method.content)
    given = rows_of_sheet(method, data) if rows is None else rows
    own = {one.casefold() for one in (actor.email, *accounts.confirmed_addresses(actor))}
    these = only_these(cohort)
    found = []
    for line in read_rows(method, given, timezone.localdate(now)):
        if line.email.casefold() in own:
            line = _with(line, OwnRow)
        elif these is not None and line.email and line.email.casefold() not in these:
            line = _with(line, NotTaughtHere)
        found.append(line)
    return found


def _with(line: Line, error: type[RowError]) -> Line:
    return replace(line, problems=(Problem.of(error, line.number, "email", line.email), *line.problems))


def _refuse(lines: Sequence[Line]) -> None:
    """Raises for the first row with a problem; that somebody would mark themself before all others."""
    problems = [one for line in lines for one in line.problems]
    own = next((one for one in problems if one.code == OwnRow.code), None)
    if own is not None:
        raise OwnWork(str(own.row))
    if problems:
        first = problems[0]
        raise ResultsRefused(f"{first.row}: {first.column}: {first.value[:60]}")


def _take(actor: Account, cohort: Cohort, line: Line, now: datetime) -> None:
    work, _ = Submission.objects.get_or_create(
        cohort=cohort,
        email=line.email,
        attempt=1,
        defaults={
            "method": cohort.method,
            "name": line.name,
            "candidate": candidate(),
            "handed_in_at": now,
        },
    )
    Submission.objects.filter(pk=work.pk).update(name=line.name, stage=Stage.TO_DECIDE)
    Marking.objects.filter(submission=work).delete()
    Marking.objects.create(
        submission=work,
        assessor=actor,
        round="first",
        place=1,
        marks=line.marks,
        begun_at=now,
        finished_at=now,
    )
