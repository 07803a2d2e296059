"""The words for people of what a micro-credential states: kinds, codes of Annex I, missing fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from microcred.platform.catalogue.content import AchievementContent
from microcred.vc.openbadges.fields import field_name

if TYPE_CHECKING:
    from microcred.platform.catalogue.queries import OfferingDetail

KINDS: dict[str, Promise] = {
    "soft": gettext_lazy("One soft skill"),
    "hard": gettext_lazy("One hard skill"),
    "combination": gettext_lazy("A combination of skills"),
}
ASSESSMENT: dict[str, Promise] = {
    "written": gettext_lazy("Written examination"),
    "oral": gettext_lazy("Oral examination"),
    "practical": gettext_lazy("Practical assessment"),
    "portfolio": gettext_lazy("Portfolio"),
    "project": gettext_lazy("Project work"),
    "presentation": gettext_lazy("Presentation"),
    "quiz": gettext_lazy("Quiz"),
    "assignment": gettext_lazy("Marked assignment"),
    "continuous": gettext_lazy("Continuous evaluation"),
    "group": gettext_lazy("Group performance"),
    "peer": gettext_lazy("Peer assessment"),
    "self": gettext_lazy("Self-assessment"),
    "attendance": gettext_lazy("Level of attendance"),
    "artefact": gettext_lazy("Artefact assessment"),
    "observation": gettext_lazy("Observation at work"),
    "roleplay": gettext_lazy("Role play"),
}
PARTICIPATION: dict[str, Promise] = {
    "online": gettext_lazy("Online"),
    "onsite": gettext_lazy("On site"),
    "blended": gettext_lazy("Blended"),
    "hybrid": gettext_lazy("Hybrid"),
    "work": gettext_lazy("At work"),
}
QUALITY: dict[str, Promise] = {
    "institution-licence": gettext_lazy("Licensed institution"),
    "institution": gettext_lazy("Quality-assured institution"),
    "programme-licence": gettext_lazy("Licensed programme"),
    "programme": gettext_lazy("Quality-assured programme"),
    "internal": gettext_lazy("Internal quality assurance"),
    "external": gettext_lazy("External quality assurance"),
}
SUPERVISION: dict[str, Promise] = {
    "unsupervised": gettext_lazy("Unsupervised, identity not verified"),
    "supervised": gettext_lazy("Supervised, identity not verified"),
    "online-id": gettext_lazy("Supervised online, identity verified"),
    "onsite-id": gettext_lazy("Supervised on site, identity verified"),
}
STACKABILITY: dict[str, Promise] = {
    "standalone": gettext_lazy("Stands alone"),
    "integrated": gettext_lazy("Part of another credential"),
    "stackable": gettext_lazy("Can be stacked towards another credential"),
}
FIELDS: dict[str, Promise] = {
    "description": gettext_lazy("Description"),
    "criteria": gettext_lazy("What had to be done"),
    "outcomes": gettext_lazy("Learning outcomes"),
    "workload": gettext_lazy("Credits or hours"),
    "assessment": gettext_lazy("Assessment"),
    "participation": gettext_lazy("Participation"),
    "quality_assurance": gettext_lazy("Quality assurance"),
}
"""What `content.missing` can name."""


def weight(content: AchievementContent) -> Iterator[tuple[str, str]]:
    """Label and value of the elements of Annex I that a micro-credential states."""
    if content.ects:
        yield _("Credits"), _("%(number)s ECTS") % {"number": content.ects}
    if content.hours:
        yield _("Work"), hours(content.hours)
    if content.eqf_level:
        yield _("Level"), _("EQF level %(level)s") % {"level": content.eqf_level}
    for label, table, codes in (
        (_("Assessment"), ASSESSMENT, content.assessment),
        (_("Supervision"), SUPERVISION, (content.supervision,)),
        (_("Participation"), PARTICIPATION, (content.participation,)),
        (_("Quality assurance"), QUALITY, content.quality_assurance),
    ):
        words = said(table, *codes)
        if words:
            yield label, words
    if content.stackability:
        into = f": {content.stacks_into_name}" if content.stacks_into_name else ""
        yield _("Stacking"), f"{STACKABILITY[content.stackability]}{into}"
    if content.isced_f:
        named = content.isced_f_name or field_name(content.isced_f, get_language() or "en")
        yield _("Field"), f"{named} ({content.isced_f})" if named else content.isced_f
    if content.validity_months:
        yield (
            _("Valid for"),
            ngettext("%(n)s month", "%(n)s months", content.validity_months) % {"n": content.validity_months},
        )


def said(table: Mapping[str, Promise], *codes: str) -> str:
    """The words of codes, one after the other."""
    return ", ".join(str(table[code]) for code in codes if code)


def hours(text: str) -> str:
    """“50 hours”."""
    return ngettext("%(number)s hour", "%(number)s hours", int(Decimal(text))) % {"number": text}


def language(code: str) -> str:
    """A language by its name in the reader's; its tag where Django has none."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


OFFERING_KINDS: dict[str, Promise] = {
    "course": gettext_lazy("Course"),
    "assessed": gettext_lazy("Course with assessment"),
    "assessment": gettext_lazy("Assessment only"),
}
ALONE = gettext_lazy("Micro-credential, no offering now")
FACETS: dict[str, Promise] = {
    "kind": gettext_lazy("What it is"),
    "skill": gettext_lazy("Skill"),
    "level": gettext_lazy("EQF level"),
    "workload": gettext_lazy("Hours of work"),
    "price": gettext_lazy("Price"),
    "language": gettext_lazy("Language"),
    "mode": gettext_lazy("Mode"),
    "place": gettext_lazy("Place"),
    "start": gettext_lazy("Start"),
    "educator": gettext_lazy("Taught by"),
    "certifier": gettext_lazy("Certified by"),
    "stackability": gettext_lazy("Stacking"),
}


def who(one: OfferingDetail) -> str:
    """Who teaches, or assesses only, and who certifies, in a few words."""
    names = {"educator": one.educator_name, "certifier": one.certifier_name}
    if one.educator == one.certifier:
        said = _("Taught and certified by %(certifier)s")
        if one.assessment_only:
            said = _("Assessed and certified by %(certifier)s")
    elif one.assessment_only:
        said = _("Assessed by %(educator)s, certified by %(certifier)s")
    else:
        said = _("Taught by %(educator)s, certified by %(certifier)s")
    return said % names


NAMED = {
    "kind": OFFERING_KINDS | {"alone": ALONE},
    "mode": PARTICIPATION,
    "stackability": STACKABILITY,
}
_MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")


def facet_value(facet: str, value: str) -> str:
    """The word for a value of a facet."""
    named = NAMED.get(facet, {})
    if value in named:
        return str(named[value])
    if facet == "language":
        return language(value)
    if facet == "start" and _MONTH.match(value):
        return date_format(date.fromisoformat(f"{value}-01"), "YEAR_MONTH_FORMAT")
    if facet == "price":
        return _("free") if value == "0" else _band(value)
    return _band(value) if facet == "workload" else value


def _band(value: str) -> str:
    first, _dash, last = value.partition("-")
    return _("%(first)s to %(last)s") % {"first": first, "last": last} if last else _("%s or more") % first
