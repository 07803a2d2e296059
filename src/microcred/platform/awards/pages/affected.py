"""What has to be issued anew because a key has leaked: listed, and issued in bulk by the worker."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from microcred.platform.awards import queries, services
from microcred.platform.awards.pages.requests import actor

MOST = 200
"""Awards that the page lists; the bulk is issued whatever its number."""


@login_required
@require_http_methods(["GET", "POST"])
def affected(request: HttpRequest, institution: str) -> HttpResponse:
    """Lists them, and on demand issues all of them anew; what cannot be stays on the list."""
    who = actor(request)
    if who is not None and request.method == "POST":
        count = services.reissue(actor=who, institution=institution)
        words = ngettext("%(n)s award is issued anew.", "%(n)s awards are issued anew.", count) % {"n": count}
        messages.success(request, words)
        return redirect("awards:affected", institution)
    rows = queries.affected(who, institution)
    shown = {"institution": institution, "rows": rows[:MOST], "total": len(rows)}
    return render(request, "awards/affected.html", shown)
