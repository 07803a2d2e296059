"""Forms of the verify pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from microcred.platform.verifier.queries import PolicyRow
from microcred.vc.openbadges import ExpectedRecipient
from microcred.vc.openbadges.identity import expected

__all__ = [
    "ACCEPTED",
    "CollectorForm",
    "DeskForm",
    "ListForm",
    "PolicyForm",
    "TrustForm",
    "VerifyForm",
    "expected",
]


ACCEPTED = ".json,.jsonld,.jwt,.txt,.png,.svg,.pdf,.zip,.jpg,.jpeg,.webp,image/*,application/pdf"


class VerifyForm(forms.Form):
    """One thing to check, and what else is asked about it."""

    file = forms.FileField(
        label=_("Drop a file here, or choose one"),
        required=False,
        help_text=_("JSON, JWT, PNG, SVG, PDF, a photo of a QR code or an evidence bundle. Nothing is kept."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    text = forms.CharField(
        label=_("Or paste the text or the address of a credential"),
        required=False,
        strip=False,
        help_text=_(
            "An address is fetched when you press the button; its owner then sees that somebody asked."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off", "dir": "ltr"}),
    )
    at = forms.DateTimeField(
        label=_("As of another time"),
        required=False,
        help_text=_("In UTC. A status list of today says nothing about another time."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
    )
    recipient = forms.CharField(
        label=_("The person you expect"),
        required=False,
        max_length=300,
        help_text=_("Name, e-mail address or DID. It is compared here and not kept."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    policy = forms.ChoiceField(label=_("Whom to trust"), required=False)

    def __init__(self, *args: Any, policies: list[PolicyRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", str(_("Everybody on the lists here")))]
        choices += [(one.public_id, one.name) for one in policies]
        self.fields["policy"].choices = choices  # type: ignore[attr-defined]
        if not policies:
            del self.fields["policy"]

    @property
    def when(self) -> datetime | None:
        """The time asked about, or None for now."""
        found: datetime | None = self.cleaned_data.get("at")
        return found

    @property
    def expected(self) -> ExpectedRecipient | None:
        """The person asked about, by what the text looks like."""
        return expected(self.cleaned_data.get("recipient", ""))


class DeskForm(forms.Form):
    """Many things to check. The files are read from the request: they are many under one name."""

    text = forms.CharField(
        label=_("Or paste links, one on each line"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off", "dir": "ltr"}),
    )
    skills = forms.CharField(
        label=_("Wanted skills, one on each line"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    policy = forms.ChoiceField(label=_("Whom to trust"), required=False)
    consent = forms.BooleanField(
        label=_("Fetch links and hosted badges"),
        required=False,
        help_text=_("Their owners then see which credential somebody checks. Without it those wait."),
    )

    def __init__(self, *args: Any, policies: list[PolicyRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", str(_("Everybody on the lists here")))]
        choices += [(one.public_id, one.name) for one in policies]
        self.fields["policy"].choices = choices  # type: ignore[attr-defined]
        if not policies:
            del self.fields["policy"]

    @property
    def wanted(self) -> list[str]:
        """The wanted skills, each once, in the order in which they were typed."""
        lines = self.cleaned_data.get("skills", "").replace(";", "\n").splitlines()
        return list(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))


class TrustForm(forms.Form):
    """We trust this issuer for ..."""

    issuer = forms.CharField(max_length=500, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Who that is"), max_length=300)
    reason = forms.CharField(label=_("For what, and why"), max_length=500)
    ends = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    collector = forms.BooleanField(
        label=_("Believe evidence bundles that it sealed, too"),
        required=False,
        help_text=_("It can then vouch for the keys of others. Leave it out for an issuer only."),
    )


class CollectorForm(forms.Form):
    """We believe evidence bundles that this collector sealed."""

    collector = forms.CharField(
        label=_("Its identifier"),
        max_length=500,
        help_text=_("A DID, such as did:web:verifier.example: it stands in the bundle and on the site."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )
    name = forms.CharField(label=_("Who that is"), max_length=300)
    reason = forms.CharField(label=_("Why its word counts"), max_length=500)
    ends = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ListForm(forms.Form):
    """A list of trusted issuers to add."""

    name = forms.CharField(label=_("Name of the list"), max_length=200)
    source = forms.CharField(
        label=_("Its address"),
        max_length=2000,
        required=False,
        help_text=_("It is fetched again every day."),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("A registry file, one DID on each line, or X.509 certificates as PEM."),
    )


class PolicyForm(forms.Form):
    """A policy to save under a name."""

    name = forms.CharField(label=_("Name of the policy"), max_length=200)
    lists = forms.MultipleChoiceField(label=_("Lists"), required=False, widget=forms.CheckboxSelectMultiple)
    every_list = forms.BooleanField(label=_("The issuer must be on all of them"), required=False)
    most_years = forms.IntegerField(
        label=_("Issued in the last years"), required=False, min_value=1, max_value=100
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lists"].choices = choices  # type: ignore[attr-defined]
