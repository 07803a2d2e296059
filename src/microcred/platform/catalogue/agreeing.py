"""Whether who certifies lets who teaches lead to it: the check, and its answer in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.catalogue.errors import NotAgreed
from microcred.platform.catalogue.models import Achievement, AchievementVersion, State
from microcred.platform.network import queries as network
from microcred.platform.network import words as network_words
from microcred.platform.network.queries import Agreed, Asked
from microcred.platform.network.scope import Subject
from microcred.platform.network.scope.branches import ISCED_F

if TYPE_CHECKING:
    from microcred.platform.institutions.models import Institution


def subject(content: AchievementContent, country: str) -> Subject:
    """A micro-credential in the terms of the network: what a right or an agreement has to cover."""
    return Subject(
        skills=tuple(one.address for one in content.skills if one.address),
        field=f"{ISCED_F}{content.isced_f}" if content.isced_f else "",
        level=content.eqf_level,
        methods=frozenset(content.assessment),
        credits=Decimal(content.ects) if content.ects else None,
        country=country,
    )


def agreements(asked: Iterable[tuple[int, int, AchievementContent]]) -> list[Agreed | None]:
    """For each certifier, educator and content what was agreed; None where the certifier teaches itself."""
    rows = list(asked)
    others = [
        Asked(certifier, educator, subject(content, ""))
        for certifier, educator, content in rows
        if certifier != educator
    ]
    found = iter(network.agreed(others) if others else ())
    return [None if certifier == educator else next(found) for certifier, educator, _content in rows]


def require_agreement(educator: Institution, achievement: Achievement, now: datetime) -> None:
    """Returns where an educator may lead to a micro-credential; raises `NotAgreed` with the reason."""
    rows = AchievementVersion.objects.select_related("achievement__institution")
    rows = rows.filter(achievement=achievement, published_at__isnull=False)
    said = not_agreed(
        rows.filter(state=State.PUBLISHED).first() or rows.order_by("-number")[0], educator, now
    )
    if said:
        raise NotAgreed(said)


def not_agreed(version: AchievementVersion, educator: Institution, at: datetime) -> str:
    """Why an educator may not lead to a version at a time, in a sentence; empty where it may."""
    certifier = version.achievement.institution
    content = AchievementContent.read(version.content)
    [found] = agreements([(certifier.pk, educator.pk, content)])
    return reason(found, educator.name, certifier.name, at) if found else ""


def reason(found: Agreed, educator: str, certifier: str, at: datetime) -> str:
    """Why nothing is agreed at a time, in a sentence; empty where it is."""
    names = {"educator": educator, "certifier": certifier}
    turn = found.turn(at)
    day = date_format(timezone.localtime(turn), "DATE_FORMAT") if turn else ""
    match found.state(at):
        case "active":
            return ""
        case "coming":
            said = _("%(certifier)s certifies what %(educator)s teaches only from %(day)s on.")
        case "ended":
            said = _(
                "The agreement by which %(certifier)s certified what %(educator)s teaches ended on %(day)s."
            )
        case "outside":
            limits = network_words.limits(found.limits)
            said = _("The agreement of %(certifier)s with %(educator)s does not cover this: %(limits)s.")
            return said % {**names, "limits": limits}
        case _none:
            said = _("%(certifier)s has no agreement with %(educator)s to certify what it teaches.")
    return said % {**names, "day": day}
