"""Forms of an institution's settings. What they hold is checked again by the services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from microcred.platform.institutions.profile import KINDS, MOST_SIGNATORIES, Profile
from microcred.platform.institutions.roles import SENTENCES, Role

KEY_KINDS = [
    ("Ed25519", _("Ed25519: for credentials, recommended")),
    ("P-256", _("P-256: for credentials, where a verifier asks for ECDSA")),
    ("P-384", _("P-384: as P-256, with the longer key")),
    ("RSA", _("RSA: for tokens (RS256) only, beside the key for credentials")),
]
_ROLE = '<span><strong>{}</strong><br><span class="quiet">{}</span></span>'


class ProfileForm(forms.Form):
    """What an institution says of itself."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    country = forms.CharField(
        label=_("Country"), max_length=2, required=False, help_text=_("Two letters, such as FR or NL.")
    )
    website = forms.CharField(label=_("Website"), max_length=300, required=False)
    email = forms.EmailField(label=_("E-mail for everybody"), required=False)
    street = forms.CharField(label=_("Street"), max_length=200, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    locality = forms.CharField(label=_("Town"), max_length=200, required=False)
    description = forms.CharField(
        label=_("What the institution does"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    colour = forms.CharField(
        label=_("Colour"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("Stands in your mark and in the band on top of your pages."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_SIGNATORIES + 1):
            self.fields[f"signatory_{number}"] = forms.CharField(
                label=_("Signatory %(number)s: name") % {"number": number}, max_length=200, required=False
            )
            self.fields[f"office_{number}"] = forms.CharField(
                label=_("Signatory %(number)s: office") % {"number": number}, max_length=200, required=False
            )

    @property
    def profile(self) -> Profile:
        """The profile as it was entered; signatories without a name are left out."""
        entered = dict(self.cleaned_data)
        pairs = [
            (entered.pop(f"signatory_{number}"), entered.pop(f"office_{number}"))
            for number in range(1, MOST_SIGNATORIES + 1)
        ]
        return Profile(**entered, signatories=tuple(pair for pair in pairs if pair[0].strip()))

    @staticmethod
    def entries(profile: Profile) -> dict[str, Any]:
        """The initial values of the form for a profile."""
        found: dict[str, Any] = {name: getattr(profile, name) for name in ProfileForm.base_fields}
        for number, (name, office) in enumerate(profile.signatories, 1):
            found |= {f"signatory_{number}": name, f"office_{number}": office}
        return found


class LogoForm(forms.Form):
    """A picture of the institution."""

    picture = forms.FileField(
        label=_("Logo"),
        help_text=_("A PNG of at most 500 kB."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png"}),
    )


class RolesForm(forms.Form):
    """The roles of one person, each with its sentence."""

    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [  # type: ignore[attr-defined]
            (role.value, format_html(_ROLE, role.label, SENTENCES[role])) for role in Role
        ]


class InviteForm(RolesForm):
    """Whom to ask, and as what."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    field_order = ["email", "roles"]


class ReviewForm(forms.Form):
    """What needs a second person."""

    before_publishing = forms.BooleanField(
        label=_("A second person approves each micro-credential before it is published"), required=False
    )
    batches_over = forms.IntegerField(
        label=_("A second person approves batches of more awards than"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=_("Empty: no batch needs a second person. 0: every batch does."),
    )


class RotateForm(forms.Form):
    """The next key."""

    kind = forms.ChoiceField(label=_("Kind of key"), choices=KEY_KINDS, widget=forms.RadioSelect)


class CompromiseForm(forms.Form):
    """Since when a secret was in other hands."""

    since = forms.DateTimeField(
        label=_("Not to be trusted since (UTC)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
        help_text=_("If you do not know when it happened, enter when the key was made."),
        input_formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"],
    )
