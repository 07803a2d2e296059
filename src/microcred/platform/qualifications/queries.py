"""What can be asked about rules: plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.agreeing import subject
from microcred.platform.credentials import services as credentials
from microcred.platform.institutions.queries import IssuerDetail, issuer, origin
from microcred.platform.journal import queries as journal
from microcred.platform.journal.queries import Progress as JobProgress
from microcred.platform.network import queries as network
from microcred.platform.qualifications import access
from microcred.platform.qualifications.errors import QualificationUnknown, RuleUnknown
from microcred.platform.qualifications.models import (
    Measurement,
    Progress,
    Qualification,
    RuleBook,
    RuleVersion,
    Stage,
    State,
)
from microcred.rules.facts import HeldCredential
from microcred.rules.model.rule import Rule
from microcred.rules.reading import read_rule

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

MEASURE = "qualifications.measure"
"""The job that measures a draft."""


@dataclass(frozen=True)
class VersionRow:
    """One version of a rule, with its JSON as it is stored."""

    number: int
    state: str
    body: str
    revision: int
    edited_at: datetime
    published_at: datetime | None

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        return read_rule(self.body.encode())


@dataclass(frozen=True)
class BookRow:
    """One rule with its versions, latest first."""

    public_id: str
    institution_id: int
    kind: str
    title: str
    versions: tuple[VersionRow, ...]

    @property
    def published(self) -> VersionRow | None:
        """The version that holds now."""
        return next((one for one in self.versions if one.state == State.PUBLISHED), None)

    @property
    def draft(self) -> VersionRow | None:
        """The version at work."""
        return next((one for one in self.versions if one.state == State.DRAFT), None)


def of_institution(actor: Account | None, institution: str) -> list[BookRow]:
    """All rules of an institution by title, for its members; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="view")
    rows = RuleBook.objects.filter(institution=found).prefetch_related("versions")
    return sorted((_book(row) for row in rows), key=lambda one: (one.kind, one.title.casefold()))


def book(actor: Account | None, public_id: str) -> BookRow:
    """One rule for those who may see drafts; raises `RuleUnknown` or `NotAllowed`."""
    return _book(access.book(actor, public_id, to="view"))


def published_book(public_id: str) -> BookRow:
    """One rule without its drafts, for anybody; raises `RuleUnknown` where nothing was published."""
    row = RuleBook.objects.filter(public_id=public_id).first()
    found = _book(row, drafts=False) if row else None
    if found is None or not found.versions:
        raise RuleUnknown(public_id[:40])
    return found


def published_rule(public_id: str) -> Rule | None:
    """The rule that holds now, or None."""
    row = RuleVersion.objects.filter(book__public_id=public_id, state=State.PUBLISHED).first()
    return _read(row.body) if row else None


def rule_version(public_id: str, number: int) -> Rule:
    """One version that was ever published, as decisions point to it; raises `RuleUnknown`."""
    row = RuleVersion.objects.filter(
        book__public_id=public_id, number=number, published_at__isnull=False
    ).first()
    if row is None:
        raise RuleUnknown(f"{public_id[:40]} {number}")
    return _read(row.body)


@lru_cache(maxsize=128)
def _read(body: str) -> Rule:
    """A rule as it is stored; it is immutable, and read once for as many as ask for it."""
    return read_rule(body.encode())


def _book(row: RuleBook, *, drafts: bool = True) -> BookRow:
    versions = sorted(row.versions.all(), key=lambda one: -one.number)
    return BookRow(
        row.public_id,
        row.institution_id,
        row.kind,
        row.title,
        tuple(
            VersionRow(one.number, one.state, one.body, one.revision, one.edited_at, one.published_at)
            for one in versions
            if drafts or one.state != State.DRAFT
        ),
    )


@dataclass(frozen=True)
class MeasuredRow:
    """What a draft would have changed: counts, and the first changes by name, before and after.

    `job` is how far the work is; `stale` says that the draft was edited since.
    """

    job: JobProgress | None
    finished_at: datetime | None
    stale: bool
    people: int
    better: int
    worse: int
    changed: int
    changes: tuple[tuple[str, str, str], ...]


def measured(actor: Account | None, public_id: str) -> MeasuredRow | None:
    """The last measurement of a draft, for those who may see drafts; None where there is none.

    Learners stand there by name, past cases by their number. Raises `RuleUnknown` or `NotAllowed`.
    """
    book = access.book(actor, public_id, to="view")
    row = book.measurements.order_by("-pk").first()
    draft = book.versions.filter(state=State.DRAFT).first()
    if row is None or draft is None:
        return None
    found = row.result or {}
    rows = found.get("changes", ())
    names = names_of([who for who, *_ in rows])
    return MeasuredRow(
        _job(row),
        row.finished_at,
        row.body != draft.body,
        found.get("people", 0),
        found.get("better", 0),
        found.get("worse", 0),
        found.get("changed", 0),
        tuple((names.get(who, who), before, after) for who, before, after in rows),
    )


def hands(public_id: str, number: int) -> list[str]:
    """What the jobs of a measurement refer to: the first lays out the work, all of them do it."""
    return [public_id, *(f"{public_id} {hand}" for hand in range(1, number))]


def _job(row: Measurement) -> JobProgress | None:
    """Of its jobs one that is still at it; else one that failed, without which the rest is not all."""
    found = [journal.latest_job(MEASURE, reference) for reference in hands(row.public_id, row.hands or 1)]
    jobs = sorted((job for job in found if job), key=lambda job: (job.over, job.state != "failed"))
    return jobs[0] if jobs else None


def names_of(people: Iterable[str]) -> dict[str, str]:
    """The names of learners on the way, by the ids of their progress; others are left out."""
    rows = Progress.objects.filter(public_id__in=list(people)).select_related("learner")
    return {one.public_id: str(one.learner) for one in rows}


@dataclass(frozen=True)
class QualificationRow:
    """A qualification as lists and pages show it; `rule` is the version that holds now, or None."""

    public_id: str
    title: str
    description: str
    achievement: str
    book: str
    automatic: bool
    institution: IssuerDetail
    rule: Rule | None


@dataclass(frozen=True)
class ProgressRow:
    """How far one learner is. `parts` are the credentials that counted, by id (empty for
    those from elsewhere) and title."""

    public_id: str
    qualification: str
    title: str
    learner: str
    learner_id: int
    version: int
    stage: str
    started_at: datetime
    completed_at: datetime | None
    award: str
    parts: tuple[tuple[str, str], ...]
    record: bool = False
    """Whether a signed record with the parts inside can be had."""
    gone: tuple[str, ...] = ()
    """The titles of parts that were withdrawn since."""


def title_of(achievement: str) -> str:
    """The name of a micro-credential, published or not."""
    found = catalogue.latest_shown(achievement)
    return found.content.name if found else achievement


def parts_address(progress: str) -> str:
    """The page that names the parts of an awarded qualification: signed, and so never changed."""
    return f"{origin()}/q/parts/{progress}"


def qualifications(institution_id: int | None = None) -> list[QualificationRow]:
    """Qualifications with a published rule, by title."""
    rows = Qualification.objects.select_related("achievement", "book")
    if institution_id is not None:
        rows = rows.filter(institution_id=institution_id)
    found = [_qualification(row) for row in rows]
    return sorted((one for one in found if one.rule), key=lambda one: one.title.casefold())


def own_qualifications(actor: Account | None, institution: str) -> list[QualificationRow]:
    """All qualifications of an institution, for its members; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="view")
    rows = Qualification.objects.filter(institution=found).select_related("achievement", "book")
    return sorted((_qualification(row) for row in rows), key=lambda one: one.title.casefold())


def qualification(public_id: str) -> QualificationRow:
    """One qualification; raises `QualificationUnknown`."""
    row = Qualification.objects.select_related("achievement", "book").filter(public_id=public_id).first()
    if row is None:
        raise QualificationUnknown(public_id[:40])
    return _qualification(row)


def progress_of(learner: Account, public_id: str) -> ProgressRow | None:
    """How far a learner is in a qualification, or None where they have not begun."""
    row = _progress_rows().filter(learner=learner, qualification__public_id=public_id).first()
    return _progress(row) if row else None


def record_of(learner: Account, public_id: str) -> bytes:
    """The signed record of a completed qualification; raises `QualificationUnknown` or `ContentGone`."""
    row = Progress.objects.filter(learner=learner, qualification__public_id=public_id).first()
    if row is None or not row.record:
        raise QualificationUnknown(public_id[:40])
    return credentials.stored_form(row.record).body


def cohort(actor: Account | None, institution: str) -> list[ProgressRow]:
    """Everybody on the way, those that wait for somebody first; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="view")
    order = [Stage.REOPENED, Stage.COMPLETE, Stage.UNDER_WAY, Stage.AWARDED]
    rows = [_progress(row) for row in _progress_rows().filter(qualification__institution=found)]
    return sorted(rows, key=lambda one: (order.index(Stage(one.stage)), one.title, one.learner))


def parts(public_id: str) -> ProgressRow:
    """The parts of an awarded qualification, without saying whose; raises `QualificationUnknown`."""
    row = _progress_rows().filter(public_id=public_id).exclude(award="").first()
    if row is None:
        raise QualificationUnknown(public_id[:40])
    return _progress(row)


def as_held(achievement: str, at: datetime) -> HeldCredential | None:
    """A published micro-credential as if it were held from `at` on, for "what if I also took"."""
    version = catalogue.published_version(achievement)
    if version is None:
        return None
    content = version.content
    credit, system = (content.ects, "ects") if content.ects else (content.hours, "hours")
    its = issuer(version.institution_id)
    return HeldCredential(
        id=f"if-{achievement}",
        achievement=f"{origin()}/m/{achievement}",
        issuer=its.did,
        awarded=at.date(),
        title=content.name,
        skills=tuple((one.address, one.level) for one in content.skills if one.address),
        credits=Fraction(credit) if credit else None,
        system=system,
        level=content.eqf_level,
        field=content.isced_f,
        outcomes=content.words().outcomes,
        scopes=network.scopes_held(its.did, "certify", at, subject=subject(content, its.country)),
    )


def _qualification(row: Qualification) -> QualificationRow:
    version = catalogue.latest_shown(row.achievement.public_id)
    return QualificationRow(
        row.public_id,
        row.book.title,
        version.content.words().description if version else "",
        row.achievement.public_id,
        row.book.public_id,
        row.automatic,
        issuer(row.institution_id),
        published_rule(row.book.public_id),
    )


def _progress_rows() -> QuerySet[Progress]:
    return Progress.objects.select_related("qualification__book", "learner").prefetch_related("parts")


def _progress(row: Progress) -> ProgressRow:
    return ProgressRow(
        row.public_id,
        row.qualification.public_id,
        row.qualification.book.title,
        str(row.learner),
        row.learner_id,
        row.version,
        row.stage,
        row.started_at,
        row.completed_at,
        row.award,
        tuple(("" if one.elsewhere else one.credential, one.title) for one in row.parts.all()),
        bool(row.record),
        tuple(one.title for one in row.parts.all() if one.gone),
    )
