"""A part of an awarded qualification is withdrawn: the question is open again, and nothing is taken away."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from microcred.platform.credentials.events import StatusChanged
from microcred.platform.journal import services as journal
from microcred.platform.portfolio.events import ImportChanged
from microcred.platform.qualifications import access
from microcred.platform.qualifications.errors import QualificationUnknown
from microcred.platform.qualifications.events import QualificationReopened
from microcred.platform.qualifications.models import Part, Progress, Stage
from microcred.vc.verdicts import Verdict

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

REOPENED = "qualifications.reopened"
"""The mail that tells a certifier of a withdrawn part."""
GONE = (Verdict.WITHDRAWN.value, Verdict.NOT_GENUINE.value)
UNSETTLED = (Verdict.UNCHECKED.value,)
"""What says nothing about an import: the next check will."""


def keep(*, actor: Account | None, progress: str, now: datetime) -> None:
    """A certifier has looked at a reopened qualification, and it stands as it is."""
    with transaction.atomic():
        row = Progress.objects.select_for_update().filter(public_id=progress).first()
        if row is None:
            raise QualificationUnknown(progress[:40])
        access.institution(actor, row.qualification.institution.public_id, to="confirm")
        if row.stage == Stage.REOPENED:
            row.stage, row.confirmed_by = Stage.AWARDED, actor
            row.save(update_fields=["stage", "confirmed_by"])


def hear_status_changed(event: StatusChanged, *, now: datetime) -> None:
    """A credential of here was withdrawn, or holds again. Harmless twice."""
    parts = Part.objects.filter(credential__in=event.credentials, elsewhere=False)
    _note(parts, "" if event.state == "active" else event.state, now)


def hear_import_changed(event: ImportChanged, *, now: datetime) -> None:
    """A credential that was brought along is found withdrawn, or holds again. Harmless twice."""
    if event.verdict not in UNSETTLED:
        parts = Part.objects.filter(credential=event.imported, elsewhere=True)
        _note(parts, event.code or event.verdict if event.verdict in GONE else "", now)


def _note(parts: QuerySet[Part], gone: str, now: datetime) -> None:
    """Reopens what was awarded with parts that are gone, once for each thing that happens to a part."""
    for one in parts.exclude(gone=gone).order_by("pk"):
        with transaction.atomic():
            row = (
                Progress.objects.select_for_update(of=("self",))
                .select_related("qualification__institution")
                .get(pk=one.progress_id)
            )
            changed = Part.objects.filter(pk=one.pk).exclude(gone=gone).update(gone=gone)
            if changed and gone and row.stage == Stage.AWARDED:
                _reopen(row, one.credential, now)


def _reopen(row: Progress, credential: str, now: datetime) -> None:
    row.stage = Stage.REOPENED
    row.save(update_fields=["stage"])
    its = row.qualification.institution
    journal.record(QualificationReopened(row.public_id, credential, its.pk, now, None))
    journal.queue_mails(REOPENED, [f"{row.public_id}.{one}" for one in access.certifiers(its)], now=now)
