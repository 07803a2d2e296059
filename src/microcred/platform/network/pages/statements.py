"""What an institution states of its part in what others certify: the list, making one, taking it back."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.institutions import access as institutions
from microcred.platform.institutions.pages.requests import refuse
from microcred.platform.network import access, queries, services, words
from microcred.platform.network.forms import StatementForm, TakeBackForm


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def statements(request: HttpRequest, institution: str) -> HttpResponse:
    """What was stated, and making a statement."""
    person, now = me(request), timezone.now()
    found = access.institution(person, institution, to="view")
    may = not institutions.roles(person, found).isdisjoint(access.ROLES["state"])
    about = _about(found.pk) if may else []
    form = StatementForm(request.POST or None, about=about)
    if request.method == "POST":
        access.institution(person, institution, to="state")
        if form.is_valid():
            chosen = form.cleaned_data["achievement"]
            try:
                services.educator_statement(
                    actor=person,
                    institution=institution,
                    achievement=chosen,
                    title=dict(about)[chosen],
                    part=form.cleaned_data["part"],
                    now=now,
                )
            except MicrocredError as error:
                refuse(form, error)
            else:
                messages.success(request, _("Signed. What is certified from now on carries it."))
                return redirect("network:statements", institution)
    rows = [
        (one, words.STATED[one.part], *words.STATES[one.state])
        for one in queries.statements(person, institution, now)
    ]
    shown = {"institution": found, "rows": rows, "form": form if about else None, "may_state": may}
    return render(request, "network/statements.html", shown)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, institution: str, statement: str) -> HttpResponse:
    """What taking a statement back means, and doing it."""
    person, now = me(request), timezone.now()
    found = access.institution(person, institution, to="state")
    rows = queries.statements(person, institution, now)
    row = next((one for one in rows if one.credential == statement and one.state == "active"), None)
    if row is None:
        raise Http404
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_statement(
                actor=person,
                institution=institution,
                statement=statement,
                reason=form.cleaned_data["reason"],
                now=now,
            )
        except MicrocredError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The statement was withdrawn, signed and dated."))
            return redirect("network:statements", institution)
    shown = {"institution": found, "row": row, "part": words.STATED[row.part], "form": form}
    return render(request, "network/take_back.html", shown)


def _about(institution_id: int) -> list[tuple[str, str]]:
    """Address and title of what the institution teaches, by the function that `STATED_ABOUT` names."""
    name = getattr(settings, "STATED_ABOUT", "")
    found: list[tuple[str, str]] = import_string(name)(institution_id) if name else []
    return found
