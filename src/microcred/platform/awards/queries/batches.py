"""What can be asked about batches: how a sheet stands on its way to awards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from microcred.platform.awards import access
from microcred.platform.awards.checking import as_problem, as_slip
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.models import Batch, Row, RowState
from microcred.platform.awards.queries.awards import AwardRow, award_row, with_credential
from microcred.platform.awards.sheets import (
    EVERYBODY,
    PassRule,
    Problem,
    Reading,
    Slip,
    read_row,
    read_sheet,
)
from microcred.platform.awards.sheets import Mapping as Columns
from microcred.platform.awards.versions import grant_of
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Counts:
    """The first line of the check: “404 to award, 6 not passed, 2 need you”."""

    to_award: int
    not_passed: int
    needs_you: int
    left_out: int
    already: int
    to_look_at: int
    without_address: int

    @property
    def all(self) -> int:
        """All rows of the sheet."""
        return self.to_award + self.not_passed + self.needs_you + self.left_out + self.already


@dataclass(frozen=True, slots=True)
class BatchDetail:
    """A batch on its way."""

    public_id: str
    institution_id: int
    achievement: str
    title: str
    version_id: int
    state: str
    file_name: str
    columns: Columns | None
    rule: PassRule
    identity: Identity
    counts: Counts
    created_at: datetime
    created_by: str
    approved_by: str
    needs_approval: bool
    release_at: datetime | None
    released_at: datetime | None
    awarded: int
    same_file_before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowDetail:
    """One row of a batch with what stands open."""

    number: int
    state: str
    values: dict[str, str]
    problems: tuple[Problem, ...]
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """One finished sample before anything is signed: the document as it will be, its id still open."""

    number: int
    name: str
    email: str
    document: dict[str, Any]


def batch(actor: Account | None, public_id: str) -> BatchDetail:
    """A batch for its institution; raises `NotFound` or `NotAllowed`."""
    found = access.batch(actor, public_id, to="view")
    before = Batch.objects.filter(
        institution_id=found.institution_id,
        sheet_sha256=found.sheet_sha256,
        version__achievement=found.version.achievement,
    ).exclude(pk=found.pk)
    counts = _counts(found)
    limit = found.institution.review_batches_over
    return BatchDetail(
        public_id=found.public_id,
        institution_id=found.institution_id,
        achievement=found.version.achievement.public_id,
        title=found.version.name,
        version_id=found.version_id,
        state=found.state,
        file_name=found.file_name,
        columns=Columns.from_json(read_sheet(bytes(found.sheet)), found.mapping) if found.sheet else None,
        rule=PassRule.from_json(found.rule),
        identity=Identity.from_json(found.identity),
        counts=counts,
        created_at=found.created_at,
        created_by=_named(found.created_by),
        approved_by=_named(found.approved_by),
        needs_approval=limit is not None and counts.to_award > limit and found.approved_by_id is None,
        release_at=found.release_at,
        released_at=found.released_at,
        awarded=found.awarded,
        same_file_before=tuple(before.values_list("public_id", flat=True)),
    )


def sheet_head(actor: Account | None, public_id: str, most: int) -> list[tuple[str, ...]]:
    """The cells of the first rows of a batch's sheet."""
    found = access.batch(actor, public_id, to="view")
    return [row.cells for row in read_sheet(bytes(found.sheet)).rows[:most]] if found.sheet else []


def batches(actor: Account | None, institution: str) -> list[tuple[str, str, str, datetime, int]]:
    """The batches of an institution, latest first: public id, file name, state, made when, awards made."""
    found = institutions.by_public_id(institution)
    institutions.require(actor, found, access.ROLES["view"])
    rows = Batch.objects.filter(institution=found).order_by("-created_at")
    return list(rows.values_list("public_id", "file_name", "state", "created_at", "awarded"))


def rows(
    actor: Account | None,
    public_id: str,
    *,
    state: str = "",
    slips: bool = False,
    first: int = 0,
    most: int = 500,
    after: int = 0,
) -> list[RowDetail]:
    """Rows of a batch by number, those `after` one: those of one state, or those with a likely slip."""
    found = access.batch(actor, public_id, to="view").rows.filter(number__gt=after).order_by("number")
    if state:
        found = found.filter(state=state)
    if slips:
        found = found.filter(state=RowState.READY).exclude(slips=[])
    return [_row(row) for row in found[first : first + most]]


def samples(actor: Account | None, public_id: str, now: datetime) -> list[Sample]:
    """Up to three of the documents that will be signed, the first, one from the middle and the last."""
    found = access.batch(actor, public_id, to="view")
    ready = found.rows.filter(state=RowState.READY).order_by("number")
    count = ready.count()
    places = sorted({0, count // 2, count - 1} if count else set())
    work = grant_of(catalogue.version(found.version_id), Identity.from_json(found.identity), None, now)
    reading = Reading(EVERYBODY, now.date(), found.mapping.get("dates"))
    picked = [ready[at] for at in places[:SAMPLES]]
    people = [read_row(row.number, row.values, reading) for row in picked]
    return [
        Sample(row.number, row.name, row.email, document)
        for row, document in zip(people, work.contents(people), strict=True)
    ]


def slips_to_print(actor: Account | None, public_id: str) -> list[AwardRow]:
    """The awards of a batch whose people have no address: they get a slip with a code."""
    found = access.batch(actor, public_id, to="view")
    chosen = with_credential().filter(batch=found, claim_code__isnull=False)
    return [award_row(one) for one in chosen.order_by("row")]


def progress(actor: Account | None, public_id: str) -> tuple[int, int]:
    """Awards made and awards to be made, for the progress bar."""
    found = access.batch(actor, public_id, to="view")
    left = found.rows.filter(number__gt=found.done_through, state=RowState.READY).count()
    return found.awarded, found.awarded + left


def _counts(batch: Batch) -> Counts:
    by_state = dict(batch.rows.values_list("state").annotate(count=Count("pk")))
    ready = batch.rows.filter(state=RowState.READY)
    return Counts(
        to_award=by_state.get(RowState.READY, 0),
        not_passed=by_state.get(RowState.NOT_PASSED, 0),
        needs_you=by_state.get(RowState.NEEDS_YOU, 0),
        left_out=by_state.get(RowState.LEFT_OUT, 0),
        already=by_state.get(RowState.ALREADY, 0),
        to_look_at=ready.exclude(slips=[]).count(),
        without_address=ready.filter(values__email__isnull=True).count(),
    )


def _row(row: Row) -> RowDetail:
    return RowDetail(
        number=row.number,
        state=row.state,
        values=row.values,
        problems=tuple(map(as_problem, row.problems)),
        slips=tuple(map(as_slip, row.slips)),
    )


def _named(account: Account | None) -> str:
    return (account.name or account.email) if account else ""
