"""A sheet on its way to awards: uploaded, its columns confirmed, its rows put right, released or undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.awards import access
from microcred.platform.awards.checking import Checked, check_rows, stored_row
from microcred.platform.awards.errors import (
    ApprovalMissing,
    BatchMoved,
    NothingToAward,
    OwnBatch,
    ReleaseInPast,
    RowsNeedYou,
    RowUnknown,
    TooLateToUndo,
)
from microcred.platform.awards.events import BatchStep
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.jobs import enqueue_release
from microcred.platform.awards.models import Batch, BatchState, Row, RowState
from microcred.platform.awards.rights import require_right
from microcred.platform.awards.sheets import (
    EVERYBODY,
    PassRule,
    RawSheet,
    choose,
    propose,
    propose_rule,
    read_sheet,
)
from microcred.platform.awards.sheets import Mapping as Columns
from microcred.platform.awards.versions import published
from microcred.platform.journal import services as journal
from microcred.platform.journal.bulk import insert_rows
from microcred.platform.network import services as network

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

ROW_COLUMNS = ("batch_id", "number", "state", "person", "values", "problems", "slips")


def award_many(
    *,
    actor: Account | None,
    achievement: str,
    file_name: str,
    data: bytes,
    now: datetime,
    identity: Identity | None = None,
    rule: PassRule | None = None,
) -> str:
    """Reads a sheet and checks every row; the batch's public id. Nothing is signed.

    Columns are proposed from the headers, the pass rule from the words of the result column where none is
    given. Raises a `SheetError`, `NotAllowed` or `NotPublished`.
    """
    version = published(actor, achievement)
    sheet = read_sheet(data)
    columns = propose(sheet)
    chosen = rule or _proposed_rule(sheet, columns)
    with transaction.atomic():
        batch = Batch.objects.create(
            institution_id=version.institution_id,
            version_id=version.id,
            file_name=file_name[:200],
            sheet=data,
            sheet_sha256=sha256(data).hexdigest(),
            mapping=columns.as_json(),
            rule=chosen.as_json(),
            identity=(identity or Identity()).as_json(),
            created_at=now,
            created_by=actor,
        )
        _fill(batch, sheet, columns, chosen, now)
        _record(batch, "created", actor, now)
    return batch.public_id


def set_columns(
    *,
    actor: Account | None,
    public_id: str,
    now: datetime,
    fields: Mapping[int, str | None] | None = None,
    dates: str | None = None,
    rule: PassRule | None = None,
    identity: Identity | None = None,
) -> None:
    """Sets what the columns hold, the pass rule and the identity check, and reads the sheet anew.

    Rows that were put right are read from the sheet again. Raises `SheetHeaders` or `BatchMoved`.
    """
    with transaction.atomic():
        batch = _at_check(actor, public_id)
        sheet = read_sheet(bytes(batch.sheet))
        columns = choose(Columns.from_json(sheet, batch.mapping), fields or {}, dates)
        chosen = rule or PassRule.from_json(batch.rule)
        batch.mapping, batch.rule = columns.as_json(), chosen.as_json()
        if identity is not None:
            batch.identity = identity.as_json()
        _changed(batch)
        batch.rows.all().delete()
        _fill(batch, sheet, columns, chosen, now)


def fix_row(
    *, actor: Account | None, public_id: str, number: int, values: Mapping[str, object], now: datetime
) -> None:
    """Puts values of one row right, by field; the row and those of the same person are checked again."""
    with transaction.atomic():
        batch = _at_check(actor, public_id)
        row = _row(batch, number)
        row.values = {**row.values, **{name: str(value).strip() for name, value in values.items()}}
        row.state = RowState.READY
        _recheck(batch, [row], now)
        _changed(batch)


def leave_out(*, actor: Account | None, public_id: str, numbers: Sequence[int], now: datetime) -> None:
    """Leaves rows out; the other row of a person who stood there twice is checked again."""
    with transaction.atomic():
        batch = _at_check(actor, public_id)
        rows = list(batch.rows.filter(number__in=numbers, state__in=[RowState.READY, RowState.NEEDS_YOU]))
        batch.rows.filter(pk__in=[row.pk for row in rows]).update(state=RowState.LEFT_OUT)
        people = {row.person for row in rows}
        _recheck(batch, list(batch.rows.filter(person__in=people, state=RowState.NEEDS_YOU)), now)
        _changed(batch)


def leave_out_open(*, actor: Account | None, public_id: str, now: datetime) -> int:
    """Leaves out every row that needs somebody; how many."""
    with transaction.atomic():
        batch = _at_check(actor, public_id)
        _changed(batch)
        return batch.rows.filter(state=RowState.NEEDS_YOU).update(state=RowState.LEFT_OUT)


def take_in(*, actor: Account | None, public_id: str, numbers: Sequence[int], now: datetime) -> None:
    """Takes rows in again that were left out."""
    with transaction.atomic():
        batch = _at_check(actor, public_id)
        rows = list(batch.rows.filter(number__in=numbers, state=RowState.LEFT_OUT))
        for row in rows:
            row.state = RowState.READY
        _recheck(batch, rows, now)
        _changed(batch)


def approve(*, actor: Account | None, public_id: str, now: datetime) -> None:
    """The second person's yes to a large batch; raises `OwnBatch` for whoever made it."""
    with transaction.atomic():
        batch = _in_state(access.batch(actor, public_id, to="approve"), BatchState.CHECKING)
        if actor is None or actor.pk == batch.created_by_id:
            raise OwnBatch(batch.file_name)
        batch.approved_at, batch.approved_by = now, actor
        batch.save(update_fields=["approved_at", "approved_by"])
        _record(batch, "approved", actor, now)


def release(
    *, actor: Account | None, public_id: str, now: datetime, release_at: datetime | None = None
) -> int:
    """Sets the release, now or at a time to come; how many awards it will make.

    Until then `undo` takes it back. Raises `RowsNeedYou`, `NothingToAward`, `ApprovalMissing`,
    `ReleaseInPast`, `NotPublished` or `BatchMoved`.
    """
    who = actor.pk if actor else None
    with network.refused_awards_told(actor=who, now=now), transaction.atomic():
        batch = _at_check(actor, public_id)
        if release_at is not None and release_at < now:
            raise ReleaseInPast(release_at.isoformat())
        count = _releasable(batch, actor, now)
        batch.state, batch.release_at, batch.scheduled_by = BatchState.SCHEDULED, release_at or now, actor
        batch.save(update_fields=["state", "release_at", "scheduled_by"])
        _record(batch, "scheduled", actor, now)
        enqueue_release(batch.public_id, now=now, due=release_at or now)
    return count


def undo(*, actor: Account | None, public_id: str, now: datetime) -> None:
    """Takes a release back before its time; raises `TooLateToUndo` once signing has begun."""
    with transaction.atomic():
        batch = access.batch(actor, public_id, to="award")
        if batch.state in (BatchState.RELEASING, BatchState.RELEASED):
            raise TooLateToUndo(batch.file_name)
        _in_state(batch, BatchState.SCHEDULED)
        batch.state, batch.release_at, batch.scheduled_by = BatchState.CHECKING, None, None
        batch.save(update_fields=["state", "release_at", "scheduled_by"])
        _record(batch, "undone", actor, now)


def discard(*, actor: Account | None, public_id: str, now: datetime) -> None:
    """Throws a batch away with its sheet, before anything was awarded."""
    with transaction.atomic():
        batch = _at_check(actor, public_id)
        batch.rows.all().delete()
        batch.state, batch.sheet, batch.mapping = BatchState.DISCARDED, b"", {}
        batch.save(update_fields=["state", "sheet", "mapping"])
        _record(batch, "discarded", actor, now)


def _releasable(batch: Batch, actor: Account | None, now: datetime) -> int:
    require_right(published(actor, batch.version.achievement.public_id), now)
    open_rows = batch.rows.filter(state=RowState.NEEDS_YOU).count()
    if open_rows:
        raise RowsNeedYou(str(open_rows))
    count = batch.rows.filter(state=RowState.READY).count()
    if not count:
        raise NothingToAward(batch.file_name)
    limit = batch.institution.review_batches_over
    if limit is not None and count > limit and batch.approved_by_id is None:
        raise ApprovalMissing(f"{count} awards, more than {limit}")
    return count


def _fill(batch: Batch, sheet: RawSheet, columns: Columns, rule: PassRule, now: datetime) -> None:
    checked = Checked.of(batch, columns, rule, now.date())
    rows = [stored_row(batch.pk, one) for one in check_rows(checked, sheet)]
    insert_rows(Row, ROW_COLUMNS, rows)  # judging asks the database, which is not to be had inside a COPY


def _recheck(batch: Batch, rows: list[Row], now: datetime) -> None:
    """Checks rows again, together with the other rows of the people they are about."""
    if not rows:
        return
    sheet_columns = Columns.from_json(read_sheet(bytes(batch.sheet)), batch.mapping)
    checked = Checked.of(batch, sheet_columns, PassRule.from_json(batch.rule), now.date())
    touched = {row.number: row for row in rows}
    people = {row.person for row in rows} | {checked.person(row.values, row.number) for row in rows}
    others = batch.rows.filter(person__in=people, state__in=[RowState.READY, RowState.NEEDS_YOU])
    for other in others.exclude(number__in=list(touched)):
        touched[other.number] = other
    for one in checked.again({number: touched[number].values for number in sorted(touched)}):
        row = touched[one.row.number]
        row.state, row.person = one.state, one.person
        row.problems, row.slips = one.problems, one.slips
        row.save(update_fields=["state", "person", "values", "problems", "slips"])


def _row(batch: Batch, number: int) -> Row:
    row = batch.rows.filter(number=number).first()
    if row is None:
        raise RowUnknown(str(number))
    return row


def _at_check(actor: Account | None, public_id: str) -> Batch:
    return _in_state(access.batch(actor, public_id, to="award"), BatchState.CHECKING)


def _in_state(batch: Batch, state: BatchState) -> Batch:
    if batch.state != state:
        raise BatchMoved(f"{batch.file_name}: {batch.get_state_display()}")
    return batch


def _changed(batch: Batch) -> None:
    """Whatever was approved is no longer what stands there."""
    batch.approved_at = batch.approved_by = None
    batch.save(update_fields=["mapping", "rule", "identity", "approved_at", "approved_by"])


def _proposed_rule(sheet: RawSheet, columns: Columns) -> PassRule:
    place = columns.index("grade")
    return (propose_rule(sheet.column(place)) if place is not None else None) or EVERYBODY


def _record(batch: Batch, step: str, actor: Account | None, now: datetime) -> None:
    journal.record(BatchStep(batch.public_id, step, batch.institution_id, now, actor.pk if actor else None))


__all__ = [
    "approve",
    "award_many",
    "discard",
    "fix_row",
    "leave_out",
    "leave_out_open",
    "release",
    "set_columns",
    "take_in",
    "undo",
]
