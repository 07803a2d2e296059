"""Up to four offerings side by side: a column for each, a row for each thing that they state."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from microcred.platform.catalogue import comparison, queries

MOST = 4


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The table; what is not there any more is left out."""
    asked = dict.fromkeys(request.GET.getlist("o")[:MOST])
    found = [one for one in map(queries.offering, asked) if one is not None]
    shown = {"found": found, "rows": comparison.rows(found, timezone.now()), "left": MOST - len(found)}
    return render(request, "catalogue/compare.html", shown)
