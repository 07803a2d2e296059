"""The people whom an institution has awarded, and one of them with all that they hold from it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from microcred.platform.awards import queries
from microcred.platform.awards.pages.requests import actor, now

PAGE = 50


@login_required
@require_GET
def learners(request: HttpRequest, institution: str) -> HttpResponse:
    """One line for each person, whoever was awarded last first."""
    who, text = actor(request), request.GET.get("text", "").strip()
    total = queries.learners_count(who, institution, text=text)
    page = Paginator(range(total), PAGE).get_page(request.GET.get("page"))
    rows = queries.learners(who, institution, text=text, first=(page.number - 1) * PAGE, most=PAGE)
    shown = {"institution": institution, "rows": rows, "page": page, "text": text, "total": total}
    return render(request, "awards/learners.html", shown)


@login_required
@require_GET
def learner(request: HttpRequest, institution: str, person: str) -> HttpResponse:
    """All awards of one person by this institution."""
    rows = queries.learner(actor(request), institution, person)
    return render(
        request,
        "awards/learner.html",
        {"institution": institution, "rows": rows, "first": rows[0], "at": now()},
    )
