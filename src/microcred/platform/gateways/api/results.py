"""Marks of a cohort that is taught here: what is asked for, a dry run of rows, and the rows themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import BaseModel, ConfigDict, Field

from microcred.platform.assessment import access, queries, services
from microcred.platform.assessment.sheet import MOST, Given, Line
from microcred.platform.gateways.access import Caller, own
from microcred.platform.gateways.api import once
from microcred.platform.gateways.api.awards import Key
from microcred.platform.gateways.api.calling import Permission, caller_of, declared
from microcred.platform.gateways.scopes import Scope
from microcred.platform.web.asking import now

router = Router(tags=["Results"])
SEND = Permission(Scope.RESULTS_WRITE, access.ROLES["cohort"])
BYTES = 2_000_000
Id = Annotated[str, Path(max_length=40, description="The id of the cohort.")]
Word = Annotated[str, Field(max_length=200)]


class Level(BaseModel):
    """A level of a criterion."""

    key: str
    name: str
    points: int


class Criterion(BaseModel):
    """What is marked, with its levels from the lowest to the highest."""

    key: str
    name: str
    levels: list[Level]
    at_least: str | None = Field(description="The key of the level that must be reached, or null.")


class Cohort(BaseModel):
    """A cohort that is taught here, and how it is marked."""

    id: str
    name: str
    title: str
    certifier: str
    state: Literal["marking", "handed_over", "drawn", "released", "held", "returned"]
    people: int
    needed_points: int
    criteria: list[Criterion]


class ResultIn(BaseModel):
    """One person's marks: for each criterion, by its key, the level's key, name or points."""

    model_config = ConfigDict(extra="forbid")

    name: Word = Field("", description="As it is to stand on the credential.")
    email: str = Field("", max_length=254)
    marks: dict[Annotated[str, Field(max_length=40)], Word] = Field({}, max_length=20)


class ResultsIn(BaseModel):
    """The marks of a cohort, all or none."""

    model_config = ConfigDict(extra="forbid")

    rows: list[ResultIn] = Field(min_length=1, max_length=MOST)


class RowProblem(BaseModel):
    """What is wrong with a row, and at which of its fields."""

    code: str
    at: str
    value: str
    sentence: str
    remedy: str


class CheckedResult(BaseModel):
    """A row with what it comes to; `number` counts from 1."""

    number: int
    name: str
    email: str
    points: int | None
    passes: bool | None
    problems: list[RowProblem]


class Report(BaseModel):
    """What the rows come to. `taken` is how many were written: none by a check."""

    taken: int
    problems: int
    rows: list[CheckedResult]


@router.get("/cohorts/{cohort}", **declared(SEND, response=Cohort, operation_id="getCohort"))
def cohort(request: HttpRequest, cohort: Id) -> Cohort:
    """A cohort with its criteria and levels."""
    caller = caller_of(request)
    _own(caller, cohort)
    row, method = queries.cohort_method(caller.account, cohort)
    return Cohort.model_validate(
        {
            "id": row.public_id,
            "name": row.name,
            "title": row.title,
            "certifier": row.certifier,
            "state": row.state,
            "people": row.people,
            "needed_points": method.pass_points,
            "criteria": [
                {
                    "key": one.key,
                    "name": one.name,
                    "at_least": one.at_least,
                    "levels": [level.model_dump(include={"key", "name", "points"}) for level in one.levels],
                }
                for one in method.criteria
            ],
        }
    )


@router.post(
    "/cohorts/{cohort}/results/check",
    **declared(SEND, most_bytes=BYTES, response=Report, operation_id="checkResults"),
)
def check(request: HttpRequest, cohort: Id, body: ResultsIn) -> Report:
    """The dry run: what each row comes to, and all that is wrong. Nothing is written."""
    caller = caller_of(request)
    _own(caller, cohort)
    return report(_checked(caller, cohort, given(body), now()))


@router.post(
    "/cohorts/{cohort}/results",
    **declared(SEND, most_bytes=BYTES, response={201: Report}, operation_id="sendResults"),
)
def send(request: HttpRequest, cohort: Id, body: ResultsIn, idempotency_key: Key = "") -> HttpResponse:
    """Takes the marks of all rows, or of none. Nobody marks themself: not the account of the key either."""
    caller, at, rows = caller_of(request), now(), given(body)

    def work() -> Report:
        _own(caller, cohort)
        taken = services.take_results(actor=caller.account, cohort=cohort, rows=rows, now=at)
        return report(_checked(caller, cohort, rows, at), taken)

    return once.created(caller, idempotency_key, f"results {cohort}", body, at, work)


def _own(caller: Caller, public_id: str) -> None:
    found = access.cohort(caller.account, public_id, to="cohort")
    own(caller, found.educator_id, public_id)


def _checked(caller: Caller, cohort: str, rows: Sequence[Given], at: datetime) -> list[Line]:
    return services.check_results(actor=caller.account, cohort=cohort, rows=rows, now=at)


def given(body: ResultsIn) -> list[Given]:
    """The rows as the service takes them, numbered from 1."""
    return [Given(number, one.name, one.email, one.marks) for number, one in enumerate(body.rows, 1)]


def report(lines: Sequence[Line], taken: int = 0) -> Report:
    """What the lines come to, as it is answered."""
    rows = [
        CheckedResult(
            number=line.number,
            name=line.name,
            email=line.email,
            points=line.result.points if line.result else None,
            passes=line.result.passed if line.result else None,
            problems=[
                RowProblem(
                    code=one.code, at=one.column, value=one.value, sentence=one.sentence, remedy=one.remedy
                )
                for one in line.problems
            ],
        )
        for line in lines
    ]
    return Report(taken=taken, problems=sum(len(row.problems) for row in rows), rows=rows)
