"""For whom somebody acts: their institutions, going into one, leaving one, accepting an invitation."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from microcred.platform.accounts.asking import me
from microcred.platform.institutions import access, acting, queries, services
from microcred.platform.institutions.errors import InvitationForAnother, InvitationGone
from microcred.platform.institutions.roles import SENTENCES, Role, named


@never_cache
@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The institutions of whoever is signed in."""
    person = me(request)
    rows = [(row, named(row.roles)) for row in queries.memberships(person)]
    return render(request, "institutions/mine.html", {"rows": rows, "may_found": person.is_staff})


@never_cache
@login_required
@require_GET
def enter(request: HttpRequest, institution: str) -> HttpResponse:
    """Acts for this institution from now on, and goes to its first page."""
    found = access.institution(me(request), institution, to="see")
    request.session[acting.KEY] = found.public_id
    home = getattr(settings, "INSTITUTION_HOME", "institutions:settings")
    return redirect(home, institution=found.public_id)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, institution: str) -> HttpResponse:
    """Ends one's own membership, after asking."""
    person = me(request)
    found = access.institution(person, institution, to="see")
    if request.method == "POST":
        services.leave(actor=person, institution=institution, now=timezone.now())
        request.session.pop(acting.KEY, None)
        messages.success(request, _("You have left %(institution)s.") % {"institution": found.name})
        return redirect("institutions:mine")
    return render(request, "institutions/leave.html", {"institution": found})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what is asked, and accepts it."""
    found = queries.invitation(token, timezone.now())
    if found is None:
        raise InvitationGone
    person = me(request)
    refused: InvitationForAnother | None = None
    if request.method == "POST":
        try:
            entered = services.accept_invitation(actor=person, token=token, now=timezone.now())
        except InvitationForAnother as error:
            refused = error
        else:
            return redirect("institutions:enter", institution=entered)
    roles = [(Role(role).label, SENTENCES[Role(role)]) for role in found.roles]
    shown = {"invitation": found, "roles": roles, "refused": refused}
    return render(request, "institutions/invitation.html", shown, status=403 if refused else 200)
