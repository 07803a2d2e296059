"""Settings: the keys with their history, the next one, and what to do when one has leaked."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from microcred.platform.accounts.asking import me
from microcred.platform.institutions import access, queries, services
from microcred.platform.institutions.errors import DateRefused, KeyUnknown
from microcred.platform.institutions.forms import CompromiseForm, RotateForm
from microcred.platform.institutions.pages.requests import refuse
from microcred.platform.institutions.services.keys import LEAD

CHIPS: dict[str, tuple[str, Promise]] = {
    "coming": ("scheduled", gettext_lazy("Signs soon")),
    "active": ("active", gettext_lazy("Signs now")),
    "retired": ("retired", gettext_lazy("Retired: still checked")),
    "compromised": ("withdrawn", gettext_lazy("Compromised")),
}


@never_cache
@login_required
@require_GET
def keys(request: HttpRequest, institution: str) -> HttpResponse:
    """All keys, latest first; owners also see what they can do."""
    person, now = me(request), timezone.now()
    found = access.institution(person, institution, to="see keys")
    own = access.roles(person, found)
    shown = {
        "institution": found,
        "rows": [(row, *CHIPS[row.state]) for row in queries.keys(person, institution, now)],
        "may_change": not own.isdisjoint(access.ROLES["keys"]),
        "form": RotateForm(initial={"kind": "Ed25519"}),
        "lead_minutes": int(LEAD.total_seconds() // 60),
    }
    return render(request, "institutions/keys.html", shown)


@never_cache
@login_required
@require_POST
def rotate(request: HttpRequest, institution: str) -> HttpResponse:
    """Makes the next key."""
    person = me(request)
    access.institution(person, institution, to="keys")
    form = RotateForm(request.POST)
    if form.is_valid():
        kind = form.cleaned_data["kind"]
        services.rotate_key(actor=person, institution=institution, kind=kind, now=timezone.now())
        messages.success(request, _("A new key was made and is listed."))
    return redirect("institutions:keys", institution=institution)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def compromise(request: HttpRequest, institution: str, key: str) -> HttpResponse:
    """Asks since when, says what follows, and declares it."""
    person, now = me(request), timezone.now()
    found = access.institution(person, institution, to="keys")
    row = next((one for one in queries.keys(person, institution, now) if one.public_id == key), None)
    if row is None:
        raise KeyUnknown(key[:40])
    form = CompromiseForm(request.POST or None, initial={"since": row.compromised_from or row.valid_from})
    if request.method == "POST" and form.is_valid():
        try:
            services.compromise_key(
                actor=person,
                institution=institution,
                key=key,
                since=form.cleaned_data["since"],
                now=now,
            )
        except DateRefused as error:
            refuse(form, error, "since")
        else:
            messages.success(request, _("What this key has signed since then no longer counts."))
            return redirect("institutions:keys", institution=institution)
    return render(request, "institutions/compromise.html", {"institution": found, "key": row, "form": form})
