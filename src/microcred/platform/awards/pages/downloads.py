"""A credential in every form: JSON, JWT, baked PNG and SVG, certificate; and the status lists."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from microcred.platform.awards.pages.answers import pdf
from microcred.platform.awards.pages.requests import now
from microcred.platform.awards.pages.seen import Seen, seen
from microcred.platform.awards.services.copies import made_copy
from microcred.platform.credentials import queries as credentials

MEDIA_TYPES = {
    "application/vc": "di",
    "application/vc+ld+json": "di",
    "application/ld+json": "di",
    "application/json": "di",
    "application/vc+jwt": "jwt",
    "application/jwt": "jwt",
}
"""What a program may ask for at the address of the page, to the format that answers."""


@require_safe
def json(request: HttpRequest, public_id: str) -> HttpResponse:
    """The signed JSON, byte for byte."""
    return data(request, seen(request, public_id), "di")


@require_safe
def jwt(request: HttpRequest, public_id: str) -> HttpResponse:
    """The credential as VC-JWT, signed at its first request."""
    return data(request, seen(request, public_id), "jwt")


def data(request: HttpRequest, found: Seen, form: str) -> HttpResponse:
    """The signed bytes in a format for whoever may see them; else the status alone."""
    if not found.whole:
        return status_only(found)
    return _answer(request, found, "jwt" if form == "jwt" else "json")


def status_only(found: Seen) -> HttpResponse:
    """For an id without the right to see more: whether it stands."""
    answer = JsonResponse({"id": found.public_id, "state": found.credential.state}, status=403)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def png(request: HttpRequest, public_id: str) -> HttpResponse:
    """The badge as PNG with the credential inside, by Open Badges 3.0 section 5.3."""
    return _copy(request, public_id, "png")


@require_safe
def svg(request: HttpRequest, public_id: str) -> HttpResponse:
    """The badge as SVG with the credential inside."""
    return _copy(request, public_id, "svg")


@require_safe
def certificate(request: HttpRequest, public_id: str) -> HttpResponse:
    """The certificate as PDF, A4 or `?paper=letter`, with the signed JSON attached."""
    found = seen(request, public_id)
    if not found.whole:
        return status_only(found)
    paper = "letter" if request.GET.get("paper") == "letter" else "a4"
    made = made_copy(found.award, "pdf", now(), paper=paper)
    return pdf(made.body, made.name)


def _copy(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    found = seen(request, public_id)
    return _answer(request, found, form) if found.whole else status_only(found)


def _answer(request: HttpRequest, found: Seen, form: str) -> HttpResponse:
    """With an ETag of the content and the status, so that a copy is asked for anew when either changes."""
    made = made_copy(found.award, form, now())
    kind = made.media_type
    etag = f'"{sha256(f"{made.sha256} {kind} {found.credential.etag}".encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        unchanged = HttpResponseNotModified()
        unchanged["ETag"] = etag
        return unchanged
    answer = HttpResponse(made.body, content_type=kind)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = (
        content_disposition_header("download" in request.GET, made.name) or "inline"
    )
    answer["X-Robots-Tag"] = "noindex"
    answer["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(answer, ["Accept", "Cookie"])
    return answer


_AS_LIST = ["application/vc", "application/ld+json", "application/json"]
"""Names for the same bytes: programs that know only JSON read nothing that is called by another name."""


@require_safe
def status_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """A signed status list: whole, the same for everybody, so that nobody learns whom one checks."""
    found = credentials.status_list(public_id, now())
    if request.headers.get("If-None-Match") == found.etag:
        unchanged = HttpResponseNotModified()
        unchanged["ETag"] = found.etag
        return unchanged
    answer = HttpResponse(found.body, headers=found.headers)
    answer["Content-Type"] = request.get_preferred_type(_AS_LIST) or found.media_type
    patch_vary_headers(answer, ["Accept"])
    return answer
