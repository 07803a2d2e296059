"""The form of a micro-credential: its fields to and from `AchievementContent`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from microcred.platform.catalogue import words
from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.web.badges import GROUNDS, PATTERNS, SIGNS

LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("nl", "Nederlands"),
    ("es", "Español"),
]
NONE: list[tuple[str, Promise]] = [("", _("Not stated"))]
SKILLS = 8
"""Rows for skills that the form offers."""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class TextsForm(forms.Form):
    """The texts in one language."""

    name = forms.CharField(label=_("Title"), max_length=120)
    can = forms.CharField(
        label=_("Whoever holds it can …"),
        max_length=200,
        required=False,
        help_text=_("Completes the sentence “NAME can …”, such as “present to an audience”."),
    )
    description = forms.CharField(
        label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    criteria = forms.CharField(
        label=_("What has to be done"),
        required=False,
        help_text=_("In Markdown: what somebody does to earn it, and how it is assessed."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    outcomes = forms.CharField(
        label=_("Learning outcomes"),
        required=False,
        help_text=_("One on each line."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    prerequisites = forms.CharField(
        label=_("Prerequisites"),
        required=False,
        help_text=_("One on each line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def texts(self) -> dict[str, Any]:
        """The texts as `content.Words` takes them."""
        given = self.cleaned_data
        return {
            **{name: given[name] for name in ("name", "can", "description", "criteria")},
            **{name: _lines(given[name]) for name in ("outcomes", "prerequisites")},
        }

    @staticmethod
    def shown(content: AchievementContent, language: str) -> dict[str, str]:
        """What the form shows of the texts in a language; empty where there are none."""
        found = content.texts.get(language)
        if found is None:
            return {}
        return {
            "name": found.name,
            "can": found.can,
            "description": found.description,
            "criteria": found.criteria,
            "outcomes": "\n".join(found.outcomes),
            "prerequisites": "\n".join(found.prerequisites),
        }


class ContentForm(TextsForm):
    """The whole micro-credential in its main language."""

    language = forms.ChoiceField(label=_("Main language"), choices=LANGUAGES)
    kind = forms.ChoiceField(label=_("It certifies"), choices=[*words.KINDS.items()])
    ects = forms.CharField(label=_("ECTS credits"), required=False, max_length=8)
    hours = forms.CharField(label=_("Hours of work"), required=False, max_length=8)
    eqf_level = forms.TypedChoiceField(
        label=_("EQF level"),
        required=False,
        choices=[*NONE, *((str(n), str(n)) for n in range(1, 9))],
        coerce=int,
        empty_value=None,
    )
    assessment = forms.MultipleChoiceField(
        label=_("How it is assessed"),
        required=False,
        choices=[*words.ASSESSMENT.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    supervision = forms.ChoiceField(
        label=_("Supervision and identity check at the assessment"),
        required=False,
        choices=[*NONE, *words.SUPERVISION.items()],
    )
    participation = forms.ChoiceField(
        label=_("Form of participation"), required=False, choices=[*NONE, *words.PARTICIPATION.items()]
    )
    quality_assurance = forms.MultipleChoiceField(
        label=_("Quality assurance"),
        required=False,
        choices=[*words.QUALITY.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    stackability = forms.ChoiceField(
        label=_("Can it be stacked?"), required=False, choices=[*NONE, *words.STACKABILITY.items()]
    )
    stacks_into_name = forms.CharField(label=_("Towards what"), required=False, max_length=200)
    stacks_into = forms.URLField(label=_("Its address"), required=False, assume_scheme="https")
    grade_scale = forms.ChoiceField(
        label=_("Results are given as"),
        required=False,
        choices=[
            *NONE,
            ("Percent", _("per cent")),
            ("RawScore", _("points")),
            ("LetterGrade", _("a letter or word")),
            ("GradePointAverage", _("a grade average")),
        ],
    )
    validity_months = forms.IntegerField(
        label=_("Valid for months"), required=False, min_value=1, max_value=1200
    )
    isced_f = forms.RegexField(
        r"^\d{2,4}$", label=_("Field of education (ISCED-F code)"), required=False, max_length=4
    )
    page = forms.URLField(label=_("Further information"), required=False, assume_scheme="https")
    tags = forms.CharField(label=_("Tags"), required=False, help_text=_("Separated by commas."))
    taught_by = forms.CharField(label=_("Taught by"), required=False, max_length=200)
    assessed_by = forms.CharField(label=_("Assessed by"), required=False, max_length=200)
    requires_accreditation = forms.BooleanField(
        label=_("Awarded only under an accreditation that covers it"), required=False
    )
    ground = forms.ChoiceField(label=_("Ground"), choices=[(one, one) for one in GROUNDS])
    pattern = forms.ChoiceField(label=_("Pattern"), choices=[(one, one) for one in PATTERNS])
    sign = forms.ChoiceField(
        label=_("Sign"),
        required=False,
        choices=[("", _("the institution's initials")), *((one, one) for one in SIGNS)],
    )
    image = forms.FileField(
        label=_("Own picture instead"),
        required=False,
        help_text=_("PNG or SVG, at most 1 MB, without scripts."),
        widget=forms.ClearableFileInput(attrs={"accept": ".png,.svg"}),
    )
    remove_image = forms.BooleanField(label=_("Use the drawn badge again"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [*NONE, *((str(n), str(n)) for n in range(1, 9))]
        for number in range(SKILLS):
            self.fields[f"skill-{number}"] = forms.CharField(
                label=_("Skill"),
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"list": "skills"}),
            )
            self.fields[f"skill-{number}-address"] = forms.CharField(
                label=_("Its address in a framework"), required=False, max_length=2000
            )
            self.fields[f"skill-{number}-level"] = forms.ChoiceField(
                label=_("Level"), required=False, choices=levels
            )

    @property
    def skill_rows(self) -> list[dict[str, forms.BoundField]]:
        """The three fields of each skill."""
        return [
            {
                "label": self[f"skill-{n}"],
                "address": self[f"skill-{n}-address"],
                "level": self[f"skill-{n}-level"],
            }
            for n in range(SKILLS)
        ]

    def content(self, before: AchievementContent | None = None) -> AchievementContent:
        """The value that was entered, texts in other languages kept; raises `ContentInvalid`."""
        given = self.cleaned_data
        texts = {code: text.model_dump() for code, text in before.texts.items()} if before else {}
        texts[given["language"]] = self.texts()
        plain = (
            *("language", "kind", "ects", "hours", "eqf_level", "assessment", "supervision", "participation"),
            *("quality_assurance", "stackability", "stacks_into", "stacks_into_name", "grade_scale"),
            *("isced_f", "page", "validity_months", "requires_accreditation"),
        )
        return AchievementContent.read(
            {
                **{name: given[name] for name in plain},
                "texts": texts,
                "skills": self._skills(before),
                "tags": [tag.strip() for tag in given["tags"].split(",") if tag.strip()],
                "roles": {"taught_by": given["taught_by"], "assessed_by": given["assessed_by"]},
                "isced_f_name": before.isced_f_name if before and before.isced_f == given["isced_f"] else "",
                "instruction_languages": before.instruction_languages if before else [],
            }
        )

    def _skills(self, before: AchievementContent | None) -> list[dict[str, Any]]:
        known = {one.label: one for one in before.skills} if before else {}
        found = []
        for n in range(SKILLS):
            label = self.cleaned_data[f"skill-{n}"].strip()
            if not label:
                continue
            level = self.cleaned_data[f"skill-{n}-level"]
            old = known.get(label)
            found.append(
                {
                    "label": label,
                    "address": self.cleaned_data[f"skill-{n}-address"].strip(),
                    "framework": old.framework if old else "ESCO",
                    "kind": old.kind if old else None,
                    "level": int(level) if level else None,
                }
            )
        return found

    def design(self) -> dict[str, str]:
        """The choices of the badge."""
        return {
            name: self.cleaned_data[name] for name in ("ground", "pattern", "sign") if self.cleaned_data[name]
        }

    @classmethod
    def initial_of(cls, content: AchievementContent, design: dict[str, Any]) -> dict[str, Any]:
        """What the form shows of a stored version."""
        shown: dict[str, Any] = {
            **content.model_dump(exclude={"texts", "skills", "tags", "roles"}),
            **cls.shown(content, content.language),
            "tags": ", ".join(content.tags),
            "taught_by": content.roles.taught_by,
            "assessed_by": content.roles.assessed_by,
            **design,
        }
        for number, skill in enumerate(content.skills[:SKILLS]):
            shown[f"skill-{number}"] = skill.label
            shown[f"skill-{number}-address"] = skill.address
            shown[f"skill-{number}-level"] = str(skill.level or "")
        return shown


class RemarkForm(forms.Form):
    """The reviewer's remark."""

    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
