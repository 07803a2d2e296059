"""Marks of those who are enrolled in an offering: its cohort, begun by the first marks that come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from microcred.platform.assessment import access
from microcred.platform.assessment.errors import MethodMissing
from microcred.platform.assessment.models import Cohort, MethodRecord, Teacher
from microcred.platform.assessment.services.results import OPEN, checked_lines, take_results
from microcred.platform.assessment.services.telling import tell_step
from microcred.platform.assessment.sheet import Given, Line
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.queries import OfferingDetail
from microcred.platform.institutions import access as institutions
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def check_offering_results(
    *, actor: Account, offering: str, rows: Sequence[Given], now: datetime
) -> list[Line]:
    """What each row would come to; nothing is written. Raises as `take_offering_results`."""
    found, record = _asked(actor, offering)
    return checked_lines(actor, _cohort(found, record) or _new(found, record, actor, now), rows, now)


def take_offering_results(
    *, actor: Account, offering: str, rows: Sequence[Given], now: datetime
) -> tuple[str, int]:
    """Takes the marks of enrolled learners of an own offering: the public id of the cohort, and how many.

    They come into the cohort of the offering that is still marked, or into a new one. Raises `NotAllowed`,
    `NotFound`, `MethodMissing`, and as `take_results`.
    """
    found, record = _asked(actor, offering)
    with journal.holding_refusals(), transaction.atomic():
        MethodRecord.objects.select_for_update().get(pk=record.pk)  # two at once make one cohort
        cohort = _cohort(found, record)
        if cohort is None:
            cohort = _new(found, record, actor, now)
            cohort.save()
            Teacher.objects.create(cohort=cohort, account=actor)
            tell_step(cohort, "begun", now, actor)
        return cohort.public_id, take_results(actor=actor, cohort=cohort.public_id, rows=rows, now=now)


def _asked(actor: Account, offering: str) -> tuple[OfferingDetail, MethodRecord]:
    found = catalogue.offering(offering)
    if found is None:
        raise institutions.NotFound(offering[:40])
    access.institution(actor, found.educator, to="cohort")
    teaches = Q(educator_id=found.institution_id) | Q(educator=None, institution_id=found.institution_id)
    records = MethodRecord.objects.select_related("version__achievement", "institution")
    record = records.filter(
        teaches, version__achievement__public_id=found.achievement, version__state="published"
    ).first()
    if record is None:
        raise MethodMissing(found.content.name)
    return found, record


def _cohort(found: OfferingDetail, record: MethodRecord) -> Cohort | None:
    rows = Cohort.objects.select_related("method__version__achievement", "method__institution", "educator")
    return rows.filter(offering_id=found.id, method=record, state__in=OPEN).order_by("pk").first()


def _new(found: OfferingDetail, record: MethodRecord, actor: Account, now: datetime) -> Cohort:
    return Cohort(
        method=record,
        educator_id=found.institution_id,
        offering_id=found.id,
        name=found.name[:200],
        created_at=now,
        created_by=actor,
    )
