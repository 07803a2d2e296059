"""The forms of the network: a right, its withdrawal, an agreement, another registry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from microcred.platform.network import words
from microcred.platform.network.scope import Branch, Scope
from microcred.platform.network.scope.branches import ISCED_F
from microcred.vc.openbadges import vocabularies
from microcred.vc.openbadges.fields import field_name, grouped

LEVELS = [(str(n), str(n)) for n in range(1, 9)]
_FIELD = re.compile(r"(\d{2,4})\b\s*(.*)")
_ADDRESS = re.compile(r"(https?://[^\s<>\"]+)\s*(.*)")
_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

Choices = Sequence[tuple[str, str | Promise]]


def branches(text: str) -> tuple[Branch, ...]:
    """One branch from each line; raises `ValidationError` for a line that is none."""
    found = []
    for line in (one.strip() for one in text.splitlines()):
        field, address = _FIELD.fullmatch(line), _ADDRESS.fullmatch(line)
        if field:
            found.append(Branch(f"{ISCED_F}{field[1]}", field[2][:200] or _named(field[1])))
        elif address:
            found.append(Branch(address[1][:300], address[2][:200] or address[1][:200]))
        elif line:
            raise forms.ValidationError(
                _g("“%(line)s” begins with no code and no address."), params={"line": line}
            )
    return tuple(found)


def _named(code: str) -> str:
    return field_name(code, get_language() or "en") or code


def moment(day: date | None) -> datetime | None:
    """The first moment of a day."""
    return datetime.combine(day, time(), UTC) if day else None


class _Limited(forms.Form):
    """Fields that rights and agreements have in common."""

    fields_of = forms.CharField(
        label=_("Fields"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One on each line: an ISCED-F code, such as “0411” or “0411 accounting”, or the address of a "
            "heading of a framework and its name. Empty: every field."
        ),
    )
    lowest = forms.ChoiceField(label=_("From EQF level"), choices=LEVELS, initial="1")
    highest = forms.ChoiceField(label=_("To EQF level"), choices=LEVELS, initial="8")
    starts = forms.DateField(label=_("From"), widget=_DATE)
    ends = forms.DateField(
        label=_("Until"),
        required=False,
        widget=_DATE,
        help_text=_("The first day on which it counts no more."),
    )

    def clean_fields_of(self) -> tuple[Branch, ...]:
        """The branches."""
        return branches(self.cleaned_data["fields_of"])

    def clean(self) -> dict[str, Any]:
        """Levels and dates in their order."""
        given = super().clean() or {}
        if given.get("lowest", "") > given.get("highest", "9"):
            self.add_error("highest", _g("This is below the lowest level."))
        if given.get("ends") and given.get("starts") and given["ends"] <= given["starts"]:
            self.add_error("ends", _g("It ends before it begins."))
        return given


class RightForm(_Limited):
    """A right to be given."""

    holder = forms.ChoiceField(label=_("To which institution"))
    verb = forms.ChoiceField(label=_("It may"), choices=[*words.VERB_NAMES.items()], initial="certify")
    rests_on = forms.ChoiceField(label=_("Passed on from"), required=False)
    methods = forms.MultipleChoiceField(
        label=_("Only if assessed by"),
        required=False,
        choices=[(code, vocabularies.ASSESSMENT.label(code)) for code in vocabularies.ASSESSMENT.terms],
        widget=forms.CheckboxSelectMultiple,
    )
    countries = forms.RegexField(
        r"^\s*([A-Za-z]{2}(\s*,\s*[A-Za-z]{2})*)?\s*$",
        label=_("Only in the countries"),
        required=False,
        help_text=_("Codes of two letters, separated by commas."),
    )
    credits = forms.DecimalField(
        label=_("At most so many credits"), required=False, min_value=1, max_value=300, decimal_places=2
    )
    passes_on = forms.BooleanField(label=_("It may be passed on, one step"), required=False)
    field_order = (
        *("holder", "verb", "rests_on", "fields_of", "lowest", "highest", "starts", "ends"),
        *("methods", "countries", "credits", "passes_on"),
    )

    def __init__(self, *args: Any, holders: Choices, held: Choices, anchor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [("", _("Our own word as an accreditor"))] if anchor else []
        self.fields["holder"].choices = holders  # type: ignore[attr-defined]
        self.fields["rests_on"].choices = [*chosen, *held]  # type: ignore[attr-defined]
        self.fields["rests_on"].required = not anchor
        if not held:
            del self.fields["rests_on"]

    def scope(self) -> Scope:
        """The scope that was entered."""
        given = self.cleaned_data
        starts = moment(given["starts"])
        assert starts is not None
        return Scope(
            verb=given["verb"],
            starts=starts,
            ends=moment(given["ends"]),
            branches=given["fields_of"],
            lowest=int(given["lowest"]),
            highest=int(given["highest"]),
            methods=frozenset(given["methods"]),
            countries=frozenset(re.findall("[A-Z]{2}", given["countries"].upper())),
            credits=given["credits"],
            passes_on=int(given["passes_on"]),
        )


class WithdrawForm(forms.Form):
    """Why a right is withdrawn; everybody will read it."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("It is signed and published with the withdrawal.")
    )


class StatementForm(forms.Form):
    """Which part an institution says it had, and in what."""

    achievement = forms.ChoiceField(label=_("Micro-credential"))
    part = forms.ChoiceField(
        label=_("What you did"),
        choices=[("teach", _("We taught it")), ("assess", _("We assessed it"))],
    )

    def __init__(self, *args: Any, about: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["achievement"].choices = about  # type: ignore[attr-defined]


class TakeBackForm(forms.Form):
    """Why a statement is withdrawn; everybody will read it."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("It is signed and published with the withdrawal.")
    )


class AgreementForm(_Limited):
    """An agreement to be proposed."""

    partner = forms.ChoiceField(label=_("With which institution"))
    kind = forms.ChoiceField(
        label=_("What is agreed"),
        choices=[("award", _("They may award ours")), ("recognise", _("We recognise theirs"))],
    )
    words = forms.CharField(label=_("In words"), required=False, max_length=500)
    field_order = ("partner", "kind", "fields_of", "lowest", "highest", "starts", "ends", "words")

    def __init__(self, *args: Any, partners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = partners  # type: ignore[attr-defined]


class RegistryForm(forms.Form):
    """The address of another installation."""

    entity = forms.CharField(
        label=_("Its address"), max_length=260, help_text=_("Such as https://credentials.other.example")
    )


class AccreditorForm(forms.Form):
    """An accreditor that chains of rights may end at."""

    did = forms.RegexField(
        r"^did:[a-z0-9]+:[^\s#?]+$",
        label=_("Its identifier (DID)"),
        max_length=300,
        help_text=_("Such as did:web:accreditor.example"),
    )
    name = forms.CharField(label=_("Its name"), max_length=200)


class WhoForm(forms.Form):
    """What is to be certified."""

    field = forms.ChoiceField(label=_("Field"), required=False)
    level = forms.TypedChoiceField(
        label=_("EQF level"), required=False, choices=[("", "—"), *LEVELS], coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (name, [(code, f"{said} ({code})") for code, said in below])
            for name, below in grouped(get_language() or "en")
        ]
        self.fields["field"].choices = [("", "—"), *groups]  # type: ignore[attr-defined]
