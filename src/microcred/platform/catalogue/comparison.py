"""What offerings are compared by, in words: the facets of the search, and what Annex I makes them state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from microcred.platform.catalogue import words
from microcred.platform.catalogue.queries import OfferingDetail


class Line(NamedTuple):
    """A row of the table: what it is about, what each says, and whether they differ."""

    label: str
    names: Sequence[str]
    values: Sequence[str]
    differs: bool

    @property
    def named(self) -> Sequence[tuple[str, str]]:
        """Each value with the name of what says it: on a phone they stand below one another."""
        return list(zip(self.names, self.values, strict=True))


def rows(found: Sequence[OfferingDetail], now: datetime) -> list[Line]:
    """All rows in their order; those that nobody states anything in are left out."""
    lines = [(str(label), [value(one) for one in found]) for label, value in VALUES]
    lines.append((_("To enrol"), [_open(one, now) for one in found]))
    names = [one.name for one in found]
    if len(set(names)) < len(names):
        names = [f"{number}. {name}" for number, name in enumerate(names, 1)]
    return [Line(label, names, values, len(set(values)) > 1) for label, values in lines if any(values)]


def _open(one: OfferingDetail, now: datetime) -> str:
    if not one.open_on(timezone.localdate(now)):
        return _("closed")
    return one.not_agreed(now) or _("open")


def _credits(one: OfferingDetail) -> str:
    stated = [_("%(number)s ECTS") % {"number": one.content.ects} if one.content.ects else ""]
    stated.append(words.hours(one.content.hours) if one.content.hours else "")
    return ", ".join(filter(None, stated))


def _each_week(one: OfferingDetail) -> str:
    return number_format(one.hours_per_week.normalize()) if one.hours_per_week else ""


def _mode(one: OfferingDetail) -> str:
    return str(words.PARTICIPATION.get(one.mode, one.mode))


def _stacking(one: OfferingDetail) -> str:
    code, into = one.content.stackability, one.content.stacks_into_name
    return f"{words.STACKABILITY[code]}: {into}" if code and into else str(words.STACKABILITY.get(code, ""))


VALUES: tuple[tuple[Promise, Callable[[OfferingDetail], str]], ...] = (
    (gettext_lazy("What it is"), lambda one: str(words.OFFERING_KINDS[one.kind])),
    (gettext_lazy("Taught by"), lambda one: one.educator_name),
    (gettext_lazy("Certified by"), lambda one: one.certifier_name),
    (gettext_lazy("Skills"), lambda one: ", ".join(skill.label for skill in one.skills)),
    (gettext_lazy("Level"), lambda one: f"EQF {one.content.eqf_level}" if one.content.eqf_level else ""),
    (gettext_lazy("Workload"), _credits),
    (gettext_lazy("Hours a week"), _each_week),
    (gettext_lazy("Price"), lambda one: f"{one.price} {one.currency}" if one.price else _("free")),
    (gettext_lazy("Language"), lambda one: words.language(one.language)),
    (gettext_lazy("Mode"), _mode),
    (gettext_lazy("Place"), lambda one: one.place),
    (gettext_lazy("Start"), lambda one: date_format(one.starts_on, "DATE_FORMAT")),
    (gettext_lazy("End"), lambda one: date_format(one.ends_on, "DATE_FORMAT")),
    (gettext_lazy("Apply by"), lambda one: date_format(one.apply_by, "DATE_FORMAT") if one.apply_by else ""),
    (gettext_lazy("Places"), lambda one: str(one.places or "")),
    (gettext_lazy("Assessment"), lambda one: words.said(words.ASSESSMENT, *one.content.assessment)),
    (gettext_lazy("Supervision"), lambda one: words.said(words.SUPERVISION, one.content.supervision)),
    (
        gettext_lazy("Quality assurance"),
        lambda one: words.said(words.QUALITY, *one.content.quality_assurance),
    ),
    (gettext_lazy("Stacking"), _stacking),
    (gettext_lazy("Prerequisites"), lambda one: "; ".join(one.content.words(one.language).prerequisites)),
)
