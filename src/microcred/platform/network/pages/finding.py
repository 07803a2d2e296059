"""Who may certify something: for whoever teaches it and looks for a certifier."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from microcred.platform.network import queries
from microcred.platform.network.forms import WhoForm
from microcred.platform.network.pages.requests import shown
from microcred.platform.network.scope import Subject
from microcred.platform.network.scope.branches import ISCED_F


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """The rights that cover a field at a level."""
    form = WhoForm(request.GET or None)
    rows = None
    if form.is_bound and form.is_valid() and (form.cleaned_data["field"] or form.cleaned_data["level"]):
        code = form.cleaned_data["field"]
        subject = Subject(field=f"{ISCED_F}{code}" if code else "", level=form.cleaned_data["level"])
        rows = [shown(one) for one in queries.who_could(subject, timezone.now(), loosely=True)]
    return render(request, "network/who.html", {"form": form, "rows": rows})
