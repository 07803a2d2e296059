"""How micro-credentials are assessed: the list, and the form of one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.assessment import access, queries, services
from microcred.platform.assessment.pages.forms import MethodForm
from microcred.platform.assessment.pages.requests import now, words_of
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.institutions import queries as institutions


@login_required
@require_GET
def methods(request: HttpRequest, institution: str) -> HttpResponse:
    """Every published micro-credential, with or without a method."""
    shown = {"institution": institution, "rows": queries.methods(me(request), institution)}
    return render(request, "assessment/methods.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def method(request: HttpRequest, institution: str, achievement: str) -> HttpResponse:
    """The form of one method."""
    found = queries.method_of(me(request), institution, achievement)
    version = catalogue.published_version(achievement)
    if version is None or version.institution_id != access.institution(me(request), institution, to="set").pk:
        raise Http404
    educators = [
        (one.public_id, one.name) for one in institutions.institutions() if one.public_id != institution
    ]
    initial = {**MethodForm.initial_of(found.method), "educator": found.educator} if found else None
    form = MethodForm(request.POST or None, educators=educators, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_method(
                actor=me(request),
                institution=institution,
                achievement=achievement,
                method=form.method(),
                now=now(),
                educator=form.cleaned_data["educator"],
            )
        except MicrocredError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, _("The method is set."))
            return redirect("assessment:methods", institution)
    shown = {
        "institution": institution,
        "achievement": achievement,
        "title": version.content.name,
        "form": form,
        "found": found,
    }
    return render(request, "assessment/method.html", shown)
