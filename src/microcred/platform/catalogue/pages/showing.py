"""What anybody may see of a published micro-credential: its page, its badge, its data."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from microcred.platform.catalogue import queries, words
from microcred.platform.catalogue.badges import picture
from microcred.platform.catalogue.queries import VersionDetail
from microcred.platform.institutions import queries as institutions
from microcred.platform.institutions.queries import IssuerDetail
from microcred.platform.web.badges import BadgeTitleTooLong

PER_DAY = 86_400


@require_safe
def achievement(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of a micro-credential: it is its id in every credential, so it stays after retirement."""
    version = queries.latest_shown(public_id)
    if version is None:
        raise Http404
    issuer = institutions.issuer(version.institution_id)
    language = get_language() or version.content.language
    if "application/ld+json" in request.headers.get("Accept", ""):
        return JsonResponse(schema_org(version, issuer, request.build_absolute_uri()))
    spoken = language if language in version.content.texts else version.content.language
    shown = {
        "version": version,
        "words": version.content.words(spoken),
        "spoken": spoken,
        "issuer": issuer,
        "kind": words.KINDS[version.content.kind],
        "weight": list(words.weight(version.content)),
        "json": schema_org(version, issuer, request.build_absolute_uri()),
    }
    return render(request, "catalogue/achievement.html", shown)


def schema_org(version: VersionDetail, issuer: IssuerDetail, address: str) -> dict[str, Any]:
    """The micro-credential in the words of schema.org, for search engines and programs."""
    content, text = version.content, version.content.words()
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalCredential",
        "@id": address,
        "url": address,
        "name": text.name,
        "description": text.description,
        "inLanguage": content.language,
        "credentialCategory": "MicroCredential",
        "competencyRequired": [skill.address or skill.label for skill in content.skills],
        "recognizedBy": {"@type": "EducationalOrganization", "name": issuer.name, "@id": issuer.did},
    }
    if content.eqf_level:
        found["educationalLevel"] = f"EQF {content.eqf_level}"
    if content.validity_months:
        found["validFor"] = f"P{content.validity_months}M"
    return found


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
