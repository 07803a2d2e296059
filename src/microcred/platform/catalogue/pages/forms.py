"""The form of a micro-credential: its fields to and from `AchievementContent`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
MOST_SKILLS = 60
"""Skills that the form takes."""
SKILL_FIELDS = {"label": "", "address": "-address", "level": "-level"}
"""The three fields of a skill, by the end of their names."""


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
        source = self.data if self.is_bound else self.initial
        self._skill_numbers = sorted(
            int(name[6:]) for name in source if name.startswith("skill-") and name[6:].isdecimal()
        )[:MOST_SKILLS]
        for number in self._skill_numbers:
            self.fields[f"skill-{number}"] = forms.CharField(label=_("Skill"), required=False, max_length=200)
            self.fields[f"skill-{number}-address"] = forms.CharField(required=False, max_length=2000)
            self.fields[f"skill-{number}-level"] = forms.ChoiceField(
                label=_("Level"), required=False, choices=levels
            )

    @property
    def skill_rows(self) -> list[dict[str, forms.BoundField]]:
        """The three fields of each chosen skill."""
        return [
            {
                "label": self[f"skill-{n}"],
                "address": self[f"skill-{n}-address"],
                "level": self[f"skill-{n}-level"],
            }
            for n in self._skill_numbers
        ]

    def posted_skills(self) -> list[dict[str, str]]:
        """Label, address and level of each skill as it was sent, unchecked."""
        return [{name: str(each.value() or "") for name, each in row.items()} for row in self.skill_rows]

    @staticmethod
    def rows_shown(skills: Iterable[Mapping[str, Any]]) -> dict[str, str]:
        """The initial values of the fields of these skills."""
        shown = {}
        for number, skill in enumerate(skills):
            shown[f"skill-{number}"] = skill["label"]
            shown[f"skill-{number}-address"] = skill.get("address", "")
            shown[f"skill-{number}-level"] = str(skill.get("level") or "")
        return shown

    def content(
        self,
        before: AchievementContent | None = None,
        facts: Callable[[Sequence[str]], Mapping[str, Mapping[str, str]]] = lambda _: {},
    ) -> AchievementContent:
        """The value that was entered, texts in other languages kept; raises `ContentInvalid`.

        `facts` knows framework and kind of the skills at some addresses.
        """
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
                "skills": self._skills(before, facts),
                "tags": [tag.strip() for tag in given["tags"].split(",") if tag.strip()],
                "roles": {"taught_by": given["taught_by"], "assessed_by": given["assessed_by"]},
                "isced_f_name": before.isced_f_name if before and before.isced_f == given["isced_f"] else "",
                "instruction_languages": before.instruction_languages if before else [],
            }
        )

    def _skills(
        self,
        before: AchievementContent | None,
        facts: Callable[[Sequence[str]], Mapping[str, Mapping[str, str]]],
    ) -> list[dict[str, Any]]:
        kept = {one.address or one.label: one for one in before.skills} if before else {}
        given = [
            {name: self.cleaned_data[f"skill-{n}{end}"].strip() for name, end in SKILL_FIELDS.items()}
            for n in self._skill_numbers
        ]
        known = facts([one["address"] for one in given])
        found = []
        for one in given:
            old = kept.get(one["address"] or one["label"])
            stored = {"framework": old.framework, "kind": old.kind} if old else {}
            if not one["address"]:
                stored = {**stored, "framework": ""}  # one's own words are of no framework
            if one["label"]:
                level = int(one["level"]) if one["level"] else None
                found.append({**one, "level": level, **stored, **known.get(one["address"], {})})
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
        shown |= cls.rows_shown(skill.model_dump() for skill in content.skills)
        return shown


class RemarkForm(forms.Form):
    """The reviewer's remark."""

    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
