"""Agreements with other institutions: the list, a proposal, and the answer to one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.institutions import access as institutions
from microcred.platform.institutions.pages.requests import refuse
from microcred.platform.network import access, queries, services, words
from microcred.platform.network.forms import AgreementForm, moment
from microcred.platform.network.pages.requests import others

STEPS = {"accept": services.accept, "decline": services.decline, "end": services.end}


@never_cache
@login_required
@require_GET
def agreements(request: HttpRequest, institution: str) -> HttpResponse:
    """All agreements, newest first."""
    person, now = me(request), timezone.now()
    found = access.institution(person, institution, to="view")
    own = institutions.roles(person, found)
    rows = [
        (one, *words.STATES[one.state], words.levels(one.lowest, one.highest), one.partner_id == institution)
        for one in queries.agreements(person, institution, now)
    ]
    may = not own.isdisjoint(access.ROLES["agree"])
    return render(request, "network/agreements.html", {"institution": found, "rows": rows, "may_agree": may})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, institution: str) -> HttpResponse:
    """The form of an agreement, and proposing it."""
    person, now = me(request), timezone.now()
    found = access.institution(person, institution, to="agree")
    form = AgreementForm(request.POST or None, partners=others(institution), initial={"starts": now.date()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.propose(
                actor=person,
                institution=institution,
                partner=given["partner"],
                kind=given["kind"],
                starts=moment(given["starts"]) or now,
                ends=moment(given["ends"]),
                branches=given["fields_of"],
                lowest=int(given["lowest"]),
                highest=int(given["highest"]),
                words=given["words"],
                now=now,
            )
        except MicrocredError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The agreement was proposed. It counts once the other side accepts."))
            return redirect("network:agreements", institution)
    return render(request, "network/propose.html", {"institution": found, "form": form})


@login_required
@require_POST
def step(request: HttpRequest, institution: str, agreement: str) -> HttpResponse:
    """Accepts, declines or ends an agreement."""
    service = STEPS.get(request.POST.get("what", ""))
    if service is not None:
        service(actor=me(request), institution=institution, public_id=agreement, now=timezone.now())
        messages.success(request, _("Your answer was kept; the other side sees it."))
    return redirect("network:agreements", institution)
