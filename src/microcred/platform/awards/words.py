"""The words for people of what an award states: codes of Annex I, ways of identity, numbers with units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from microcred.platform.awards.facts import Facts
from microcred.platform.catalogue.words import (
    ASSESSMENT,
    PARTICIPATION,
    QUALITY,
    STACKABILITY,
    SUPERVISION,
    hours,
)
from microcred.platform.web.marks import Maker, MarkKind, MarkRow, mark_row
from microcred.platform.web.monogram import NEUTRAL
from microcred.vc.openbadges import IdentityCheck
from microcred.vc.openbadges.fields import field_name


def _words(table: Mapping[str, object], codes: tuple[str, ...]) -> str:
    return ", ".join(str(table.get(code, code)) for code in codes if code)


def weight(facts: Facts) -> Iterator[tuple[str, str]]:
    """Label and value of credits, work, level and the other elements of Annex I that are stated."""
    course = facts.annex.course
    if course.ects is not None:
        yield gettext("Credits"), gettext("%(number)s ECTS") % {"number": f"{course.ects:g}"}
    if course.hours is not None:
        yield gettext("Work"), hours(f"{course.hours:g}")
    if course.eqf_level is not None:
        yield gettext("Level"), gettext("EQF level %(level)s") % {"level": course.eqf_level}
    if facts.annex.grade:
        yield gettext("Result"), facts.annex.grade
    for label, table, codes in (
        (gettext("Assessment"), ASSESSMENT, course.assessment),
        (gettext("Supervision"), SUPERVISION, (course.supervision,)),
        (gettext("Participation"), PARTICIPATION, (course.participation,)),
        (gettext("Quality assurance"), QUALITY, course.quality_assurance),
    ):
        words = _words(table, codes)
        if words:
            yield label, words
    if course.isced_f:
        named = "" if course.isced_f_name.startswith("ISCED-F") else course.isced_f_name
        named = named or field_name(course.isced_f, get_language() or "en")
        yield gettext("Field"), f"{named} ({course.isced_f})".strip()
    if course.prerequisites:
        yield gettext("Prerequisites"), "; ".join(course.prerequisites)
    if course.stackability:
        into = f": {course.stacks_into_name}" if course.stacks_into_name else ""
        yield gettext("Stacking"), f"{STACKABILITY.get(course.stackability, course.stackability)}{into}"


def sentence(facts: Facts) -> str:
    """“can present to an audience at level 5.”; without such a phrase “has earned TITLE.”"""
    if not facts.can:
        return gettext("has earned “%(title)s”.") % {"title": facts.title}
    if facts.level is None:
        return gettext("can %(can)s.") % {"can": facts.can}
    return gettext("can %(can)s at level %(level)s.") % {"can": facts.can, "level": facts.level}


def certified(facts: Facts) -> str:
    """“Certified by INSTITUTION, 14 May 2026.”"""
    return gettext("Certified by %(institution)s, %(date)s.") % {
        "institution": facts.institution,
        "date": date_format(facts.awarded, "DATE_FORMAT"),
    }


def identity(check: IdentityCheck | None) -> str:
    """How the person's identity was established, as page, certificate and report say it."""
    if check is None:
        return gettext("It is not stated how the person's identity was established.")
    when = date_format(check.at, "DATE_FORMAT") if check.at else ""
    if check.way == "document":
        return gettext("An identity document was seen by %(by)s on %(date)s.") % {
            "by": check.by,
            "date": when,
        }
    if check.way == "sign-in":
        return gettext("The person signed in through the institution's own sign-in.")
    return gettext("Only the e-mail address was known.")


def marks(facts: Facts, colours: dict[str, str] | None = None) -> MarkRow:
    """The four marks of an award; `colours` are those of institutions by name."""
    known = colours or {}

    def maker(name: str) -> Maker:
        return Maker(name, known.get(name, NEUTRAL))

    return mark_row(
        taught=maker(facts.taught_by) if facts.taught_by else None,
        assessed=maker(facts.assessed_by),
        certified=maker(facts.institution),
        level=facts.level,
        on=facts.awarded.date(),
        reasons={MarkKind.TAUGHT: gettext("Learned at work, without a course.")},
    )
