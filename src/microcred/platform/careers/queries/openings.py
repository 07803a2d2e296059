"""Openings, for learners by match and for employers with the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse

from microcred.platform.accounts.models import Account
from microcred.platform.careers import access
from microcred.platform.careers.explaining import Explained, Source, explained
from microcred.platform.careers.here import framework, language
from microcred.platform.careers.models import Answer, Opening
from microcred.platform.careers.queries.gaps import Standing, gap_between
from microcred.platform.careers.queries.goals import opening_target
from microcred.platform.portfolio import queries as portfolio
from microcred.platform.portfolio.errors import NotHeld, ShareOver
from microcred.skills.profile.profile import skill_profile

if TYPE_CHECKING:
    from microcred.platform.portfolio.queries import Shown

NOTHING_ACCEPTED: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class WantedLine:
    """A skill that an opening asks for."""

    skill: str
    label: str
    essential: bool
    level: int | None


@dataclass(frozen=True)
class OpeningDetail:
    """An opening for everybody."""

    public_id: str
    institution: str
    institution_name: str
    title: str
    about: str
    place: str
    wanted: Sequence[WantedLine]
    published_at: datetime
    until: date
    open: bool
    answers: int = 0


@dataclass(frozen=True)
class Matched:
    """An opening beside one learner."""

    opening: OpeningDetail
    told: Explained


@dataclass(frozen=True)
class AnswerDetail:
    """An answer. `told` and `address` are there while the learner shows the page: then state is "open".

    Otherwise it is "withdrawn" or "ended", and nothing of the learner is left but that.
    """

    public_id: str
    opening: str
    answered_at: datetime
    state: str
    name: str = ""
    told: Explained | None = None
    address: str = ""
    ends_at: datetime | None = None
    credentials: int = 0


def openings(now: datetime) -> list[OpeningDetail]:
    """The openings that take answers, the latest first."""
    rows = Opening.objects.select_related("institution").filter(closed_at__isnull=True, until__gte=now.date())
    return [_opening(one, now) for one in rows.order_by("-published_at")]


def matched(found: Standing, now: datetime) -> list[Matched]:
    """The openings beside a learner: the best covered first, by the stated skills and nothing else."""
    rows = [Matched(one, match(one, found)) for one in openings(now)]
    return sorted(rows, key=lambda one: (-one.told.score, one.opening.title.casefold()))


def match(opening: OpeningDetail, found: Standing) -> Explained:
    """What a learner has of an opening, line by line."""
    target = opening_target(access.shown_opening(opening.public_id))
    between = gap_between(found.profile, target, NOTHING_ACCEPTED)
    return explained(between, found.profile, found.behind)


def opening(public_id: str, now: datetime) -> OpeningDetail:
    """One opening for anybody; raises `NotHere`."""
    return _opening(access.shown_opening(public_id), now)


def of_institution(actor: Account | None, institution: str, now: datetime) -> list[OpeningDetail]:
    """All openings of an institution for those who recruit for it, open ones first."""
    found = access.institution(actor, institution)
    rows = (
        Opening.objects.select_related("institution")
        .filter(institution=found)
        .annotate(answered=Count("answers", filter=Q(answers__withdrawn_at__isnull=True)))
        .order_by("-published_at")
    )
    return sorted((_opening(one, now, one.answered) for one in rows), key=lambda one: not one.open)


def answers(actor: Account | None, public_id: str, now: datetime) -> list[AnswerDetail]:
    """The answers to an opening, for those who recruit: in order of how much of what is asked they show."""
    row = access.opening(actor, public_id)
    found = [_answer(one, row, now) for one in row.answers.order_by("answered_at")]
    return sorted(found, key=lambda one: (one.told is None, -(one.told.score if one.told else 0)))


def answer(actor: Account | None, public_id: str, now: datetime) -> AnswerDetail:
    """One answer for those who recruit; raises as `access.answer`."""
    row = access.answer(actor, public_id)
    return _answer(row, row.opening, now)


def own_answer(actor: Account, opening: str, now: datetime) -> AnswerDetail | None:
    """The learner's own answer to an opening: exactly what the employer sees of it."""
    rows = Answer.objects.select_related("opening").filter(opening_id=opening, owner=actor)
    row = rows.filter(withdrawn_at__isnull=True).first() or rows.order_by("-answered_at").first()
    return _answer(row, row.opening, now) if row else None


def _answer(row: Answer, opening: Opening, now: datetime) -> AnswerDetail:
    if row.withdrawn_at is not None:
        return AnswerDetail(row.pk, row.opening_id, row.answered_at, "withdrawn")
    try:
        shown = portfolio.shown(row.share, now)
    except ShareOver:
        return AnswerDetail(row.pk, row.opening_id, row.answered_at, "ended")
    except NotHeld:
        return AnswerDetail(row.pk, row.opening_id, row.answered_at, "withdrawn")
    found = _shown_standing(shown, now)
    between = gap_between(found.profile, opening_target(opening), NOTHING_ACCEPTED)
    return AnswerDetail(
        row.pk,
        row.opening_id,
        row.answered_at,
        "open",
        shown.owner,
        explained(between, found.profile, found.behind),
        shown.address,
        shown.ends_at,
        len(shown.entries),
    )


def _shown_standing(shown: Shown, now: datetime) -> Standing:
    """What the chosen credentials show by themselves: nothing declared, nothing that was not chosen."""
    held = [one.held for one in shown.entries if one.held is not None]
    profile = skill_profile(held, (), framework(), at=now, language=language())
    behind = {
        one.id: Source(one.title, one.issuer, reverse("portfolio:shown-item", args=[shown.public_id, one.id]))
        for one in shown.entries
    }
    return Standing(profile, behind)


def _opening(row: Opening, now: datetime, answered: int = 0) -> OpeningDetail:
    skills, spoken = framework().skills, language()
    return OpeningDetail(
        row.pk,
        row.institution.public_id,
        row.institution.name,
        row.title,
        row.about,
        row.place,
        [
            WantedLine(
                one["skill"],
                skills[one["skill"]].label(spoken) if one["skill"] in skills else one["label"],
                one["essential"],
                one["level"],
            )
            for one in row.wanted
        ],
        row.published_at,
        row.until,
        row.closed_at is None and row.until >= now.date(),
        answered,
    )
