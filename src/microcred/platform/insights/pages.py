"""The portfolio against demand, as a page and as CSV."""

from __future__ import annotations

import csv
import io

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from microcred.platform.accounts.asking import me
from microcred.platform.awards.sheets.giveback import harmless
from microcred.platform.insights import queries
from microcred.platform.insights.words import NEAR, STATES
from microcred.platform.web.asking import now
from microcred.skills.gap.gap import GapState

_HEADERS = (
    *("skill", "address", "openings", "essential", "level asked", "certified here", "level certified"),
    *("micro-credentials", "covered by", "others who certify it"),
)


@never_cache
@login_required
@require_safe
def demand(request: HttpRequest, institution: str) -> HttpResponse:
    """`/o/<id>/demand`: what is asked for beside what is certified, and what the portfolio serves."""
    found = queries.demand(me(request), institution, now())
    shown = {
        "institution": institution,
        "found": found,
        "rows": [
            (one, STATES[one.state], NEAR[one.near] if one.by and one.near else "") for one in found.asked
        ],
        "full": found.count(GapState.HELD),
        "low": found.count(GapState.TOO_LOW),
        "part": found.count(GapState.IN_PART),
        "at": now(),
    }
    return render(request, "insights/demand.html", shown)


@never_cache
@login_required
@require_safe
def export(request: HttpRequest, institution: str) -> HttpResponse:
    """The skills asked for, a line each, as CSV."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADERS)
    for one in queries.demand(me(request), institution, now()).asked:
        cells = (
            *(one.label, one.skill, len(one.openings), one.essential, one.wanted_level or ""),
            *(STATES[one.state].word, one.own_level or "", "; ".join(own.title for own in one.own), one.by),
            "; ".join(name for _, name in one.others),
        )
        writer.writerow([cell if isinstance(cell, int) else harmless(str(cell)) for cell in cells])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, "demand.csv") or "attachment"
    return answer
