"""What anybody may see of a published micro-credential: its page, its badge, its data."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from microcred.platform.catalogue import queries, schema, words
from microcred.platform.catalogue.badges import picture
from microcred.platform.catalogue.queries import VersionDetail
from microcred.platform.institutions import queries as institutions
from microcred.platform.institutions.queries import IssuerDetail
from microcred.platform.web.badges import BadgeTitleTooLong

PER_DAY = 86_400


@require_safe
def achievement(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of a micro-credential: it is its id in every credential, so it stays after retirement."""
    version, issuer = _found(public_id)
    if "application/ld+json" in request.headers.get("Accept", ""):
        return JsonResponse(_data(request, version, issuer))
    now, language = timezone.now(), (get_language() or "").partition("-")[0]
    spoken = language if language in version.content.texts else version.content.language
    published = version.state == "published"
    shown = {
        "version": version,
        "words": version.content.words(spoken),
        "spoken": spoken,
        "others": [(code, words.language(code)) for code in version.content.texts if code != spoken],
        "issuer": issuer,
        "kind": words.KINDS[version.content.kind],
        "weight": list(words.weight(version.content)),
        "json": _data(request, version, issuer),
        "offerings": [
            (one, words.OFFERING_KINDS[one.kind], words.PARTICIPATION.get(one.mode, one.mode))
            for one in queries.offerings(achievement=public_id, open_at=now)
        ]
        if published
        else [],
    }
    return render(request, "catalogue/achievement.html", shown)


@require_safe
def data(request: HttpRequest, public_id: str) -> HttpResponse:
    """The micro-credential in the words of schema.org."""
    version, issuer = _found(public_id)
    return JsonResponse(_data(request, version, issuer), content_type="application/ld+json")


def _found(public_id: str) -> tuple[VersionDetail, IssuerDetail]:
    version = queries.latest_shown(public_id)
    if version is None:
        raise Http404
    return version, institutions.issuer(version.institution_id)


def _data(request: HttpRequest, version: VersionDetail, issuer: IssuerDetail) -> dict[str, Any]:
    page = reverse("catalogue:achievement", args=[version.achievement])
    return schema.credential(version, issuer, request.build_absolute_uri(page))


@require_safe
def badge(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The badge of one version that was ever published; it never changes."""
    version = queries.shown_version(public_id, number)
    if version is None:
        raise Http404
    issuer = institutions.issuer(version.institution_id)
    try:
        kind, body = picture(version, issuer.name)
    except BadgeTitleTooLong:
        raise Http404 from None
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = HttpResponse(body, content_type=kind)
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age={PER_DAY}"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return answer
