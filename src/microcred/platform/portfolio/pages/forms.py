"""The forms of a portfolio. They read and word; what is allowed is decided by the services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from microcred.platform.portfolio.queries import Entry
from microcred.platform.verifier.forms import ACCEPTED


class AddForm(forms.Form):
    """A credential from elsewhere."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        help_text=_("JSON, JWT, PNG, SVG or PDF, as the issuer gave it to you."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    text = forms.CharField(
        label=_("Or paste its text or its address"),
        required=False,
        strip=False,
        help_text=_("An address is fetched when you press the button."),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off", "dir": "ltr"}),
    )


class ChoosingForm(forms.Form):
    """A form with credentials to tick."""

    credentials = forms.MultipleChoiceField(
        label=_("Credentials"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, entries: Sequence[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credentials"].choices = [  # type: ignore[attr-defined]
            (one.id, _named(one)) for one in entries if one.accepted and not one.archived
        ]


def _named(one: Entry) -> str:
    """A credential in one line; the day tells a renewed one from the one before it."""
    day = date_format(one.on, "DATE_FORMAT") if one.on else ""
    return " · ".join(part for part in (one.title, one.issuer, day) if part)


class CollectionForm(ChoosingForm):
    """A collection."""

    name = forms.CharField(label=_("Name"), max_length=200)
    note = forms.CharField(
        label=_("What it is for"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["name", "note", "credentials"]


class LinkForm(forms.Form):
    """How long a link shows something, and to whom."""

    title = forms.CharField(label=_("Title of the page"), max_length=200)
    note = forms.CharField(
        label=_("A word to whoever opens it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ends = forms.DateField(
        label=_("Open until"),
        required=False,
        help_text=_("The last day. Without one it stays open until you withdraw it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    with_words = forms.BooleanField(
        label=_("Show what I wrote to these credentials"),
        required=False,
        help_text=_("What you could do before and can now, and where you used it. Nobody sees it otherwise."),
    )
    indexed = forms.BooleanField(label=_("Search engines may list it"), required=False)

    @property
    def ends_at(self) -> datetime | None:
        """The end of the last day, in UTC, or None."""
        day = self.cleaned_data.get("ends")
        return datetime.combine(day, time(23, 59, 59), UTC) if day else None


class ShareForm(LinkForm, ChoosingForm):
    """A page of chosen credentials."""

    field_order = ["title", "credentials", "note", "ends", "with_words", "indexed"]

    def clean_credentials(self) -> list[str]:
        """At least one."""
        chosen: list[str] = self.cleaned_data["credentials"]
        if not chosen:
            raise forms.ValidationError(_("Tick at least one."))
        return chosen


class DeclareForm(forms.Form):
    """A skill that somebody says of themselves."""

    label = forms.CharField(
        label=_("I can"),
        required=False,
        max_length=200,
        help_text=_("Begin to type and tick what fits, or say it in your own words."),
    )
    level = forms.TypedChoiceField(
        label=_("How well"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("I would rather not say"))],
    )
    since = forms.DateField(
        label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, levels: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["level"].choices  # type: ignore[attr-defined]
        self.fields["level"].choices = [*choices, *levels]  # type: ignore[attr-defined]


RATINGS = [
    ("", _("–")),
    (1, _("1: not at all")),
    (2, _("2: with much help")),
    (3, _("3: with some help")),
    (4, _("4: on my own")),
    (5, _("5: I show others how")),
]


class ReflectionForm(forms.Form):
    """What somebody writes to one of their credentials."""

    before = forms.TypedChoiceField(
        label=_("Before, I could do it"), required=False, coerce=int, empty_value=None, choices=RATINGS
    )
    after = forms.TypedChoiceField(
        label=_("Now, I can do it"), required=False, coerce=int, empty_value=None, choices=RATINGS
    )
    sentence = forms.CharField(
        label=_("What I can do now that I could not before"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    used = forms.CharField(
        label=_("Where I used it at work"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DayForm(forms.Form):
    """The day that is looked back to."""

    day = forms.DateField(label=_("As of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    @property
    def moment(self) -> datetime:
        """The end of the day, in UTC."""
        return datetime.combine(self.cleaned_data["day"], time(23, 59, 59), UTC)


class DatesForm(forms.Form):
    """Then and now."""

    then = forms.DateField(label=_("Then"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    now = forms.DateField(label=_("Now"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        """The earlier one first."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("then") and found.get("now") and found["then"] > found["now"]:
            found["then"], found["now"] = found["now"], found["then"]
        return found
