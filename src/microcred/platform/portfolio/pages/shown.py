"""What others see by a link: the page, each credential whole, and all of them as a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from microcred.platform.awards.facts import facts
from microcred.platform.awards.pages.credential import content
from microcred.platform.credentials import services as credentials
from microcred.platform.institutions.queries import origin
from microcred.platform.network.queries import parts_of
from microcred.platform.network.shown import shown_parts
from microcred.platform.portfolio import access, exporting, queries
from microcred.platform.portfolio.models import Imported
from microcred.platform.portfolio.pages.credentials import zipped
from microcred.platform.portfolio.pages.imports import as_file
from microcred.platform.portfolio.pages.requests import now
from microcred.platform.portfolio.queries import Entry, Shown
from microcred.platform.portfolio.words import RATINGS
from microcred.platform.verifier.services import examine_for
from microcred.platform.verifier.shown import by
from microcred.platform.verifier.sources import outside
from microcred.vc.jsontext import parse


@never_cache
@require_safe
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The chosen credentials, each with its verdict."""
    found = _shown(public_id, now())
    rows = [(one, _words(found, one)) for one in found.entries]
    return _answer(render(request, "portfolio/shown.html", {"shown": found, "rows": rows}), found)


@never_cache
@require_safe
def item(request: HttpRequest, public_id: str, item: str) -> HttpResponse:
    """One of them, whole: an own one checked now, one from elsewhere as its last check found it."""
    at = now()
    found = _shown(public_id, at)
    one = _one(found, item)
    more: dict[str, Any] = _own(one, at) if not one.elsewhere else {}
    file = reverse("portfolio:shown-file", args=[public_id, item])
    shown = {
        "shown": found,
        "one": one,
        "grey": one.state not in ("valid", "waiting"),
        "skills": one.held.skills if one.held else (),
        "words": _words(found, one),
        "file": file,
        "elsewhere": reverse("verifier:elsewhere"),
        "checked_by": by(),
        "page": f"{origin()}{reverse('portfolio:shown-item', args=[public_id, item])}",
        **more,
    }
    return _answer(render(request, "portfolio/shown_item.html", shown), found)


@never_cache
@require_safe
def file(request: HttpRequest, public_id: str, item: str) -> HttpResponse:
    """The bytes of one of them."""
    one = _one(_shown(public_id, now()), item)
    if one.elsewhere:
        row = Imported.objects.get(pk=one.id)
        return as_file(bytes(row.body), row.file_name or f"{one.id}.{row.found_in or 'json'}")
    made = credentials.stored_form(one.id)
    answer = HttpResponse(made.body, content_type=made.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{one.id}.json"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


@never_cache
@require_safe
def bundle(request: HttpRequest, public_id: str) -> HttpResponse:
    """All of them as one ZIP."""
    at = now()
    found = _shown(public_id, at)
    owner = access.open_share(public_id, at).owner
    return zipped(exporting.bundle(owner, found, at), "credentials.zip")


def _shown(public_id: str, at: datetime) -> Shown:
    return queries.shown(public_id, at)


def _one(found: Shown, item: str) -> Entry:
    one = next((each for each in found.entries if each.id == item), None)
    if one is None:
        raise Http404
    return one


def _words(found: Shown, one: Entry) -> dict[str, Any] | None:
    """What its holder wrote to it, where the page was made to show that; ratings in words."""
    note = found.notes.get(one.id)
    if note is None:
        return None
    before, after = (RATINGS.get(rating, "") if rating else "" for rating in (note.before, note.after))
    return {"before": before, "after": after, "sentence": note.sentence, "used": note.used}


def _own(one: Entry, at: datetime) -> dict[str, Any]:
    """The whole content of a credential of this site, and its report of this moment."""
    body = credentials.stored_form(one.id).body
    document, report = parse(body), examine_for(body, at=at, sources=outside().sources(now=at))
    parts = shown_parts(parts_of(document, body), report)
    return {
        **content(facts(document), {}),
        "marks": one.marks,
        "report": report,
        "parts": parts,
        "endorsed": [each for each in report.inside if each not in [part.statement for part in parts]],
    }


def _answer(answer: HttpResponse, found: Shown) -> HttpResponse:
    if not found.indexed:
        answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"  # the address is the key
    return answer
