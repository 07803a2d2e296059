"""The forms of assessing. They read and word; what is allowed is decided by the services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.services import Handed

CRITERIA = 8
"""Rows for criteria that the form offers."""


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ManyFiles(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class HandInForm(forms.Form):
    """What a learner hands in."""

    text = forms.CharField(
        label=_("Your text"), required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 10})
    )
    links = forms.CharField(
        label=_("Links"),
        required=False,
        help_text=_("One address a line, at most ten."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    attachments = forms.Field(
        label=_("Files"),
        required=False,
        help_text=_("PDF, PNG, JPEG, plain text, MP4 or MP3; at most ten, 20 MB each."),
        widget=ManyFiles,
    )
    at_work = forms.BooleanField(
        label=_("I learned this at work, without a course: assess me only."), required=False
    )

    def work(self) -> Handed:
        """What was entered."""
        given: list[UploadedFile[Any]] = self.files.getlist("attachments")
        return Handed(
            text=self.cleaned_data["text"],
            links=tuple(line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()),
            files=tuple((one.name or "file", one.read()) for one in given[:11]),
        )


class MarksForm(forms.Form):
    """A level for each criterion, and words for the learner."""

    def __init__(self, *args: Any, method: Method, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.method = method
        for criterion in method.criteria:
            choices = [
                (one.key, _level_words(one.name, one.points, one.description)) for one in criterion.levels
            ]
            self.fields[f"level-{criterion.key}"] = forms.ChoiceField(
                label=criterion.name,
                help_text=criterion.description,
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose a level.")},
            )
        self.fields["feedback"] = forms.CharField(
            label=_("Feedback"),
            help_text=_("The learner reads it after the decision."),
            required=False,
            max_length=10_000,
            widget=forms.Textarea(attrs={"rows": 5}),
        )

    def marks(self) -> dict[str, str]:
        """The chosen levels."""
        return {one.key: self.cleaned_data[f"level-{one.key}"] for one in self.method.criteria}


def _level_words(name: str, points: int, description: str) -> str:
    said = f"{name} · {points}"
    return f"{said}. {description}" if description else said


class DecisionForm(forms.Form):
    """An outcome and its reason."""

    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stands in the log, and the learner can read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, outcomes: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]


class ConflictForm(forms.Form):
    """Why somebody has no part in a work."""

    why = forms.CharField(label=_("What binds you to this person?"), max_length=1000)


class AppealForm(forms.Form):
    """Why a decision should be looked at again."""

    words = forms.CharField(
        label=_("What was overlooked?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class CohortForm(forms.Form):
    """A new cohort under a method of a certifier."""

    method = forms.ChoiceField(label=_("Micro-credential"))
    name = forms.CharField(label=_("Name of the cohort"), max_length=200)

    def __init__(self, *args: Any, methods: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = methods  # type: ignore[attr-defined]


class SheetForm(forms.Form):
    """A sheet of marks."""

    sheet = forms.FileField(
        label=_("Sheet of marks"), help_text=_("CSV or Excel, at most 1 MB and 2,000 people.")
    )


class MethodForm(forms.Form):
    """How a micro-credential is assessed; all criteria share one list of levels."""

    task = forms.CharField(
        label=_("What is to be handed in"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    evidence = forms.MultipleChoiceField(
        label=_("Evidence required"),
        choices=[("text", _("A text")), ("link", _("A link")), ("file", _("A file"))],
        widget=forms.CheckboxSelectMultiple,
        initial=["text"],
        required=False,
    )
    levels = forms.CharField(
        label=_("Levels"),
        help_text=_("One a line from the lowest to the highest, with its points: “Partly = 4”."),
        widget=forms.Textarea(attrs={"rows": 4}),
        initial="Not shown = 0\nPartly = 4\nFully = 10",
    )
    pass_points = forms.IntegerField(label=_("Points needed to pass"), min_value=0, initial=10)
    opens = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    due = forms.DateField(label=_("Last day"), required=False, widget=_day())
    attempts = forms.IntegerField(label=_("Attempts"), min_value=1, max_value=9, initial=2)
    assessors = forms.IntegerField(label=_("Assessors for each work"), min_value=1, max_value=5, initial=1)
    tolerance = forms.IntegerField(
        label=_("Points by which they may differ"),
        help_text=_("Beyond that, or where the verdict differs, a third one moderates."),
        min_value=0,
        initial=0,
    )
    educator = forms.ChoiceField(label=_("Taught by"), required=False)
    names_hidden = forms.BooleanField(label=_("Hide names until the decision"), required=False)
    blind = forms.BooleanField(
        label=_("Assessors do not see each other's marks"), required=False, initial=True
    )
    independent = forms.BooleanField(label=_("Who taught may not certify"), required=False, initial=True)
    without_course = forms.BooleanField(
        label=_("Open to people who learned at work, without a course"), required=False
    )
    enrolled = forms.BooleanField(
        label=_("Who took a course must be enrolled in an offering of it"), required=False
    )

    def __init__(self, *args: Any, educators: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["educator"].choices = [("", _("This institution")), *educators]  # type: ignore[attr-defined]
        for number in range(1, CRITERIA + 1):
            self.fields[f"criterion-{number}"] = forms.CharField(
                label=_("Criterion %(number)s") % {"number": number}, required=number == 1, max_length=200
            )
            self.fields[f"least-{number}"] = forms.CharField(
                label=_("Level that must be reached"), required=False, max_length=200
            )

    def criterion_rows(self) -> list[tuple[Any, Any]]:
        """The fields of each criterion, side by side."""
        return [(self[f"criterion-{n}"], self[f"least-{n}"]) for n in range(1, CRITERIA + 1)]

    def method(self) -> Method:
        """What was entered; raises `MethodInvalid`."""
        given = self.cleaned_data
        levels = [_level(line) for line in given["levels"].splitlines() if line.strip()]
        by_name = {level["name"].casefold(): level["key"] for level in levels}
        criteria: list[dict[str, Any]] = []
        for number in range(1, CRITERIA + 1):
            name = given.get(f"criterion-{number}", "")
            least = given.get(f"least-{number}", "").strip()
            if name:
                key = slugify(name)[:36].strip("-") or "criterion"
                taken = {one["key"] for one in criteria}
                criteria.append(
                    {
                        "key": f"{key}-{number}" if key in taken else key,
                        "name": name,
                        "levels": levels,
                        "at_least": by_name.get(least.casefold(), slugify(least) or "x") if least else None,
                    }
                )
        plain = ("task", "evidence", "pass_points", "opens", "due", "attempts", "assessors", "tolerance")
        flags = ("names_hidden", "blind", "independent", "without_course", "enrolled")
        return Method.read({"criteria": criteria, **{name: given[name] for name in (*plain, *flags)}})

    @staticmethod
    def initial_of(method: Method) -> dict[str, Any]:
        """The fields of a method that is there."""
        found = method.model_dump()
        levels = method.criteria[0].levels
        names = {level.key: level.name for level in levels}
        found["levels"] = "\n".join(f"{level.name} = {level.points}" for level in levels)
        for number, criterion in enumerate(method.criteria[:CRITERIA], 1):
            found[f"criterion-{number}"] = criterion.name
            found[f"least-{number}"] = names.get(criterion.at_least or "", "")
        return found


def _level(line: str) -> dict[str, Any]:
    name, _sign, points = line.rpartition("=")
    return {"key": slugify(name)[:36].strip("-") or "level", "name": name.strip(), "points": points.strip()}
