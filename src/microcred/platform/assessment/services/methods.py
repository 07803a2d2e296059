"""How a version is assessed: set by its institution, unchanged once somebody has handed in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.errors import MicrocredError
from microcred.platform.assessment import access
from microcred.platform.assessment.errors import MethodInUse, NotAgreed
from microcred.platform.assessment.events import MethodSet, StepRefused
from microcred.platform.assessment.models import MethodRecord, Submission
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.teaching import require_agreement
from microcred.platform.awards.errors import NotPublished
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.institutions.access import by_public_id
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def set_method(
    *,
    actor: Account | None,
    institution: str,
    achievement: str,
    method: Method,
    now: datetime,
    educator: str = "",
) -> str:
    """Sets how the published version of a micro-credential is assessed; the method's public id.

    `educator` is the public id of the institution that teaches, where it is another one. Raises
    `NotAllowed`, `NotFound`, `NotPublished`, `NotAgreed` where no agreement lets it, or, once somebody has
    handed in, `MethodInUse`. One that was named before stays without a new agreement.
    """
    found = access.institution(actor, institution, to="set")

    def event_of(error: MicrocredError) -> StepRefused | None:
        if not isinstance(error, NotAgreed):
            return None
        who = actor.pk if actor else None
        return StepRefused(achievement, "set-method", error.code, found.pk, now, who)

    with journal.telling_refusals(event_of), transaction.atomic():
        version = catalogue.published_version(achievement)
        if version is None or version.institution_id != found.pk:
            raise NotPublished(achievement[:40])
        if Submission.objects.filter(method__version_id=version.id).exists():
            raise MethodInUse(version.content.name)
        teaching = by_public_id(educator) if educator and educator != institution else None
        before = MethodRecord.objects.filter(version_id=version.id).first()
        if teaching is not None and (before is None or before.educator_id != teaching.pk):
            require_agreement(version.id, teaching, now)
        record, _ = MethodRecord.objects.update_or_create(
            version_id=version.id,
            defaults={
                "institution": found,
                "educator": teaching,
                "content": method.as_json(),
                "changed_at": now,
                "changed_by": actor,
            },
        )
        journal.record(
            MethodSet(
                record.public_id,
                achievement,
                version.number,
                found.pk,
                now,
                actor.pk if actor else None,
            )
        )
    return record.public_id
