"""The register: all awards of an institution, found, exported, and changed one or many at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from microcred.errors import MicrocredError
from microcred.platform.accounts.models import Account
from microcred.platform.awards import queries, services
from microcred.platform.awards.models import BatchState
from microcred.platform.awards.pages.forms import ReasonForm
from microcred.platform.awards.pages.requests import actor, now, words_of
from microcred.platform.awards.queries import AwardRow
from microcred.platform.awards.sheets.giveback import harmless
from microcred.platform.catalogue import access as catalogue_access
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.queries import AchievementRow
from microcred.platform.institutions import access as institutions

PAGE = 50
EXPORT = 500
"""Rows that an export reads at a time."""
FILTERS = ("acceptance", "state", "achievement", "batch", "text")


@login_required
@require_GET
def register(request: HttpRequest, institution: str) -> HttpResponse:
    """What is under way, then the awards, latest first."""
    who = actor(request)
    chosen = _filters(request)
    total = queries.count(who, institution, **chosen)
    page = Paginator(range(total), PAGE).get_page(request.GET.get("page"))
    first = (page.number - 1) * PAGE
    batches = queries.batches(who, institution)
    shown = {
        "institution": institution,
        "rows": queries.awards(who, institution, first=first, most=PAGE, **chosen),
        "page": page,
        "chosen": chosen,
        "filtered": any(chosen.values()),
        "affected": len(queries.affected_ids(who, institution)),
        "batches": [one for one in batches if one[2] in (*_OPEN, BatchState.RELEASED)][:8],
        "achievements": _achievements(who, institution),
        "reason": ReasonForm(),
        "at": now(),
    }
    return render(request, "awards/register.html", shown)


_OPEN = (BatchState.CHECKING, BatchState.SCHEDULED, BatchState.RELEASING)


def _achievements(who: Account | None, institution: str) -> list[AchievementRow]:
    """For the filter: what this person sees in the catalogue, else what is published."""
    found = institutions.by_public_id(institution)
    if institutions.roles(who, found).isdisjoint(catalogue_access.ROLES["view"]):
        return catalogue.published(institution_id=found.pk)
    return catalogue.of_institution(who, institution)


def _filters(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip() for name in FILTERS}


@login_required
@require_POST
def change(request: HttpRequest, institution: str) -> HttpResponse:
    """Withdraws, suspends, reinstates, or sends the mail again, for the awards that are ticked."""
    what, ids = request.POST.get("what", ""), request.POST.getlist("award")
    if not ids:
        messages.error(request, _("Tick the awards first."))
        return redirect("awards:register", institution)
    try:
        messages.success(request, _changed(request, institution, what, ids))
    except MicrocredError as error:
        messages.error(request, words_of(error))
    back = request.POST.get("back", "")
    if back == "award" and len(ids) == 1:
        return redirect("awards:award", institution, ids[0])
    return redirect("awards:register", institution)


def _changed(request: HttpRequest, institution: str, what: str, ids: list[str]) -> str:
    if what == "resend":
        count = services.resend(actor=actor(request), public_ids=ids, now=now())
        return ngettext("%(n)s mail is sent again.", "%(n)s mails are sent again.", count) % {"n": count}
    given: dict[str, Any] = {
        "actor": actor(request),
        "institution": institution,
        "public_ids": ids,
        "reason": request.POST.get("reason", ""),
        "now": now(),
    }
    if what == "suspend":
        count = services.suspend(**given)
        return ngettext("%(n)s award was suspended.", "%(n)s awards were suspended.", count) % {"n": count}
    if what == "reinstate":
        count = services.reinstate(**given)
        return ngettext("%(n)s award is valid again.", "%(n)s awards are valid again.", count) % {"n": count}
    count = services.revoke(**given)
    return ngettext("%(n)s award was withdrawn.", "%(n)s awards were withdrawn.", count) % {"n": count}


@login_required
@require_GET
def export(request: HttpRequest, institution: str) -> HttpResponseBase:
    """The awards that the filters choose as CSV, streamed; safe to open in a spreadsheet program."""
    who, chosen = actor(request), _filters(request)
    queries.count(who, institution, **chosen)  # refuses before the answer begins

    def lines() -> Iterator[str]:
        writer = csv.writer(_Echo())
        yield "\ufeff" + writer.writerow(_HEADERS)
        first = 0
        while rows := queries.awards(who, institution, first=first, most=EXPORT, **chosen):
            for row in rows:
                yield writer.writerow([harmless(cell) for cell in _cells(row)])
            first += len(rows)

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, "awards.csv") or "attachment"
    return answer


class _Echo:
    """Gives each line back, instead of keeping it."""

    def write(self, line: str) -> str:
        return line


_HEADERS = (
    "number",
    "micro-credential",
    "version",
    "name",
    "e-mail",
    "result",
    "status",
    "reason",
    "answer",
    "awarded",
    "valid until",
    "identity",
    "link",
)


def _cells(row: AwardRow) -> list[str]:
    until = row.valid_until.date().isoformat() if row.valid_until else ""
    return [
        row.public_id,
        row.title,
        str(row.version),
        row.name,
        row.email,
        row.grade,
        row.state,
        row.reason,
        row.acceptance,
        row.awarded_at.date().isoformat(),
        until,
        row.identity_way,
        row.address,
    ]
