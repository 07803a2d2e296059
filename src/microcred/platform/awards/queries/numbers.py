"""An institution's awards in numbers: how many, of what, when, and how they were answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncMonth

from microcred.platform.awards import access
from microcred.platform.awards.models import Acceptance, Award
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

MONTHS = 12


@dataclass(frozen=True, slots=True)
class OfMicroCredential:
    """The awards of one micro-credential by their answer; `withdrawn` and `suspended` are of these too."""

    achievement: str
    title: str
    awarded: int
    accepted: int
    waiting: int
    declined: int
    withdrawn: int
    suspended: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the page of numbers shows; `months` holds the last twelve, also those without awards."""

    awarded: int
    accepted: int
    waiting: int
    declined: int
    people: int
    months: list[tuple[date, int]]
    of: list[OfMicroCredential]


def numbers(actor: Account | None, institution: str, now: datetime) -> Numbers:
    """The numbers of an institution; an award that a correction replaced is not counted again."""
    found = institutions.by_public_id(institution)
    institutions.require(actor, found, access.ROLES["view"])
    counted = Award.objects.filter(institution=found).exclude(credential__reason="superseded")
    answers = dict(counted.order_by().values_list("acceptance").annotate(count=Count("pk")))
    return Numbers(
        awarded=sum(answers.values()),
        accepted=answers.get(Acceptance.ACCEPTED, 0),
        waiting=answers.get(Acceptance.PENDING, 0),
        declined=answers.get(Acceptance.DECLINED, 0),
        people=counted.values("person").distinct().count(),
        months=_months(found.pk, now),
        of=_of(found.pk),
    )


def _months(institution_id: int, now: datetime) -> list[tuple[date, int]]:
    months = [_month_before(now, back) for back in reversed(range(MONTHS))]
    since = datetime(months[0].year, months[0].month, 1, tzinfo=now.tzinfo)
    made = Award.objects.filter(institution_id=institution_id, awarded_at__gte=since)
    by_month = (
        made.exclude(credential__reason="superseded")
        .annotate(month=TruncMonth("awarded_at"))
        .order_by()
        .values_list("month")
        .annotate(count=Count("pk"))
    )
    counted = {month.date().replace(day=1): count for month, count in by_month}
    return [(month, counted.get(month, 0)) for month in months]


def _month_before(now: datetime, back: int) -> date:
    months = now.year * 12 + now.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def _of(institution_id: int) -> list[OfMicroCredential]:
    rows = (
        Award.objects.filter(institution_id=institution_id)
        .exclude(credential__reason="superseded")
        .order_by()
        .values_list("achievement__public_id")
        .annotate(
            title=Max("version__name"),
            awarded=Count("pk"),
            accepted=Count("pk", filter=Q(acceptance=Acceptance.ACCEPTED)),
            waiting=Count("pk", filter=Q(acceptance=Acceptance.PENDING)),
            declined=Count("pk", filter=Q(acceptance=Acceptance.DECLINED)),
            withdrawn=Count("pk", filter=Q(credential__state="revoked")),
            suspended=Count("pk", filter=Q(credential__state="suspended")),
        )
    )
    return sorted((OfMicroCredential(*row) for row in rows), key=lambda one: (-one.awarded, one.title))
