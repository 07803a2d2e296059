"""Forms of the account's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class NamedSignup(forms.Form):
    """What allauth asks at sign-up beside the address; named by ACCOUNT_SIGNUP_FORM_CLASS."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As it should stand on what you sign and hold."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: Any, user: Any) -> None:
        """Called by allauth with the account it has just made."""
        user.name = " ".join(self.cleaned_data["name"].split())
        user.save(update_fields=["name"])


class AccountForm(forms.Form):
    """Name and language of one's own account."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        help_text=_("For the pages, and for the mails we send you."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("As my browser asks")), *settings.LANGUAGES]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]


class EraseForm(forms.Form):
    """Erasing asks for the address, so that nobody does it by a slip."""

    email = forms.EmailField(label=_("Your e-mail address, to confirm"))

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address

    def clean_email(self) -> str:
        """The address, which must be the account's own."""
        given: str = self.cleaned_data["email"]
        if given.strip().lower() != self.address:
            raise forms.ValidationError(_("This is not the main address of your account."))
        return given
