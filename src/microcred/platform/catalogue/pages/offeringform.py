"""The form of an offering: its fields to and from `OfferingTerms`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from microcred.platform.catalogue import words
from microcred.platform.catalogue.offered import OfferingTerms
from microcred.platform.catalogue.pages.forms import LANGUAGES, NONE
from microcred.platform.catalogue.queries import AchievementRow, OfferingDetail

_ELSEWHERE = "elsewhere"
_PAGE = re.compile(r"^(?:\S*/m/)?([A-Za-z0-9_-]{22})/?$")


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class OfferingForm(forms.Form):
    """When, where, how and for how much; which micro-credential it leads to stays once it is drafted."""

    achievement = forms.ChoiceField(label=_("It leads to"))
    elsewhere = forms.CharField(
        label=_("The micro-credential of another institution"),
        help_text=_("The address of its public page: you teach, they certify."),
        required=False,
        max_length=500,
    )
    kind = forms.ChoiceField(
        label=_("What it is"), choices=[*words.OFFERING_KINDS.items()], initial="assessed"
    )
    title = forms.CharField(
        label=_("Title of its own"),
        help_text=_("Left empty, it has the title of the micro-credential."),
        required=False,
        max_length=200,
    )
    description = forms.CharField(
        label=_("Description"),
        help_text=_("In Markdown: what is special about this run."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = forms.ChoiceField(label=_("Language it is taught in"), choices=LANGUAGES)
    mode = forms.ChoiceField(label=_("Form of participation"), choices=[*words.PARTICIPATION.items()])
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    starts_on = forms.DateField(label=_("First day"), widget=_day())
    ends_on = forms.DateField(label=_("Last day"), widget=_day())
    apply_by = forms.DateField(label=_("Last day to apply"), required=False, widget=_day())
    places = forms.IntegerField(
        label=_("Places"),
        help_text=_("Left empty, there is no limit."),
        required=False,
        min_value=1,
        max_value=100_000,
    )
    price = forms.DecimalField(
        label=_("Price"),
        help_text=_("Left empty, it is free."),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
    )
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Currency"), help_text=_("Three letters, such as EUR."), initial="EUR"
    )
    hours_per_week = forms.DecimalField(
        label=_("Hours a week"),
        required=False,
        min_value=0,
        max_value=168,
        max_digits=4,
        decimal_places=1,
    )
    requires = forms.MultipleChoiceField(
        label=_("What has to be held before"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, own: Sequence[AchievementRow], before: OfferingDetail | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._before = before
        named = [(row.public_id, row.name) for row in own]
        kept = [(one, one) for one in (before.requires if before else ()) if one not in dict(named)]
        others = [(_ELSEWHERE, _("a micro-credential of another institution"))]
        self.fields["achievement"].choices = [*NONE, *named, *others]  # type: ignore[attr-defined]
        self.fields["requires"].choices = [*named, *kept]  # type: ignore[attr-defined]
        if before:
            del self.fields["achievement"], self.fields["elsewhere"]

    def clean(self) -> dict[str, Any]:
        """One micro-credential, and days in their order."""
        given = super().clean() or self.cleaned_data
        first, last, apply = (given.get(name) for name in ("starts_on", "ends_on", "apply_by"))
        if first and last and last < first:
            self.add_error("ends_on", gettext("It ends before it starts."))
        if apply and last and apply > last:
            self.add_error("apply_by", gettext("This is after its last day."))
        if not self._before:
            given["leads_to"] = self._leads_to(given)
        return given

    def _leads_to(self, given: dict[str, Any]) -> str:
        chosen = str(given.get("achievement", ""))
        if chosen != _ELSEWHERE:
            return chosen
        page = _PAGE.match(given.get("elsewhere", "").strip())
        if page is None:
            self.add_error("elsewhere", gettext("This is not the address of a micro-credential."))
        return page.group(1) if page else ""

    def terms(self) -> OfferingTerms:
        """What was entered; raises `OfferingInvalid`."""
        given = self.cleaned_data
        plain = (
            *("kind", "title", "description", "language", "mode", "place", "starts_on", "ends_on"),
            *("apply_by", "places", "currency"),
        )
        return OfferingTerms.read(
            {
                **{name: given[name] for name in plain},
                "price": given["price"] or 0,
                "hours_per_week": given["hours_per_week"] or 0,
                "requires": tuple(given["requires"]),
            }
        )

    @staticmethod
    def initial_of(found: OfferingDetail) -> dict[str, Any]:
        """What the form shows of a stored offering."""
        names = (
            *("kind", "title", "description", "language", "mode", "place", "starts_on", "ends_on"),
            *("apply_by", "places", "currency", "requires"),
        )
        return {
            **{name: getattr(found, name) for name in names},
            "price": found.price or None,
            "hours_per_week": found.hours_per_week or None,
        }
