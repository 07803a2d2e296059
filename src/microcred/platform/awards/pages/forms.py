"""The forms of awarding. They read and word; what is allowed is decided by the services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from microcred.platform.awards.identity import Identity
from microcred.platform.awards.pages.fields import DATES, FIELDS
from microcred.platform.awards.sheets import EVERYBODY, Mapping, PassRule

WAYS = [
    ("sign-in", _("They signed in through our own sign-in")),
    ("document", _("One of us saw an identity document")),
    ("email", _("Only the e-mail address is known")),
]


class IdentityForm(forms.Form):
    """How the identity of the people was established: recorded with each award, and signed."""

    way = forms.ChoiceField(
        label=_("How was their identity established?"),
        choices=WAYS,
        widget=forms.RadioSelect,
        initial="email",
    )
    by = forms.CharField(label=_("Document seen by"), max_length=200, required=False)
    at = forms.DateField(
        label=_("Seen on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        """A document needs who saw it and when."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("way") == "document":
            for name in ("by", "at"):
                if not found.get(name):
                    self.add_error(name, _("A document needs who saw it, and when."))
        return found

    def identity(self) -> Identity:
        """The identity check that was entered."""
        given = self.cleaned_data
        if given["way"] != "document":
            return Identity(given["way"])
        day = given["at"]
        return Identity("document", given["by"], datetime(day.year, day.month, day.day, tzinfo=UTC))


class SheetForm(IdentityForm):
    """Step 1: which micro-credential, and the sheet."""

    achievement = forms.ChoiceField(label=_("Micro-credential"))
    sheet = forms.FileField(
        label=_("Sheet of results"),
        help_text=_("CSV or XLSX, up to 50,000 rows, with a name or an e-mail address for each person."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    field_order = ["achievement", "sheet", "way", "by", "at"]

    def __init__(self, *args: Any, achievements: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["achievement"].choices = achievements  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    """The pass rule of step 2."""

    kind = forms.ChoiceField(
        label=_("Who is awarded?"),
        choices=[
            ("everybody", _("Everybody in the sheet")),
            ("number", _("Whoever reaches a number")),
            ("words", _("Whoever has one of these words")),
            ("levels", _("Whoever reaches a level")),
        ],
        widget=forms.RadioSelect,
    )
    comparison = forms.ChoiceField(
        label=_("The result is"),
        required=False,
        choices=[
            ("at_least", _("at least")),
            ("more_than", _("more than")),
            ("at_most", _("at most")),
            ("less_than", _("less than")),
        ],
    )
    limit = forms.CharField(label=_("Number"), required=False, max_length=20)
    words = forms.CharField(
        label=_("Words that pass"), required=False, help_text=_("Separated by commas."), max_length=2000
    )
    levels = forms.CharField(
        label=_("Levels, from lowest to highest"),
        required=False,
        help_text=_("Separated by commas."),
        max_length=2000,
    )
    least = forms.CharField(label=_("Lowest level that passes"), required=False, max_length=100)

    @classmethod
    def of(cls, rule: PassRule) -> RuleForm:
        """The form that shows a rule."""
        return cls(
            initial={
                "kind": kind_of(rule),
                "comparison": rule.comparison,
                "limit": "" if rule.limit is None else str(rule.limit),
                "words": ", ".join(sorted(rule.words)),
                "levels": ", ".join(rule.levels),
                "least": rule.least,
            }
        )

    def rule(self) -> PassRule:
        """The rule that was entered; raises `RuleInvalid`."""
        given = self.cleaned_data
        kind = given["kind"]
        if kind == "everybody":
            return EVERYBODY
        value: dict[str, object] = {"comparison": given.get("comparison") or "at_least"}
        if kind == "number":
            value["limit"] = given["limit"] or "?"
        elif kind == "words":
            value["words"] = _split(given["words"]) or ["\u0000"]
        else:
            value |= {"levels": _split(given["levels"]) or ["?"], "least": given["least"]}
        return PassRule.from_json(value)


def kind_of(rule: PassRule) -> str:
    """Which of the four kinds a rule is."""
    if rule.limit is not None:
        return "number"
    if rule.words:
        return "words"
    return "levels" if rule.levels else "everybody"


class ColumnsForm(forms.Form):
    """What each column holds: one choice for each, named by the column's number."""

    dates = forms.ChoiceField(
        label=_("Dates are written"),
        required=False,
        choices=[("", _("As they show themselves")), *DATES.items()],
    )

    def __init__(self, *args: Any, columns: Mapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        self.fields["dates"].initial = columns.dates or ""
        choices = [("", _("Keep, do not use")), *FIELDS.items()]
        for column in columns.columns:
            self.fields[f"column-{column.index}"] = forms.ChoiceField(
                label=column.header, choices=choices, required=False, initial=column.field or ""
            )

    def chosen(self) -> dict[int, str | None]:
        """The field or None for each column number."""
        return {
            column.index: self.cleaned_data.get(f"column-{column.index}") or None
            for column in self.columns.columns
        }


class ReleaseForm(forms.Form):
    """Step 4: when."""

    when = forms.ChoiceField(
        label=_("When?"),
        choices=[
            ("soon", _("In fifteen minutes: until then all can be undone")),
            ("at", _("At a time")),
            ("now", _("Now: it cannot be undone, only withdrawn")),
        ],
        widget=forms.RadioSelect,
        initial="soon",
    )
    at = forms.DateTimeField(
        label=_("Date and time"),
        required=False,
        help_text=_("In UTC."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )

    def clean(self) -> dict[str, Any]:
        """A time of one's own needs the time."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("when") == "at" and not found.get("at"):
            self.add_error("at", _("Enter the date and time of the release."))
        return found

    def moment(self, now: datetime) -> datetime:
        """The time of the release."""
        given = self.cleaned_data
        if given["when"] == "now":
            return now
        found: datetime = given["at"] if given["when"] == "at" else now + SOON
        return found


SOON = timedelta(minutes=15)
"""How long a release waits unless the officer says otherwise: time for second thoughts."""


class PersonForm(IdentityForm):
    """One award by a form."""

    achievement = forms.ChoiceField(label=_("Micro-credential"))
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("As it is to stand on the credential.")
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Without one, a slip with a code is printed.")
    )
    person_id = forms.CharField(label=_("Person's number"), required=False, max_length=200)
    grade = forms.CharField(label=_("Result"), required=False, max_length=200)
    issued = forms.DateField(
        label=_("Date of the award"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    expires = forms.DateField(
        label=_("Lapses on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    narrative = forms.CharField(
        label=_("Note on the achievement"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    evidence_url = forms.URLField(label=_("Evidence: address"), required=False, assume_scheme="https")
    language = forms.ChoiceField(label=_("Language"), required=False)
    field_order = [
        "achievement",
        "name",
        "email",
        "person_id",
        "grade",
        "issued",
        "expires",
        "narrative",
        "evidence_url",
        "language",
    ]

    def __init__(
        self,
        *args: Any,
        achievements: Sequence[tuple[str, str]],
        languages: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["achievement"].choices = achievements  # type: ignore[attr-defined]
        self.fields["language"].choices = [("", _("As the micro-credential")), *languages]  # type: ignore[attr-defined]

    def values(self) -> dict[str, object]:
        """The fields of the person, as a sheet would hold them."""
        given = self.cleaned_data
        names = [name for name in self.field_order if name != "achievement"]
        return {
            name: given[name].isoformat() if hasattr(given[name], "isoformat") else given[name]
            for name in names
        }


class CorrectionForm(forms.Form):
    """What can be corrected of an award: a new credential replaces the old one."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), required=False)
    grade = forms.CharField(label=_("Result"), required=False, max_length=200)


class ReasonForm(forms.Form):
    """Why the status changes. The holder can read it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("The holder can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _split(text: str) -> list[str]:
    return [word.strip() for word in text.replace(";", ",").split(",") if word.strip()]
