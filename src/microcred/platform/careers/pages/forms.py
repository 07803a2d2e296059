"""The forms of plans and openings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from microcred.errors import MicrocredError
from microcred.platform.careers.pages.requests import words_of
from microcred.platform.careers.texts import LARGEST
from microcred.platform.careers.texts import words_of as words_of_file
from microcred.platform.careers.words import MODES
from microcred.skills.plan.plan import Limits
from microcred.skills.search.suggest import LONGEST_TEXT

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TextForm(forms.Form):
    """A CV or an advert: pasted, or as a file."""

    text = forms.CharField(
        label=_("Paste the words"),
        help_text=_("In English. Nothing of it is kept, and nothing leaves this site."),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={
            "max_length": _(
                "This text is too long to be read in one piece. Paste the part that is about your work and"
                " your skills."
            )
        },
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        help_text=_("PDF or text, at most fifty pages."),
        required=False,
    )

    def clean_file(self) -> str:
        """The words of the file; empty where none was given."""
        given = self.cleaned_data.get("file")
        if not given:
            return ""
        try:
            return words_of_file(given.read(LARGEST + 1))
        except MicrocredError as error:
            raise forms.ValidationError(words_of(error)) from None

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        found = super().clean() or {}
        if not self.errors and not (found.get("text") or found.get("file")):
            self.add_error("text", gettext("Paste some words, or choose a file."))
        return found

    @property
    def words(self) -> str:
        """What was given, once the form is valid."""
        return f"{self.cleaned_data.get('text') or ''}\n{self.cleaned_data.get('file') or ''}".strip()


class LimitsForm(forms.Form):
    """What a learner allows a plan to ask of them; everything may be left open."""

    budget = forms.DecimalField(
        label=_("At most to pay, in euro"), required=False, min_value=0, max_value=1_000_000, decimal_places=2
    )
    hours = forms.DecimalField(
        label=_("At most hours a week"), required=False, min_value=1, max_value=168, decimal_places=1
    )
    earliest = forms.DateField(label=_("Not before"), required=False, widget=_DAY)
    latest = forms.DateField(label=_("Done by"), required=False, widget=_DAY)
    language = forms.ChoiceField(label=_("Taught in"), required=False)
    mode = forms.ChoiceField(label=_("How"), required=False)

    def __init__(self, *args: Any, languages: list[str], modes: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        spoken = [(code, _name(code)) for code in languages]
        ways = [(code, str(MODES.get(code, code))) for code in modes]
        for name, choices in (("language", spoken), ("mode", ways)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", gettext("any")), *choices]

    def limits(self, today: date) -> Limits:
        """The limits of a valid form; those of an empty one begin today."""
        given = self.cleaned_data
        return Limits(
            earliest=max(today, given.get("earliest") or today),
            latest=given.get("latest"),
            budget=round(given["budget"] * 100) if given.get("budget") is not None else None,
            hours_per_week=float(given["hours"]) if given.get("hours") is not None else None,
            languages=(given["language"],) if given.get("language") else (),
            modes=(given["mode"],) if given.get("mode") else (),
            seconds=2.0,
        )

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        found = super().clean() or {}
        first, last = found.get("earliest"), found.get("latest")
        if first and last and last < first:
            self.add_error("latest", gettext("This day is before the first one."))
        return found


class OpeningForm(forms.Form):
    """What an opening says beside its skills."""

    title = forms.CharField(label=_("Title"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    about = forms.CharField(
        label=_("About the work"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    until = forms.DateField(label=_("Answers until"), widget=_DAY)


class AnswerForm(forms.Form):
    """Until when an employer may see the chosen credentials."""

    until = forms.DateField(
        label=_("They may see it until"),
        help_text=_("You can withdraw it on any day before."),
        widget=_DAY,
    )


def _name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code
