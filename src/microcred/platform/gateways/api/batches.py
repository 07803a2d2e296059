"""Batches: many people at once, as rows or as the sheet they came in; checked, released, followed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Query, Router, UploadedFile
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from microcred.platform.awards import access, queries, services
from microcred.platform.awards.sheets import PassRule
from microcred.platform.catalogue import access as catalogue
from microcred.platform.gateways.access import Caller, own
from microcred.platform.gateways.api import once, paging
from microcred.platform.gateways.api.awards import AWARD, SEE, IdentityIn, Key, PersonIn, identity_of
from microcred.platform.gateways.api.calling import Permission, caller_of, declared
from microcred.platform.gateways.api.paging import PAGE, Cursor, Most, Page
from microcred.platform.gateways.api.rows import as_sheet
from microcred.platform.gateways.scopes import Scope
from microcred.platform.web.asking import now

router = Router(tags=["Batches"])
APPROVE = Permission(Scope.AWARDS_WRITE, access.ROLES["approve"])
SHEET_BYTES = 20_100_000
ROWS = 10_000
"""Rows of one request as JSON; a sheet may have more."""

Id = Annotated[str, Path(max_length=40, description="The id of the batch.")]
BatchState = Literal["checking", "scheduled", "releasing", "released", "discarded"]
RowState = Literal["ready", "not_passed", "needs_you", "left_out", "already"]
_ROWS_URL = "/batches/{batch}/rows"


class Rule(BaseModel):
    """Who passes: a number to reach, words, or levels from lowest to highest. Without one, everybody."""

    model_config = ConfigDict(extra="forbid")

    comparison: Literal["at_least", "more_than", "at_most", "less_than"] = "at_least"
    limit: str | None = Field(None, max_length=20)
    words: list[Annotated[str, Field(max_length=200)]] = Field([], max_length=200)
    levels: list[Annotated[str, Field(max_length=200)]] = Field([], max_length=200)
    least: str = Field("", max_length=200)


class BatchIn(BaseModel):
    """Many people with their results."""

    model_config = ConfigDict(extra="forbid")

    micro_credential: str = Field(max_length=40, description="The id of a published micro-credential.")
    name: str = Field(
        "rows.csv", min_length=1, max_length=200, description="By what the batch is found again."
    )
    rows: list[PersonIn] = Field(min_length=1, max_length=ROWS)
    rule: Rule | None = None
    identity: IdentityIn = IdentityIn()


class Release(BaseModel):
    """When the batch is signed and the mails are sent; without a time, now."""

    model_config = ConfigDict(extra="forbid")

    at: AwareDatetime | None = None


class Counts(BaseModel):
    """What is to become of the rows."""

    to_award: int
    not_passed: int
    needs_you: int
    left_out: int
    already: int


class Progress(BaseModel):
    """Awards made, and to be made in all."""

    done: int
    total: int


class Batch(BaseModel):
    """A batch as it stands."""

    id: str
    micro_credential: str
    title: str
    name: str
    state: BatchState
    counts: Counts
    progress: Progress
    needs_approval: bool = Field(description="Whether a second person must approve it before its release.")
    created_at: datetime
    created_by: str
    approved_by: str
    release_at: datetime | None
    released_at: datetime | None
    same_file_before: list[str] = Field(description="Batches that were made of the very same file.")


class BatchLine(BaseModel):
    """A line of the list."""

    id: str
    name: str
    state: BatchState
    created_at: datetime
    awarded: int


class Batches(Page):
    """One page of batches, latest first."""

    items: list[BatchLine]


class Problem(BaseModel):
    """What stands in the way of a row, at which column."""

    code: str
    column: str
    value: str
    sentence: str
    remedy: str


class Row(BaseModel):
    """One row of a batch. In the sheet, and here, the headers are row 1."""

    number: int
    state: RowState
    values: dict[str, str]
    problems: list[Problem]
    likely_slips: list[str] = Field(description="Codes of what looks like a slip; it stops nothing.")


class Rows(Page):
    """One page of rows, by number."""

    items: list[Row]


class Fix(BaseModel):
    """Values of a row, put right; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    values: PersonIn


class Numbers(BaseModel):
    """The numbers of rows; without them, every row that needs somebody."""

    model_config = ConfigDict(extra="forbid")

    rows: list[int] | None = Field(None, max_length=ROWS)


@router.get("/batches", **declared(SEE, response=Batches, operation_id="listBatches"))
def batches(
    request: HttpRequest,
    cursor: Cursor = "",
    limit: Most = PAGE,
) -> Batches:
    """The batches of the institution, latest first."""
    caller, after = caller_of(request), paging.read_moment(cursor)
    found = queries.batches(caller.account, caller.institution)
    rows = sorted(found, key=lambda row: (row[3], row[0]), reverse=True)
    rows = [row for row in rows if after is None or (row[3], row[0]) < after]
    shown, following = paging.cut(rows, limit, lambda row: (row[3].isoformat(), row[0]))
    named = ("id", "name", "state", "created_at", "awarded")
    lines = [BatchLine.model_validate(dict(zip(named, row, strict=True))) for row in shown]
    return Batches(items=lines, next=following)


@router.post(
    "/batches",
    **declared(AWARD, most_bytes=10_000_000, response={201: Batch}, operation_id="startBatch"),
)
def start(request: HttpRequest, body: BatchIn, idempotency_key: Key = "") -> HttpResponse:
    """Checks many people as rows. Nothing is signed before the batch is released."""
    caller, at = caller_of(request), now()
    sheet = as_sheet([row.values() for row in body.rows])

    def work() -> Any:
        rule = PassRule.from_json(body.rule.model_dump()) if body.rule else None
        return _started(caller, body.micro_credential, body.name, sheet, body.identity, at, rule)

    return once.created(caller, idempotency_key, "batch", body, at, work)


@router.post(
    "/batches/sheet",
    **declared(AWARD, most_bytes=SHEET_BYTES, response={201: Batch}, operation_id="uploadSheet"),
)
def upload(
    request: HttpRequest,
    sheet: Annotated[UploadedFile, File(description="CSV or XLSX, up to 20 MB and 50,000 rows.")],
    micro_credential: Annotated[str, Form(max_length=40)],
    identity_way: Annotated[Literal["sign-in", "email"], Form()] = "email",
    idempotency_key: Key = "",
) -> HttpResponse:
    """Checks a sheet as it comes out of another program. Nothing is signed before the batch is released."""
    caller, at, data = caller_of(request), now(), sheet.read()
    name = (sheet.name or "sheet.csv")[:200]

    def work() -> Any:
        return _started(caller, micro_credential, name, data, IdentityIn(way=identity_way), at, None)

    what = f"sheet {micro_credential} {identity_way} {name}"
    return once.created(caller, idempotency_key, what, data, at, work)


@router.get("/batches/{batch}", **declared(SEE, response=Batch, operation_id="getBatch"))
def batch(request: HttpRequest, batch: Id) -> Batch:
    """A batch with its counts and how far its release is."""
    return _found(caller_of(request), batch)


@router.get(_ROWS_URL, **declared(SEE, response=Rows, operation_id="listRows"))
def rows(
    request: HttpRequest,
    batch: Id,
    state: Annotated[RowState | None, Query()] = None,
    cursor: Cursor = "",
    limit: Most = PAGE,
) -> Rows:
    """The rows of a batch by number. `state=needs_you` lists those that stand open, each with the remedy."""
    caller, place = caller_of(request), paging.read(cursor, int)
    _guard(caller, batch, to="view")
    after = min(int(place[0]), 2**31 - 1) if place else 0
    found = queries.rows(caller.account, batch, state=state or "", most=limit + 1, after=after)
    shown, following = paging.cut(found, limit, lambda row: (row.number,))
    return Rows(items=[_row(row) for row in shown], next=following)


@router.put(f"{_ROWS_URL}/{{number}}", **declared(AWARD, response=Batch, operation_id="fixRow"))
def fix(
    request: HttpRequest, batch: Id, number: Annotated[int, Path(ge=1, le=1_000_000)], body: Fix
) -> Batch:
    """Puts values of one row right; it is checked again."""
    caller = caller_of(request)
    _guard(caller, batch, to="award")
    given = body.values.model_dump(mode="json", exclude_unset=True)
    values = {name: value or "" for name, value in given.items()}
    services.fix_row(actor=caller.account, public_id=batch, number=number, values=values, now=now())
    return _found(caller, batch, to="award")


@router.post("/batches/{batch}/leave-out", **declared(AWARD, response=Batch, operation_id="leaveOut"))
def leave_out(request: HttpRequest, batch: Id, body: Numbers) -> Batch:
    """Leaves rows out of the release."""
    caller = caller_of(request)
    _guard(caller, batch, to="award")
    if body.rows is None:
        services.leave_out_open(actor=caller.account, public_id=batch, now=now())
    else:
        services.leave_out(actor=caller.account, public_id=batch, numbers=_known(body.rows), now=now())
    return _found(caller, batch, to="award")


@router.post("/batches/{batch}/approve", **declared(APPROVE, response=Batch, operation_id="approveBatch"))
def approve(request: HttpRequest, batch: Id) -> Batch:
    """The second person's yes to a large batch: never by whoever made it."""
    caller = caller_of(request)
    _guard(caller, batch, to="approve")
    services.approve(actor=caller.account, public_id=batch, now=now())
    return _found(caller, batch, to="approve")


@router.post("/batches/{batch}/release", **declared(AWARD, response=Batch, operation_id="releaseBatch"))
def release(request: HttpRequest, batch: Id, body: Release) -> Batch:
    """Sets the release. Until its time it can be undone; then it is signed in the background."""
    caller = caller_of(request)
    _guard(caller, batch, to="award")
    services.release(actor=caller.account, public_id=batch, now=now(), release_at=body.at)
    return _found(caller, batch, to="award")


@router.post("/batches/{batch}/undo", **declared(AWARD, response=Batch, operation_id="undoRelease"))
def undo(request: HttpRequest, batch: Id) -> Batch:
    """Takes a release back before its time."""
    caller = caller_of(request)
    _guard(caller, batch, to="award")
    services.undo(actor=caller.account, public_id=batch, now=now())
    return _found(caller, batch, to="award")


@router.post("/batches/{batch}/discard", **declared(AWARD, response=Batch, operation_id="discardBatch"))
def discard(request: HttpRequest, batch: Id) -> Batch:
    """Throws a batch away with its sheet, before anything was awarded."""
    caller = caller_of(request)
    _guard(caller, batch, to="award")
    services.discard(actor=caller.account, public_id=batch, now=now())
    return _found(caller, batch, to="award")


def _started(
    caller: Caller,
    micro_credential: str,
    name: str,
    data: bytes,
    identity: IdentityIn,
    at: datetime,
    rule: PassRule | None,
) -> Batch:
    found = catalogue.achievement(caller.account, micro_credential, to="award")
    own(caller, found.institution_id, micro_credential)
    made = services.award_many(
        actor=caller.account,
        achievement=micro_credential,
        file_name=name,
        data=data,
        now=at,
        identity=identity_of(identity),
        rule=rule,
    )
    return _found(caller, made, to="award")


def _known(numbers: list[int]) -> list[int]:
    """Numbers that a row can have at all: a database refuses larger ones."""
    return [number for number in numbers if 0 < number < 2**31]


def _guard(caller: Caller, public_id: str, *, to: str) -> None:
    with transaction.atomic():
        found = access.batch(caller.account, public_id, to=to)
    own(caller, found.institution_id, public_id)


def _found(caller: Caller, public_id: str, *, to: str = "view") -> Batch:
    _guard(caller, public_id, to=to)
    found = queries.batch(caller.account, public_id)
    done, total = queries.progress(caller.account, public_id)
    counts = found.counts
    return Batch.model_validate(
        {
            "id": found.public_id,
            "micro_credential": found.achievement,
            "title": found.title,
            "name": found.file_name,
            "state": found.state,
            "counts": {name: getattr(counts, name) for name in Counts.model_fields},
            "progress": {"done": done, "total": total},
            "needs_approval": found.needs_approval,
            "created_at": found.created_at,
            "created_by": found.created_by,
            "approved_by": found.approved_by,
            "release_at": found.release_at,
            "released_at": found.released_at,
            "same_file_before": list(found.same_file_before),
        }
    )


def _row(row: queries.RowDetail) -> Row:
    return Row.model_validate(
        {
            "number": row.number,
            "state": row.state,
            "values": row.values,
            "problems": [{name: getattr(one, name) for name in Problem.model_fields} for one in row.problems],
            "likely_slips": [one.code for one in row.slips],
        }
    )
