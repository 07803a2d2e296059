"""Who may certify something: for whoever teaches it and looks for a certifier."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from microcred.platform.institutions.acting import acting
from microcred.platform.network import asking, queries
from microcred.platform.network.forms import WhoForm
from microcred.platform.network.pages.requests import Shown, shown
from microcred.platform.network.scope import Subject
from microcred.platform.network.scope.branches import ISCED_F


@dataclass(frozen=True)
class Found:
    """Who could certify something; `title` names the micro-credential asked about, if it is one."""

    title: str
    rows: list[Shown]


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """The rights that cover a field at a level, or a micro-credential with all that it asks."""
    about = request.GET.get("about", "")
    form = WhoForm(request.GET if request.GET and not about else None)
    found = _of_one(about) if about else _of_form(form)
    person = acting(request)
    taught = asking.sought(person.institution.id) if person else []
    content = {"form": form, "found": found, "taught": taught, "about": about}
    return render(request, "network/who.html", content)


def _of_one(about: str) -> Found:
    asked = asking.asked_of(about)
    if asked is None:
        raise Http404
    title, subject = asked
    return Found(title, [shown(one) for one in queries.who_could(subject, timezone.now())])


def _of_form(form: WhoForm) -> Found | None:
    if not form.is_bound or not form.is_valid():
        return None
    code, level = form.cleaned_data["field"], form.cleaned_data["level"]
    if not code and not level:
        return None
    subject = Subject(field=f"{ISCED_F}{code}" if code else "", level=level)
    return Found("", [shown(one) for one in queries.who_could(subject, timezone.now(), loosely=True)])
