"""One work: as its assessors, its certifier and its learner may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.errors import MicrocredError
from microcred.platform.assessment import access
from microcred.platform.assessment.models import Appeal, Decision, EvidenceFile, Stage, Submission
from microcred.platform.assessment.queries.queue import names_are_hidden, shown_name
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.rubric.results import Result, result
from microcred.platform.assessment.services.deciding import final_marks
from microcred.platform.assessment.services.marking import guarded, round_of
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that was handed in."""

    public_id: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class MarkingShown:
    """One assessor's marks. `who` is empty for the learner."""

    who: str
    round: str
    result: Result
    feedback: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """A decision with its person, time and reason."""

    outcome: str
    by: str
    at: datetime
    reason: str
    instance: int
    result: Result


@dataclass(frozen=True, slots=True)
class WorkDetail:
    """A work with all that this reader may see of it.

    `round` is empty unless this person may mark now; `deciding` whether they may decide; `outcome` what the
    marks come to, where all are in.
    """

    public_id: str
    title: str
    achievement: str
    method_id: str
    certifier: str
    who: str
    stage: str
    attempt: int
    attempts: int
    at_work: bool
    cohort: str
    text: str
    links: tuple[str, ...]
    files: tuple[FileRow, ...]
    handed_in_at: datetime
    method: Method
    round: str
    taken: bool
    deciding: bool
    markings: tuple[MarkingShown, ...]
    outcome: Result | None
    decisions: tuple[DecisionShown, ...]
    appeal: str
    appeal_open: bool
    award: str


def work(actor: Account, institution: str, public_id: str) -> WorkDetail:
    """A work for a member of its certifier, or of its educator; raises `NotFound` or `NotAllowed`.

    Where marking is blind, other assessors' marks are shown once one's own are in, or to who decides.
    """
    found = access.submission_for_marking(public_id)
    if found.method.institution.public_id == institution:
        institutions.require(actor, found.method.institution, access.ROLES["view"])
    elif found.cohort is not None and found.cohort.educator.public_id == institution:
        institutions.require(actor, found.cohort.educator, access.ROLES["cohort"])
    else:
        raise institutions.NotFound(public_id[:40])
    return _detail(found, actor)


def own_work(actor: Account, public_id: str) -> WorkDetail:
    """A work for the learner whose it is; the assessors stay unnamed. Raises `NotFound`."""
    return _detail(access.own(actor, public_id), None)


def own_works(actor: Account) -> list[WorkDetail]:
    """All that somebody handed in, latest first."""
    rows = Submission.objects.filter(learner=actor).select_related(
        "method__institution", "method__version__achievement", "cohort"
    )
    return [_detail(row, None) for row in rows.order_by("-handed_in_at", "-pk")[:100]]


def file_for_institution(actor: Account, institution: str, public_id: str) -> tuple[str, str, bytes]:
    """Name, media type and bytes of a file, for those who see the work; raises `NotFound`."""
    found = _file(public_id)
    try:
        work(actor, institution, found.submission.public_id)
    except institutions.NotFound:  # which names the work: a stranger learns nothing of it
        raise institutions.NotFound(public_id[:40]) from None
    own = found.submission.files.filter(pk__lte=found.pk).count()
    shown = _shown_file(found.name, own, names_are_hidden(found.submission))
    return shown, found.media_type, bytes(found.body)


def _shown_file(name: str, number: int, hidden: bool) -> str:
    """The name of a file, or a plain one where the name could say whose it is."""
    return f"file-{number}.{name.rpartition('.')[2]}" if hidden else name


def file_of_own(actor: Account, public_id: str) -> tuple[str, str, bytes]:
    """Name, media type and bytes of a file of one's own; raises `NotFound`."""
    found = _file(public_id)
    try:
        access.own(actor, found.submission.public_id)
    except institutions.NotFound:  # as above
        raise institutions.NotFound(public_id[:40]) from None
    return found.name, found.media_type, bytes(found.body)


def _file(public_id: str) -> EvidenceFile:
    found = EvidenceFile.objects.select_related("submission").filter(public_id=public_id).first()
    if found is None:
        raise institutions.NotFound(public_id[:40])
    return found


def _detail(found: Submission, reader: Account | None) -> WorkDetail:
    method = Method.read(found.method.content)
    hidden = reader is not None and names_are_hidden(found)
    round_, taken = _round(found, reader)
    ended = found.stage in (Stage.PASSED, Stage.FAILED, Stage.AGAIN)
    appeal = Appeal.objects.filter(submission=found).first()
    ready = ended or found.stage == Stage.TO_DECIDE
    return WorkDetail(
        public_id=found.public_id,
        title=found.method.version.name,
        achievement=found.method.version.achievement.public_id,
        method_id=found.method.public_id,
        certifier=found.method.institution.name,
        who=found.name if reader is None else shown_name(found),
        stage=found.stage,
        attempt=found.attempt,
        attempts=method.attempts,
        at_work=found.at_work,
        cohort=found.cohort.public_id if found.cohort else "",
        text=found.text,
        links=tuple(found.links),
        files=tuple(
            FileRow(one.public_id, _shown_file(one.name, number, hidden), one.media_type, one.size)
            for number, one in enumerate(found.files.defer("body").order_by("pk"), 1)
        ),
        handed_in_at=found.handed_in_at,
        method=method,
        round=round_,
        taken=taken,
        deciding=_decides(found, reader),
        markings=_markings(found, method, reader, ended),
        outcome=result(method, final_marks(found)) if ready and (reader or ended) else None,
        decisions=_decisions(found, method),
        appeal=appeal.words if appeal else "",
        appeal_open=bool(appeal and not appeal.outcome),
        award=found.award,
    )


def _round(found: Submission, reader: Account | None) -> tuple[str, bool]:
    """The round in which this reader may mark, and whether they have begun; empty where they may not."""
    if reader is None:
        return "", False
    try:
        guarded(reader, found.public_id)
        round_ = round_of(found)
    except MicrocredError:
        return "", False
    own = found.markings.filter(assessor=reader).first()
    if own is None:
        return round_, False
    return (round_, True) if own.round == round_ and own.finished_at is None else ("", True)


def _decides(found: Submission, reader: Account | None) -> bool:
    roles = institutions.roles(reader, found.method.institution)
    return not roles.isdisjoint(access.ROLES["certify"])


def _markings(
    found: Submission, method: Method, reader: Account | None, ended: bool
) -> tuple[MarkingShown, ...]:
    done = list(
        found.markings.filter(finished_at__isnull=False).select_related("assessor").order_by("finished_at")
    )
    if reader is None and not ended:
        return ()
    if reader is not None and method.blind and not ended:
        own = [one for one in done if one.assessor_id == reader.pk]
        seen = found.stage == Stage.TO_DECIDE and found.cohort_id is None and _decides(found, reader)
        done = done if seen or own else []
    return tuple(
        MarkingShown(
            str(one.assessor) if reader is not None else "",
            one.round,
            result(method, one.marks),
            one.feedback,
            one.finished_at or one.begun_at,
        )
        for one in done
    )


def _decisions(found: Submission, method: Method) -> tuple[DecisionShown, ...]:
    rows = Decision.objects.filter(submission=found).select_related("decided_by").order_by("instance")
    return tuple(
        DecisionShown(
            row.outcome,
            str(row.decided_by) if row.decided_by else "",
            row.decided_at,
            row.reason,
            row.instance,
            result(method, row.marks),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class LatestOwn:
    """Somebody's last work under a method, and whether they may hand in again."""

    public_id: str
    again: bool


def latest_own(actor: Account, method: str) -> LatestOwn | None:
    """The last work of somebody under a method, or None."""
    found = (
        Submission.objects.filter(learner=actor, method__public_id=method)
        .select_related("method")
        .order_by("-attempt")
        .first()
    )
    if found is None:
        return None
    left = found.attempt < Method.read(found.method.content).attempts
    return LatestOwn(found.public_id, left and found.stage in (Stage.AGAIN, Stage.FAILED))
