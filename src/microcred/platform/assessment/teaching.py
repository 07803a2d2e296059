"""Whether who certifies lets who teaches bring people: asked for what is new, never for who is in already."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.assessment.errors import NotAgreed
from microcred.platform.assessment.models import Cohort, MethodRecord
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.enrolments import queries as enrolments

if TYPE_CHECKING:
    from microcred.platform.institutions.models import Institution


def require_agreement(version_id: int, educator: Institution, now: datetime) -> None:
    """Returns where an educator may teach what leads to a version; raises `NotAgreed` with the reason."""
    said = catalogue.not_agreed(version_id, educator, now)
    if said:
        raise NotAgreed(said)


def require_cohort(record: MethodRecord, educator: Institution, now: datetime) -> None:
    """Returns where a cohort may begin: under an agreement, or for who is enrolled since there was one.

    Raises `NotAgreed`.
    """
    if not enrolments.addresses_taught(record.version.achievement.public_id, educator.pk):
        require_agreement(record.version_id, educator, now)


def only_these(cohort: Cohort) -> set[str] | None:
    """The addresses that a cohort is open to; None where to all.

    That of an offering is open to who is enrolled in it, and one that began without an agreement to who is
    enrolled with the educator.
    """
    if cohort.offering_id is not None:
        return enrolments.addresses_enrolled(cohort.offering_id)
    if not catalogue.not_agreed(cohort.method.version_id, cohort.educator, cohort.created_at):
        return None
    return enrolments.addresses_taught(cohort.method.version.achievement.public_id, cohort.educator_id)
