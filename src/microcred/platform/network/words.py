"""Rights, agreements and reasons in words: "may certify accounting, EQF 4-5, until 2028"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from microcred.platform.network.scope import Branch, Scope
from microcred.platform.network.scope.branches import ISCED_F
from microcred.platform.web.countries import country_name
from microcred.vc.openbadges import vocabularies
from microcred.vc.openbadges.fields import field_name

VERBS: Mapping[str, Promise] = {
    "teach": gettext_lazy("may teach %(what)s"),
    "assess": gettext_lazy("may assess %(what)s"),
    "certify": gettext_lazy("may certify %(what)s"),
}
VERB_NAMES: Mapping[str, Promise] = {
    "teach": gettext_lazy("Teach"),
    "assess": gettext_lazy("Assess"),
    "certify": gettext_lazy("Certify"),
}
LIMITS: Mapping[str, Promise] = {
    "verb": gettext_lazy("another kind of right"),
    "field": gettext_lazy("the field or skills"),
    "level": gettext_lazy("the EQF level"),
    "method": gettext_lazy("how it is assessed"),
    "credits": gettext_lazy("the number of credits"),
    "country": gettext_lazy("the country"),
    "period": gettext_lazy("the dates"),
    "passing on": gettext_lazy("passing it on"),
}
REASONS: Mapping[str, Promise] = {
    "": gettext_lazy("The right holds, and so does each that it rests on."),
    "none": gettext_lazy("No right of this kind is known."),
    "outside": gettext_lazy("The right does not cover this micro-credential."),
    "not yet valid": gettext_lazy("A right in the chain had not begun at that date."),
    "expired": gettext_lazy("A right in the chain had run out at that date."),
    "withdrawn": gettext_lazy("A right in the chain was withdrawn before that date."),
    "withdrawn later": gettext_lazy(
        "A right in the chain was withdrawn later; the award stood in a signed log before."
    ),
    "before withdrawal unproven": gettext_lazy(
        "A right in the chain was withdrawn, and no signed log shows that the award was earlier."
    ),
    "more than held": gettext_lazy("More was passed on than was held."),
    "not the giver's": gettext_lazy("The right rests on one that its giver does not hold."),
    "cycle": gettext_lazy("The rights rest on one another in a circle."),
    "too long": gettext_lazy("The chain of rights is too long."),
    "not at hand": gettext_lazy("A right in the chain could not be read."),
    "no anchor": gettext_lazy("The chain ends at nobody who is known here as an accreditor."),
}
ALL = gettext_lazy("All")
OUTCOMES: Mapping[str, Promise] = {
    "passed": gettext_lazy("Accredited for just this"),
    "failed": gettext_lazy("Not accredited for this"),
    "undecided": gettext_lazy("Could not be decided"),
}
PARTS: Mapping[str, Promise] = {
    "teach": gettext_lazy("Taught by"),
    "assess": gettext_lazy("Assessed by"),
    "certify": gettext_lazy("Certified by"),
}
STATED: Mapping[str, Promise] = {
    "teach": gettext_lazy("taught by you"),
    "assess": gettext_lazy("assessed by you"),
}
STATES: Mapping[str, tuple[str, Promise]] = {
    "active": ("active", gettext_lazy("Holds")),
    "coming": ("scheduled", gettext_lazy("To come")),
    "expired": ("retired", gettext_lazy("Run out")),
    "withdrawn": ("withdrawn", gettext_lazy("Withdrawn")),
    "proposed": ("scheduled", gettext_lazy("Waits for an answer")),
    "declined": ("retired", gettext_lazy("Declined")),
    "ended": ("retired", gettext_lazy("Ended")),
}
"""The chip and the word of each state of a right or an agreement."""


def scope(of: Scope) -> str:
    """The whole right in words, without a name: verb, fields, levels, limits, end."""
    named = [branch_name(branch) for branch in of.branches]
    what = get_text_list(named, _("and")) if named else _("every field")
    parts = [str(VERBS[of.verb]) % {"what": what}, levels(of.lowest, of.highest)]
    if of.methods:
        methods = get_text_list([_method(code) for code in sorted(of.methods)], _("or"))
        parts.append(_("assessed by %(methods)s") % {"methods": methods})
    if of.credits is not None:
        parts.append(_("at most %(number)s credits") % {"number": f"{of.credits.normalize():f}"})
    if of.countries:
        countries = get_text_list([country_name(code) for code in sorted(of.countries)], _("and"))
        parts.append(_("in %(countries)s") % {"countries": countries})
    parts.append(_("until %(date)s") % {"date": day(of.ends)} if of.ends else _("without an end"))
    if of.passes_on:
        parts.append(_("may be passed on"))
    return ", ".join(part for part in parts if part)


def branch_name(of: Branch) -> str:
    """A field or heading in words: as whoever gave the right wrote it, else as it is known here."""
    code = of.address.removeprefix(ISCED_F)
    if code != of.address and of.label in ("", code):
        return field_name(code, get_language() or "en") or code
    return of.label or of.address


def _method(code: str) -> str:
    name = _(vocabularies.ASSESSMENT.label(code))
    return f"{name[:1].lower()}{name[1:]}"


def levels(lowest: int, highest: int) -> str:
    """ "EQF 4-5", or empty for every level."""
    if (lowest, highest) == (1, 8):
        return ""
    if lowest == highest:
        return _("EQF %(level)s") % {"level": lowest}
    return _("EQF %(lowest)s–%(highest)s") % {"lowest": lowest, "highest": highest}


def limits(names: Iterable[str]) -> str:
    """What goes beyond, in words."""
    return get_text_list([str(LIMITS[name]) for name in names], _("and"))


def day(at: datetime | None) -> str:
    """A date as the page's language writes it."""
    return date_format(at, "DATE_FORMAT") if at else pgettext("a date", "without an end")
