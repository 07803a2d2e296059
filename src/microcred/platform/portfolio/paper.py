"""The timeline to be taken along: a picture of 1200 by 630, and one page of A4. Words go in as data."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from microcred.platform.institutions.queries import origin
from microcred.platform.portfolio import words
from microcred.platform.portfolio.drawing.across import Frame, across
from microcred.platform.portfolio.drawing.lanes import Lane, lanes
from microcred.platform.portfolio.drawing.paper import for_typst
from microcred.platform.portfolio.frameworks_here import framework
from microcred.platform.portfolio.queries.growth import Growth, language
from microcred.platform.web.typesetting import font_stack, typeset
from microcred.skills.profile.evidence import Evidence
from microcred.skills.profile.profile import ProfileSkill, SkillProfile

PICTURE = (1200, 630)
_HIGHEST, _LANES = 78.0, 372.0
_ROWS = 14
"""Skills of each kind on the page; the others are counted."""


def picture(name: str, growth: Growth, now: datetime) -> bytes:
    """The timeline as PNG; raises `TypesettingFailed`."""
    found = lanes(growth.events(), framework(), now)
    profile = growth.profile()
    frame = Frame(1088, 240, _lane_height(found, _LANES), 15, 20)
    data = {
        **_common(name, growth, profile, now),
        "width": PICTURE[0],
        "height": PICTURE[1],
        "picture": for_typst(across(found, now, frame)),
    }
    return typeset(_source("picture.typ"), data, kind="png", pixels_per_inch=72)


def page(name: str, growth: Growth, now: datetime) -> bytes:
    """The timeline and the skills on one page of A4, tagged; raises `TypesettingFailed`."""
    found = lanes(growth.events(), framework(), now)
    profile = growth.profile()
    frame = Frame(900, 236, _lane_height(found, 400), 15, 16)
    held = sorted(profile.held(), key=lambda one: (-(one.evidence or 0), -(one.level or 0), one.label))
    shown = [one for one in held if one.evidence is not None and one.evidence > Evidence.DECLARED]
    data = {
        **_common(name, growth, profile, now),
        "picture": for_typst(across(found, now, frame)) if found else None,
        "alternative": words.finding(growth.events()) if found else "",
        "columns": [
            _column(gettext("Soft skills"), [one for one in shown if one.soft]),
            _column(gettext("Hard skills"), [one for one in shown if not one.soft]),
        ],
        "date": {"year": now.year, "month": now.month, "day": now.day},
    }
    # Tagged all the same; the check against PDF/UA-1 does not end where the columns grow long.
    return typeset(_source("page.typ"), data)


@cache
def _source(name: str) -> str:
    return files(__package__).joinpath("drawing", name).read_text("utf-8")


def _common(name: str, growth: Growth, profile: SkillProfile, now: datetime) -> dict[str, Any]:
    standing = words.standing(growth.entries, profile, now)
    return {
        "language": language(),
        "stack": list(font_stack(language())),
        "name": name,
        "sentence": words.sentence(standing, now, of_another=True),
        "made": gettext("Checked against the signed credentials on %(day)s at %(site)s.")
        % {"day": date_format(now, "DATE_FORMAT"), "site": origin().partition("://")[2]},
        "legend": [
            {"shape": "full", "words": gettext("new")},
            {"shape": "thick", "words": gettext("deeper: a thicker lane")},
            {"shape": "ring", "words": gettext("refreshed")},
            {"shape": "dashed", "words": gettext("lapsed")},
        ],
    }


def _lane_height(found: list[Lane], room: float) -> float:
    heads = len({one.group.hard for one in found}) * 33
    return min(_HIGHEST, max(36.0, (room - heads) / max(1, len(found))))


def _column(title: str, skills: list[ProfileSkill]) -> dict[str, Any]:
    more = len(skills) - _ROWS
    return {
        "title": title,
        "rows": [
            {
                "label": one.label,
                "level": gettext("Level %(level)s") % {"level": one.level} if one.level else "",
                "how": str(words.EVIDENCE[one.evidence][0]) if one.evidence else "",
                "who": one.claims[0].issuer_name,
                "since": date_format(one.claims[0].since, "YEAR_MONTH_FORMAT"),
            }
            for one in skills[:_ROWS]
        ],
        "more": gettext("and %(n)s more") % {"n": more} if more > 0 else "",
        "none": gettext("None yet."),
    }
