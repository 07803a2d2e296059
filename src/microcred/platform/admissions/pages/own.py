"""The registrar's programmes."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from microcred.platform.admissions import queries, services
from microcred.platform.admissions.pages.public import TITLES
from microcred.platform.admissions.services.programmes import RULES
from microcred.platform.qualifications import queries as qualifications
from microcred.platform.qualifications.pages.rules import actor_of


class ProgrammeForm(forms.Form):
    """What is said of a programme."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    description = forms.CharField(
        label=gettext_lazy("What it is"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    level = forms.IntegerField(label=gettext_lazy("EQF level"), required=False, min_value=1, max_value=8)
    days = forms.IntegerField(
        label=gettext_lazy("Days within which an application is decided"),
        min_value=1,
        max_value=365,
        initial=28,
    )
    four_eyes = forms.BooleanField(
        label=gettext_lazy("A second person approves each decision"), required=False
    )
    open = forms.BooleanField(label=gettext_lazy("Open: anybody can see it and apply"), required=False)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, institution: str) -> HttpResponse:
    """All programmes of the institution, and a new one."""
    rows = queries.of_institution(actor_of(request), institution)
    form = ProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.new_programme(
            actor=actor_of(request), institution=institution, facts=form.cleaned_data, now=timezone.now()
        )
        return redirect("admissions:own-programme", institution, made)
    return render(request, "admissions/own.html", {"institution": institution, "rows": rows, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_programme(request: HttpRequest, institution: str, programme: str) -> HttpResponse:
    """One programme: what is said of it, and its rules."""
    found = queries.programme(actor_of(request), programme)
    initial = {name: getattr(found, name) for name in ProgrammeForm.base_fields}
    form = ProgrammeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_programme(
            actor=actor_of(request), public_id=programme, facts=form.cleaned_data, now=timezone.now()
        )
        messages.success(request, _("Saved."))
        return redirect("admissions:own-programme", institution, programme)
    books = dict(found.books)
    rules = [
        (what, TITLES[what], qualifications.book(actor_of(request), books[what]) if what in books else None)
        for what in RULES
    ]
    context = {"institution": institution, "programme": found, "form": form, "rules": rules}
    return render(request, "admissions/own_programme.html", context)


@login_required
@require_POST
def write_rule(request: HttpRequest, institution: str, programme: str) -> HttpResponse:
    """Begins one of the three rules, or goes on with it."""
    what = request.POST.get("what", "")
    if what not in RULES:
        raise Http404
    book = services.write_rule_for(
        actor=actor_of(request), public_id=programme, what=what, now=timezone.now()
    )
    return redirect("qualifications:rule", institution, book)
