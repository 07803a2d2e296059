"""What everybody may see of an institution: its page, its keys as a DID document, its logo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.http import parse_etags
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from microcred.platform.institutions import queries
from microcred.platform.institutions.profile import KINDS

DID_SECONDS = 300
"""For how long a copy of the keys may be used; a new key is listed three times as long before it signs."""


@require_safe
def institution(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who the institution is, how its signatures are checked, and what it offers."""
    found = queries.institution(public_id)
    shown = {"institution": found, "kind": KINDS.get(found.kind, ""), "offers": _offers(found.id)}
    return render(request, "institutions/institution.html", shown)


@require_safe
def did(request: HttpRequest, public_id: str) -> HttpResponse:
    """The document of the institution's did:web, for every verifier."""
    body, etag = queries.did_document(public_id)
    return _cached(request, body, etag, "application/did+json", DID_SECONDS)


@require_safe
def logo(request: HttpRequest, public_id: str) -> HttpResponse:
    """The institution's picture."""
    found = queries.logo(public_id)
    if found is None:
        raise Http404
    return _cached(request, found[0], f'"{found[1][:32]}"', "image/png", DID_SECONDS)


def _cached(request: HttpRequest, body: bytes, etag: str, media_type: str, seconds: int) -> HttpResponse:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    answer: HttpResponse
    if "*" in known or etag in {one.removeprefix("W/") for one in known}:
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(body, content_type=media_type)
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age={seconds}"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _offers(institution_id: int) -> list[tuple[str, str]]:
    """Names and addresses of what is offered, by the function that `settings.INSTITUTION_OFFERS` names."""
    name = getattr(settings, "INSTITUTION_OFFERS", "")
    if not name:
        return []
    source: Callable[..., Any] = import_string(name)
    found: list[tuple[str, str]] = source(institution_id)
    return found
