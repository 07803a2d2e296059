"""A credential in every form: JSON, JWT, baked PNG and SVG, certificate; and the status lists."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from microcred import vc
from microcred.platform.awards.certificates import certificate_pdf
from microcred.platform.awards.pages.answers import pdf, standing
from microcred.platform.awards.pages.requests import now
from microcred.platform.awards.pages.seen import Seen, seen
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.badges import design_of, picture
from microcred.platform.credentials import queries as credentials
from microcred.platform.credentials import services
from microcred.platform.credentials.services import Form
from microcred.platform.institutions import services as institutions
from microcred.platform.web.badges import badge_png, badge_svg
from microcred.vc.jsontext import parse

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
    made = _form(found, form)
    ending, kind = ("jwt", made.media_type) if form == "jwt" else ("json", made.media_type)
    return _answer(request, found, made.body, kind, f"{found.public_id}.{ending}", made.sha256)


def status_only(found: Seen) -> HttpResponse:
    """For an id without the right to see more: whether it stands."""
    answer = JsonResponse({"id": found.public_id, "state": found.credential.state}, status=403)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def png(request: HttpRequest, public_id: str) -> HttpResponse:
    """The badge as PNG with the credential inside, by Open Badges 3.0 section 5.3."""
    found = seen(request, public_id)
    if not found.whole:
        return status_only(found)
    version = catalogue.version(found.award.version_id)
    name = standing(found.award.institution_id).name
    kind, body = picture(version, name, found.credential.language)
    if kind != "image/png":
        body = badge_png(design_of(version.content, version.design, name, found.credential.language))
    made = _form(found, "di")
    return _answer(request, found, vc.bake_png(body, made.body), "image/png", f"{public_id}.png", made.sha256)


@require_safe
def svg(request: HttpRequest, public_id: str) -> HttpResponse:
    """The badge as SVG with the credential inside."""
    found = seen(request, public_id)
    if not found.whole:
        return status_only(found)
    version = catalogue.version(found.award.version_id)
    name = standing(found.award.institution_id).name
    kind, body = picture(version, name, found.credential.language)
    if kind != "image/svg+xml":
        drawn = design_of(version.content, version.design, name, found.credential.language)
        body = badge_svg(drawn).encode()
    made = _form(found, "di")
    return _answer(
        request, found, vc.bake_svg(body, made.body), "image/svg+xml", f"{public_id}.svg", made.sha256
    )


@require_safe
def certificate(request: HttpRequest, public_id: str) -> HttpResponse:
    """The certificate as PDF, A4 or `?paper=letter`, with the signed JSON attached."""
    found = seen(request, public_id)
    if not found.whole:
        return status_only(found)
    made = _form(found, "di")
    paper = "letter" if request.GET.get("paper") == "letter" else "a4"
    body = certificate_pdf(
        parse(made.body),
        made.body,
        public_id=public_id,
        at=found.award.awarded_at,
        standing=standing(found.award.institution_id).standing,
        paper=paper,
    )
    return pdf(body, f"{public_id}.pdf")


def _form(found: Seen, form: str) -> Form:
    at = now()
    if form == "di":
        return services.stored_form(found.public_id)
    signer = institutions.signer_of(found.award.institution_id, at)
    return services.form(public_id=found.public_id, format=form, signer=signer, now=at)


def _answer(
    request: HttpRequest, found: Seen, body: bytes, kind: str, name: str, digest: str
) -> HttpResponse:
    """With an ETag of the content and the status, so that a copy is asked for anew when either changes."""
    etag = f'"{sha256(f"{digest} {kind} {found.credential.etag}".encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        unchanged = HttpResponseNotModified()
        unchanged["ETag"] = etag
        return unchanged
    answer = HttpResponse(body, content_type=kind)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = content_disposition_header("download" in request.GET, name) or "inline"
    answer["X-Robots-Tag"] = "noindex"
    answer["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(answer, ["Accept", "Cookie"])
    return answer


@require_safe
def status_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """A signed status list: whole, the same for everybody, so that nobody learns whom one checks."""
    found = credentials.status_list(public_id, now())
    if request.headers.get("If-None-Match") == found.etag:
        unchanged = HttpResponseNotModified()
        unchanged["ETag"] = found.etag
        return unchanged
    return HttpResponse(found.body, headers=found.headers)
