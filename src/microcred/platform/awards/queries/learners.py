"""The people whom an institution has awarded: one line each, however many awards they have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q

from microcred.platform.awards import access
from microcred.platform.awards.models import Acceptance, Award
from microcred.platform.awards.queries.awards import AwardRow, award_row, with_credential
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """One person as the institution's awards know them; corrected awards count once."""

    person: str
    name: str
    email: str
    awards: int
    accepted: int
    waiting: int
    latest: datetime


def learners(
    actor: Account | None, institution: str, *, text: str = "", first: int = 0, most: int = 50
) -> list[LearnerRow]:
    """The people awarded, whoever was awarded last first; `text` is part of a name or an address."""
    found = _grouped(actor, institution, text).order_by("-latest", "person")[first : first + most]
    return [LearnerRow(**row) for row in found]


def learners_after(
    actor: Account | None,
    institution: str,
    *,
    after: tuple[datetime, str] | None,
    most: int,
    text: str = "",
) -> list[LearnerRow]:
    """As `learners`, those that follow a time and a person: what is awarded meanwhile moves nothing."""
    found = _grouped(actor, institution, text)
    if after is not None:
        moment, last = after
        found = found.filter(Q(latest__lt=moment) | Q(latest=moment, person__gt=last))
    return [LearnerRow(**row) for row in found.order_by("-latest", "person")[:most]]


def learners_count(actor: Account | None, institution: str, *, text: str = "") -> int:
    """How many people `learners` would list."""
    return int(_grouped(actor, institution, text).count())


def learner(actor: Account | None, institution: str, person: str) -> list[AwardRow]:
    """All awards of one person by this institution, latest first; raises `NotFound` where there is none."""
    found = institutions.by_public_id(institution)
    institutions.require(actor, found, access.ROLES["view"])
    rows = with_credential().filter(institution=found, person=person).order_by("-awarded_at", "pk")
    awards = [award_row(row) for row in rows]
    if not awards:
        raise institutions.NotFound(person[:40])
    return awards


def _grouped(actor: Account | None, institution: str, text: str) -> Any:
    found = institutions.by_public_id(institution)
    institutions.require(actor, found, access.ROLES["view"])
    chosen = Award.objects.filter(institution=found, live=True)
    if text:
        chosen = chosen.filter(Q(name__icontains=text) | Q(email__icontains=text))
    return chosen.values("person").annotate(
        name=Max("name"),
        email=Max("email"),
        awards=Count("pk"),
        accepted=Count("pk", filter=Q(acceptance=Acceptance.ACCEPTED)),
        waiting=Count("pk", filter=Q(acceptance=Acceptance.PENDING)),
        latest=Max("awarded_at"),
    )
