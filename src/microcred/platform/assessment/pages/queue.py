"""What waits, and what was decided."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from microcred.platform.accounts.asking import me
from microcred.platform.assessment import queries, words
from microcred.platform.assessment.pages.requests import download

PAGE = 50


@login_required
@require_GET
def queue(request: HttpRequest, institution: str) -> HttpResponse:
    """What this person may mark, decide and hear."""
    who = me(request)
    lists = [
        queries.queue(who, institution),
        queries.to_decide(who, institution),
        queries.to_hear(who, institution),
    ]
    rows = [(row, words.ROUNDS[row.round]) for found in lists for row in found]
    counts = [len(found) for found in lists]
    shown = {"institution": institution, "rows": rows, "counts": counts}
    return render(request, "assessment/queue.html", shown)


@login_required
@require_GET
def decided(request: HttpRequest, institution: str) -> HttpResponse:
    """The decisions, latest first, with person, time and reason."""
    page = max(1, int(request.GET.get("page", "1")) if request.GET.get("page", "1").isdigit() else 1)
    first = (page - 1) * PAGE
    found = queries.decided(me(request), institution, first=first, most=PAGE + 1)
    rows = [(row, *words.STAGES[row.outcome]) for row in found[:PAGE]]
    shown = {
        "institution": institution,
        "rows": rows,
        "earlier": page + 1 if len(found) > PAGE else 0,
        "later": page - 1,
    }
    return render(request, "assessment/decided.html", shown)


@login_required
@require_GET
def file(request: HttpRequest, institution: str, file: str) -> HttpResponse:
    """A file that was handed in, as a download."""
    return download(queries.file_for_institution(me(request), institution, file))
