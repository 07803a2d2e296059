"""How a version is assessed: set by its institution, unchanged once somebody has handed in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.assessment import access
from microcred.platform.assessment.errors import MethodInUse
from microcred.platform.assessment.events import MethodSet
from microcred.platform.assessment.models import MethodRecord, Submission
from microcred.platform.assessment.rubric.method import Method
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
    `NotAllowed`, `NotFound`, `NotPublished` or, once somebody has handed in, `MethodInUse`.
    """
    with transaction.atomic():
        found = access.institution(actor, institution, to="set")
        version = catalogue.published_version(achievement)
        if version is None or version.institution_id != found.pk:
            raise NotPublished(achievement[:40])
        if Submission.objects.filter(method__version_id=version.id).exists():
            raise MethodInUse(version.content.name)
        teaching = by_public_id(educator) if educator and educator != institution else None
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
