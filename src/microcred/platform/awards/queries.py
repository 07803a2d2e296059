"""What can be asked about awards and batches: plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from microcred.platform.accounts import queries as accounts
from microcred.platform.awards import access
from microcred.platform.awards.addresses import credential_address, mail_address
from microcred.platform.awards.checking import as_problem, as_slip
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.models import Acceptance, Award, Batch, Row, RowState
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
from microcred.platform.awards.shown import Shown, shown
from microcred.platform.awards.versions import grant_of
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.queries import VersionDetail
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


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One award as lists show it."""

    public_id: str
    achievement: str
    title: str
    version: int
    version_id: int
    institution_id: int
    name: str
    email: str
    grade: str
    state: str
    reason: str
    acceptance: str
    visibility: str
    identity_way: str
    awarded_at: datetime
    invited_at: datetime | None
    lapses_at: datetime | None
    reminders: int
    claim_code: str
    valid_until: datetime | None
    address: str


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
) -> list[RowDetail]:
    """Rows of a batch by number: those of one state, or those with a likely slip."""
    found = access.batch(actor, public_id, to="view").rows.order_by("number")
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


def award(public_id: str) -> AwardRow | None:
    """One award, or None. Whether it may be shown is `shown`'s to say."""
    found = _with_credential().filter(pk=public_id).first()
    return _award(found) if found else None


def awards(
    actor: Account | None,
    institution: str,
    *,
    acceptance: str = "",
    state: str = "",
    achievement: str = "",
    text: str = "",
    batch: str = "",
    first: int = 0,
    most: int = 100,
) -> list[AwardRow]:
    """Awards of an institution, latest first; `acceptance="pending"` is the list of the unaccepted."""
    chosen = _chosen(actor, institution, acceptance, state, achievement, text, batch)
    return [_award(one) for one in chosen.order_by("-awarded_at", "pk")[first : first + most]]


def count(
    actor: Account | None,
    institution: str,
    *,
    acceptance: str = "",
    state: str = "",
    achievement: str = "",
    text: str = "",
    batch: str = "",
) -> int:
    """How many `awards` would answer."""
    return int(_chosen(actor, institution, acceptance, state, achievement, text, batch).count())


def _chosen(
    actor: Account | None,
    institution: str,
    acceptance: str,
    state: str,
    achievement: str,
    text: str,
    batch: str,
) -> Any:
    found = institutions.by_public_id(institution)
    institutions.require(actor, found, access.ROLES["view"])
    chosen = _with_credential().filter(institution=found)
    if acceptance:
        chosen = chosen.filter(acceptance=acceptance, live=True)
    if state:
        chosen = chosen.filter(credential__state=state)
    if achievement:
        chosen = chosen.filter(achievement__public_id=achievement)
    if text:
        chosen = chosen.filter(Q(name__icontains=text) | Q(email__icontains=text))
    if batch:
        chosen = chosen.filter(batch__public_id=batch)
    return chosen


def mailed(batch: str) -> Any:
    """The ids of the awards of a batch that have an address, as a query to be joined."""
    return Award.objects.filter(batch__public_id=batch).exclude(email="").values("pk")


def successor(public_id: str) -> str:
    """The award that corrects or renews this one, or empty."""
    found = Award.objects.filter(credential__supersedes=public_id).values_list("pk", flat=True)
    return found.first() or ""


def held_by(actor: Account) -> list[AwardRow]:
    """All awards of a learner: those of the account, and those sent to a confirmed address of it."""
    addresses = accounts.confirmed_addresses(actor)
    mine = Q(learner=actor) | Q(learner__isnull=True, email__in=addresses)
    return [_award(one) for one in _with_credential().filter(mine).order_by("-awarded_at", "pk")]


def slips_to_print(actor: Account | None, public_id: str) -> list[AwardRow]:
    """The awards of a batch whose people have no address: they get a slip with a code."""
    found = access.batch(actor, public_id, to="view")
    chosen = _with_credential().filter(batch=found, claim_code__isnull=False)
    return [_award(one) for one in chosen.order_by("row")]


def progress(actor: Account | None, public_id: str) -> tuple[int, int]:
    """Awards made and awards to be made, for the progress bar."""
    found = access.batch(actor, public_id, to="view")
    left = found.rows.filter(number__gt=found.done_through, state=RowState.READY).count()
    return found.awarded, found.awarded + left


def versions(version_ids: Sequence[int]) -> dict[int, VersionDetail]:
    """The versions that awards point to, by id."""
    return {one: catalogue.version(one) for one in set(version_ids)}


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


def _with_credential() -> Any:
    return Award.objects.select_related("credential", "achievement", "version")


def _award(row: Award) -> AwardRow:
    waits = row.acceptance == Acceptance.PENDING and row.invited_at is not None
    return AwardRow(
        public_id=row.pk,
        achievement=row.achievement.public_id,
        title=row.version.name,
        version=row.version.number,
        version_id=row.version_id,
        institution_id=row.institution_id,
        name=row.name,
        email=row.email,
        grade=row.grade,
        state=row.credential.state,
        reason=row.credential.reason,
        acceptance=row.acceptance,
        visibility=row.visibility,
        identity_way=row.identity_way,
        awarded_at=row.awarded_at,
        invited_at=row.invited_at,
        lapses_at=row.invited_at + access.INVITATION if waits and row.invited_at else None,
        reminders=row.reminders,
        claim_code=row.claim_code or "",
        valid_until=row.credential.valid_until,
        address=credential_address(row.pk),
    )


def _named(account: Account | None) -> str:
    return (account.name or account.email) if account else ""


__all__ = [
    "AwardRow",
    "BatchDetail",
    "Counts",
    "RowDetail",
    "Sample",
    "Shown",
    "award",
    "awards",
    "batch",
    "batches",
    "count",
    "held_by",
    "mail_address",
    "mailed",
    "progress",
    "rows",
    "samples",
    "sheet_head",
    "shown",
    "slips_to_print",
    "successor",
]
