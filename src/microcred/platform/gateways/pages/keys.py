"""Settings: the keys by which programs act for the institution; made, shown once, withdrawn."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.gateways import access, queries, services
from microcred.platform.gateways.scopes import SENTENCES, Scope
from microcred.platform.institutions.pages.requests import refuse

CHIPS = {
    "active": ("active", gettext_lazy("Opens")),
    "expired": ("retired", gettext_lazy("Has ended")),
    "withdrawn": ("withdrawn", gettext_lazy("Withdrawn")),
}


class KeyForm(forms.Form):
    """What a new key is for, and how long it lasts."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("By what you will know the program again."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=[(value, words) for value, words in SENTENCES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Until when"),
        choices=[
            (30, gettext_lazy("30 days")),
            (90, gettext_lazy("90 days")),
            (365, gettext_lazy("A year")),
        ],
        coerce=int,
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest, institution: str) -> HttpResponse:
    """All keys, latest first, and the form of a new one; a new one's secret is shown once, in the answer."""
    person, now = me(request), timezone.now()
    found = access.institution(person, institution, to="api keys")
    initial = {"days": 90, "scopes": [Scope.INSTITUTION, Scope.DESIGNS, Scope.AWARDS]}
    form, made = KeyForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make_key(
                actor=person,
                institution=institution,
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=now + timedelta(days=form.cleaned_data["days"]),
                now=now,
            )
        except MicrocredError as error:
            refuse(form, error)
        else:
            form = KeyForm(initial=initial)
    rows = queries.api_keys(person, institution, now)
    shown = {
        "institution": found,
        "rows": [(row, [SENTENCES[one] for one in row.scopes], *CHIPS[row.state]) for row in rows],
        "form": form,
        "made": made,
    }
    return render(request, "gateways/keys.html", shown, status=422 if form.errors else 200)


@never_cache
@login_required
@require_POST
def withdraw(request: HttpRequest, institution: str, key: str) -> HttpResponse:
    """Ends a key at once."""
    services.withdraw_key(actor=me(request), institution=institution, key=key, now=timezone.now())
    messages.success(request, _("The key opens nothing any more."))
    return redirect("gateways:keys", institution=institution)
