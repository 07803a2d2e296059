"""An institution's awards in numbers, as a page and as CSV."""

from __future__ import annotations

import csv
import io

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from microcred.platform.awards import queries
from microcred.platform.awards.pages.requests import actor, now
from microcred.platform.awards.sheets.giveback import harmless

_HEADERS = ("micro-credential", "awarded", "accepted", "waiting", "declined", "withdrawn", "suspended")


@login_required
@require_GET
def numbers(request: HttpRequest, institution: str) -> HttpResponse:
    """How many were awarded, of what, in which month, and how they were answered."""
    found = queries.numbers(actor(request), institution, now())
    shown = {
        "institution": institution,
        "found": found,
        "share": round(100 * found.accepted / found.awarded) if found.awarded else 0,
        "most_month": max(count for _, count in found.months),
        "most_of": max((one.awarded for one in found.of), default=0),
        "at": now(),
    }
    return render(request, "awards/numbers.html", shown)


@login_required
@require_GET
def export(request: HttpRequest, institution: str) -> HttpResponse:
    """The numbers by micro-credential as CSV."""
    found = queries.numbers(actor(request), institution, now())
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADERS)
    for one in found.of:
        counts = (one.awarded, one.accepted, one.waiting, one.declined, one.withdrawn, one.suspended)
        writer.writerow([harmless(one.title), *counts])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, "numbers.csv") or "attachment"
    return answer
