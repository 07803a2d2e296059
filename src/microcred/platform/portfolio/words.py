"""The sentences of a learner's pages: what is held, what comes next, how it grew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from microcred.platform.portfolio.queries.holdings import Entry
from microcred.skills.levels import level as level_of
from microcred.skills.profile.evidence import Evidence
from microcred.skills.profile.profile import Freshness, SkillProfile
from microcred.skills.profile.timeline import Change, TimelineEvent

AHEAD = timedelta(days=365)
EVIDENCE: dict[Evidence, tuple[Promise, str]] = {
    Evidence.CERTIFIED: (gettext_lazy("Certified by an independent body"), "disc"),
    Evidence.ASSESSED: (gettext_lazy("Assessed"), "ring-half"),
    Evidence.ATTENDED: (gettext_lazy("Attended"), "ring"),
    Evidence.DECLARED: (gettext_lazy("Declared by you"), "box-dashed"),
}
"""Word and shape of each way in which a skill was shown."""
FRESHNESS: dict[Freshness, Promise] = {
    Freshness.FRESH: gettext_lazy("fresh"),
    Freshness.AGEING: gettext_lazy("over two years ago"),
    Freshness.OLD: gettext_lazy("over five years ago"),
}
CHANGES: dict[Change, Promise] = {
    Change.NEW: gettext_lazy("new"),
    Change.DEEPER: gettext_lazy("deeper"),
    Change.REFRESHED: gettext_lazy("refreshed"),
    Change.LAPSED: gettext_lazy("lapsed"),
    Change.WITHDRAWN: gettext_lazy("withdrawn"),
}

RATINGS: dict[int, Promise] = {
    1: gettext_lazy("not at all"),
    2: gettext_lazy("with much help"),
    3: gettext_lazy("with some help"),
    4: gettext_lazy("on my own"),
    5: gettext_lazy("I show others how"),
}
"""How well somebody says that they could do it before, and can now."""


@dataclass(frozen=True)
class Standing:
    """Counts behind the first sentence."""

    credentials: int
    skills: int
    new: int
    lapsing: int
    lapses: datetime | None


def standing(entries: Sequence[Entry], profile: SkillProfile, now: datetime) -> Standing:
    """What counts now: credentials in force, the skills they show, what is new this year and lapses next."""
    counting = [
        one
        for one in entries
        if one.accepted and one.present and one.held is not None and one.id not in profile.apart
    ]
    ends = sorted(one.until for one in counting if one.until is not None and one.until <= now + AHEAD)
    first = ends[0] if ends else None
    same = [one for one in ends if first and (one.year, one.month) == (first.year, first.month)]
    shown = [one for one in profile.held() if one.evidence is not None and one.evidence > Evidence.DECLARED]
    new = [one for one in counting if one.held and one.held.since.year == now.year]
    return Standing(len(counting), len(shown), len(new), len(same), first)


def sentence(found: Standing, now: datetime, *, of_another: bool = False) -> str:
    """“You hold 9 credentials that show 21 skills. 3 are new this year; 1 lapses in March.”

    `of_another` says it of the person named above it: “Holds 9 credentials …”.
    """
    skills = ngettext("%(n)s skill", "%(n)s skills", found.skills) % {"n": found.skills}
    if of_another:
        held = ngettext(
            "Holds %(n)s credential that shows %(skills)s.",
            "Holds %(n)s credentials that show %(skills)s.",
            found.credentials,
        )
    else:
        held = ngettext(
            "You hold %(n)s credential that shows %(skills)s.",
            "You hold %(n)s credentials that show %(skills)s.",
            found.credentials,
        )
    held %= {"n": found.credentials, "skills": skills}
    more = []
    if found.new:
        new = ngettext("%(n)s is new this year", "%(n)s are new this year", found.new)
        more.append(new % {"n": found.new})
    if found.lapses is not None:
        month = date_format(found.lapses, "F" if found.lapses.year == now.year else "F Y")
        lapse = ngettext("%(n)s lapses in %(month)s", "%(n)s lapse in %(month)s", found.lapsing)
        more.append(lapse % {"n": found.lapsing, "month": month})
    return f"{held} {'; '.join(more)}." if more else held


def declared_only(count: int) -> str:
    """“You declare 4 skills. No credential shows them yet.”"""
    told = ngettext(
        "You declare %(n)s skill. No credential shows it yet.",
        "You declare %(n)s skills. No credential shows them yet.",
        count,
    )
    return told % {"n": count}


def shown_on(profile: SkillProfile, day: datetime) -> str:
    """“On 2 March 2025 your credentials showed 4 skills.”"""
    shown = [one for one in profile.held() if one.evidence is not None and one.evidence > Evidence.DECLARED]
    told = ngettext(
        "On %(day)s your credentials showed %(n)s skill.",
        "On %(day)s your credentials showed %(n)s skills.",
        len(shown),
    )
    return told % {"day": date_format(day, "DATE_FORMAT"), "n": len(shown)}


def finding(events: Sequence[TimelineEvent]) -> str:
    """The title of the timeline: what it shows, in a sentence."""
    changes = [one.change for event in events for one in event.changes]
    counts = {kind: changes.count(kind) for kind in CHANGES}
    since = date_format(events[0].at, "F Y") if events else ""
    parts = []
    if counts[Change.NEW]:
        new = ngettext("you gained %(n)s skill", "you gained %(n)s skills", counts[Change.NEW])
        parts.append(new % {"n": counts[Change.NEW]})
    if counts[Change.DEEPER]:
        deeper = ngettext("went deeper in %(n)s", "went deeper in %(n)s", counts[Change.DEEPER])
        parts.append(deeper % {"n": counts[Change.DEEPER]})
    gone = counts[Change.LAPSED] + counts[Change.WITHDRAWN]
    if gone:
        parts.append(ngettext("%(n)s lapsed", "%(n)s lapsed", gone) % {"n": gone})
    return gettext("Since %(month)s %(what)s.") % {"month": since, "what": joined(parts)}


def joined(parts: Sequence[str]) -> str:
    """“one, two and three”."""
    if len(parts) < 2:
        return "".join(parts)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def level(number: int | None) -> str:
    """“5: handles what is not foreseen …”, or a dash where no level is stated."""
    if number is None:
        return "–"
    return f"{number}: {gettext(level_of(number).sentence)}"
