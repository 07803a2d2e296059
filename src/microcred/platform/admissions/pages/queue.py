"""The queue of cases: filtered, page by page, and given to whom."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from microcred.errors import MicrocredError
from microcred.platform.admissions import access, casebook, queries, services
from microcred.platform.admissions.pages.examining import account_in
from microcred.platform.institutions import access as institutions
from microcred.platform.qualifications.pages.rules import actor_of

ROWS = 50
STATES = ("submitted", "proposed", "appealed", "decided")
BACK = "nobody"
"""What the form says for: back to the queue."""


@never_cache
@login_required
@require_safe
def cases(request: HttpRequest, institution: str) -> HttpResponse:
    """The queue, filtered."""
    actor, now = actor_of(request), timezone.now()
    state = request.GET.get("state", "")
    chosen = {
        "state": state if state in STATES else "",
        "examiner": request.GET.get("with", ""),
        "programme": request.GET.get("programme", ""),
        "like": request.GET.get("like", ""),
    }
    rows = casebook.queue(actor, institution, **chosen)
    people = casebook.examiners(actor, institution)
    own = institutions.roles(actor, institutions.by_public_id(institution))
    context = {
        "institution": institution,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "waiting": casebook.waiting(actor, institution, now),
        "people": [(str(pk), name) for pk, name in people],
        "me": str(actor.pk),
        "may": not own.isdisjoint(access.ROLES["decide"]),
        "programmes": queries.of_institution(actor, institution),
        "filtered": any(chosen.values()),
        "now": now,
        **chosen,
    }
    return render(request, "admissions/cases.html", context)


@login_required
@require_POST
def assign(request: HttpRequest, institution: str) -> HttpResponse:
    """Gives the chosen cases to somebody, or back to the queue; the queue stands as it was filtered."""
    actor, to = actor_of(request), request.POST.get("to", "")
    access.institution(actor, institution, to="decide")
    chosen = request.POST.getlist("case")
    try:
        count = services.assign_all(
            actor=actor,
            public_ids=chosen,
            now=timezone.now(),
            to=None if to == BACK else account_in(to) or actor.pk,
        )
        if not count:
            messages.error(request, _("Choose the cases first."))
        elif to == BACK:
            said = ngettext("%(n)s case is back in the queue.", "%(n)s cases are back in the queue.", count)
            messages.success(request, said % {"n": count})
        else:
            said = ngettext("%(n)s case is assigned.", "%(n)s cases are assigned.", count)
            messages.success(request, said % {"n": count})
    except MicrocredError as error:
        messages.error(request, f"{_(error.sentence)} {_(error.remedy)}")
    address = reverse("admissions:cases", args=[institution])
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)
