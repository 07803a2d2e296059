"""The learner's part: work handed in, with text, links and files; handed in again; an appeal."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction

from microcred.platform.assessment import access
from microcred.platform.assessment.errors import (
    AppealRefused,
    EnrolmentMissing,
    EvidenceMissing,
    EvidenceRefused,
    HandedInAlready,
    NotOpen,
    ReasonMissing,
)
from microcred.platform.assessment.events import AppealMade, WorkStep
from microcred.platform.assessment.evidence import MOST_FILES, Accepted, accepted
from microcred.platform.assessment.metadata import without_metadata
from microcred.platform.assessment.models import Appeal, EvidenceFile, MethodRecord, Stage, Submission
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.services.refusing import refusals_told
from microcred.platform.enrolments import queries as enrolments
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

MOST_TEXT = 50_000
MOST_LINKS = 10
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Handed:
    """What is handed in: text, addresses, and files as pairs of name and bytes."""

    text: str = ""
    links: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()


def hand_in(*, actor: Account, method: str, work: Handed, now: datetime, at_work: bool = False) -> str:
    """Hands in work; its public id. `at_work` says that it was learned at work, without a course.

    Raises `NotOpen`, `EnrolmentMissing`, `HandedInAlready`, `EvidenceMissing` or `EvidenceRefused`;
    nothing is stored then. Where names are hidden, files are stored without what says who made them.
    """
    record = MethodRecord.objects.select_related("version__achievement").filter(public_id=method).first()
    if record is None:
        raise NotOpen(method[:40])
    asked = Method.read(record.content)
    if not asked.open_on(now.date()):
        raise NotOpen(str(asked.due or asked.opens))
    if at_work and not asked.without_course:
        raise NotOpen("")
    if asked.enrolled and not at_work:
        _enrolled(actor, record)
    with refusals_told(actor=actor, step="hand-in", about=method, now=now):
        files = _checked(asked, work)
        clean = {
            kind.sha256: without_metadata(kind.name, kind.media_type, data) if asked.names_hidden else data
            for (_name, data), kind in zip(work.files, files, strict=True)
        }
    try:
        with transaction.atomic():
            made = Submission.objects.create(
                method=record,
                learner=actor,
                name=actor.name,
                email=actor.email,
                candidate=candidate(),
                at_work=at_work,
                attempt=_attempt(record, asked, actor),
                text=work.text.strip(),
                links=[link.strip() for link in work.links if link.strip()],
                handed_in_at=now,
            )
            for (_name, _given), kind in zip(work.files, files, strict=True):
                data = clean[kind.sha256]
                EvidenceFile.objects.create(
                    submission=made,
                    name=kind.name,
                    media_type=kind.media_type,
                    size=len(data),
                    sha256=sha256(data).hexdigest(),
                    body=data,
                )
            journal.record(WorkStep(made.public_id, "handed-in", record.institution_id, now, actor.pk))
    except IntegrityError:  # the same form twice at once
        raise HandedInAlready from None
    return made.public_id


def candidate() -> str:
    """What stands for a name that is hidden: six letters without meaning."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


def _enrolled(actor: Account, record: MethodRecord) -> None:
    if not enrolments.enrolled_in(actor, record.version.achievement.public_id):
        raise EnrolmentMissing(record.version.name)


def _attempt(record: MethodRecord, asked: Method, actor: Account) -> int:
    last = Submission.objects.filter(method=record, learner=actor).order_by("-attempt").first()
    if last is None:
        return 1
    if last.stage not in (Stage.AGAIN, Stage.FAILED) or last.attempt >= asked.attempts:
        raise HandedInAlready(f"{last.attempt}/{asked.attempts}")
    return last.attempt + 1


def _checked(asked: Method, work: Handed) -> list[Accepted]:
    if len(work.text) > MOST_TEXT or len(work.links) > MOST_LINKS or len(work.files) > MOST_FILES:
        raise EvidenceRefused(f"{MOST_TEXT:,} / {MOST_LINKS} / {MOST_FILES}")
    for link in work.links:
        if link.strip():
            _web_address(link.strip())
    given = {
        "text": work.text.strip(),
        "link": [one for one in work.links if one.strip()],
        "file": work.files,
    }
    for kind in asked.evidence:
        if not given[kind]:
            raise EvidenceMissing(kind)
    if not any(given.values()):
        raise EvidenceMissing("")
    return [accepted(name, data) for name, data in work.files]


def _web_address(link: str) -> None:
    try:
        parts = urlsplit(link)
    except ValueError:
        raise EvidenceRefused(link[:60]) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(link) > 2_000:
        raise EvidenceRefused(link[:60])


def appeal(*, actor: Account, submission: str, words: str, now: datetime) -> None:
    """Appeals against a decision that the work did not pass; raises `AppealRefused` or `ReasonMissing`."""
    if not words.strip():
        raise ReasonMissing
    with transaction.atomic():
        found = access.own(actor, submission)
        if found.stage != Stage.FAILED or Appeal.objects.filter(submission=found).exists():
            raise AppealRefused
        Appeal.objects.create(submission=found, words=words.strip()[:4000], made_at=now)
        journal.record(
            AppealMade(found.public_id, found.method.institution_id, now, actor.pk, words.strip()[:4000])
        )
