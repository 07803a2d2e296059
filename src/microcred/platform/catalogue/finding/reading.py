"""What is read of offerings and micro-credentials for finding, by the number of the last change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from microcred.platform.catalogue.agreeing import agreements
from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.catalogue.findable import item
from microcred.platform.catalogue.finding.memory import FEW, NOTHING, Read, Values
from microcred.platform.catalogue.finding.opening import ALWAYS
from microcred.platform.catalogue.models import (
    Achievement,
    AchievementVersion,
    Offering,
    OfferingState,
    State,
)
from microcred.platform.network.queries import Agreed, Period

PRICES = ((0, "0"), (100, "1-100"), (300, "101-300"), (1000, "301-1000"))
WORKLOADS = ((25, "1-25"), (50, "26-50"), (100, "51-100"))
ALONE = "alone"
"""What a micro-credential is that no open offering leads to."""
READ = (
    *("pk", "achievement_id", "state", "kind", "language", "mode", "place", "price", "hours_per_week"),
    *("starts_on", "ends_on", "apply_by", "institution_id", "institution__name"),
    *("achievement__institution_id", "achievement__institution__name"),
)
"""What is read of an offering: neither its texts nor whole institutions, twenty thousand times."""

Contents = Mapping[int, dict[str, Any]]


def changed_since(number: int) -> list[Read]:
    """What changed after a change; everything where the number is below zero."""
    offerings = Offering.objects.filter(stamp__gt=number) if number >= 0 else Offering.objects.all()
    rows = list(offerings.values_list(*READ, named=True))
    achievements = Achievement.objects.filter(stamp__gt=number) if number >= 0 else Achievement.objects.all()
    alone = list(achievements.values_list("pk", "institution__name"))
    wanted = {one.achievement_id for one in rows} | {key for key, _ in alone}
    contents = _contents(wanted)
    return [*_offerings(rows, contents), *(_alone(key, name, contents.get(key)) for key, name in alone)]


def _contents(wanted: set[int]) -> Contents:
    versions = AchievementVersion.objects.filter(state=State.PUBLISHED)
    if len(wanted) <= FEW:
        versions = versions.filter(achievement_id__in=wanted)
    return dict(versions.values_list("achievement_id", "content"))


def _offerings(rows: Sequence[Any], contents: Contents) -> Iterator[Read]:
    @cache
    def content(achievement: int) -> AchievementContent:
        return AchievementContent.read(contents[achievement])

    shown = [one for one in rows if one.state == OfferingState.PUBLISHED and one.achievement_id in contents]
    agreed = agreements(
        (one.achievement__institution_id, one.institution_id, content(one.achievement_id)) for one in shown
    )
    found = dict(zip((one.pk for one in shown), agreed, strict=True))
    closing = _closing()
    for one in rows:
        order, leads_to = (one.starts_on.isoformat(), one.pk), item(one.achievement_id)
        if one.pk not in found:
            yield Read(one.pk, NOTHING, (), order, leads_to)
            continue
        periods = _periods(closing(one.apply_by or one.ends_on), found[one.pk])
        yield Read(one.pk, _values(one, contents[one.achievement_id]), periods, order, leads_to)


def _closing() -> Callable[[date], datetime | None]:
    """The midnight after a day, worked out once for each."""
    zone = timezone.get_default_timezone()

    @cache
    def closing(day: date) -> datetime | None:
        if day >= date.max - timedelta(days=2):
            return None
        return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)

    return closing


def _periods(closes: datetime | None, agreed: Agreed | None) -> tuple[Period, ...]:
    if agreed is None:
        return (Period(ALWAYS, closes),)
    whole = (
        Period(one.starts, min((end for end in (one.ends, closes) if end is not None), default=None))
        for one in agreed.periods
    )
    return tuple(one for one in whole if one.ends is None or one.starts < one.ends)


def _values(one: Any, content: Mapping[str, Any]) -> Values:
    hours = float(one.hours_per_week) * max(1, -(-((one.ends_on - one.starts_on).days + 1) // 7))
    return {
        **_of_content(content),
        "kind": frozenset({one.kind}),
        "workload": _band(hours, WORKLOADS, "101-"),
        "price": _band(one.price, PRICES, "1001-"),
        "language": frozenset({one.language}),
        "mode": frozenset({one.mode}),
        "place": _some(one.place),
        "start": frozenset({f"{one.starts_on:%Y-%m}"}),
        "educator": frozenset({one.institution__name}),
        "certifier": frozenset({one.achievement__institution__name}),
    }


def _alone(achievement: int, certifier: str, content: Mapping[str, Any] | None) -> Read:
    if content is None:
        return Read(item(achievement), NOTHING, (), ("", achievement))
    texts = content["texts"][content["language"]]
    values = {
        **_of_content(content),
        "kind": frozenset({ALONE}),
        "workload": _band(float(content["hours"]), WORKLOADS, "101-")
        if content.get("hours")
        else frozenset(),
        "language": frozenset(content.get("instruction_languages") or ()),
        "mode": _some(content.get("participation")),
        "certifier": frozenset({certifier}),
    }
    after_all = f"~{texts['name'].casefold()}"
    return Read(item(achievement), values, (Period(ALWAYS, None),), (after_all, achievement))


def _of_content(content: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {
        "skill": frozenset(str(skill["label"]) for skill in content.get("skills") or ()),
        "level": _some(content.get("eqf_level")),
        "stackability": _some(content.get("stackability")),
    }


def _some(value: object) -> frozenset[str]:
    return frozenset({str(value)}) if value else frozenset()


def _band(value: Any, bands: Iterable[tuple[int, str]], beyond: str) -> frozenset[str]:
    return frozenset({next((word for most, word in bands if value <= most), beyond)})
