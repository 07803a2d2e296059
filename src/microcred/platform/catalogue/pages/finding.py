"""The open catalogue: search with facets, an offering's page, up to four side by side, and feeds."""

from __future__ import annotations

import csv
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from microcred.platform.catalogue import finding, queries, words
from microcred.platform.catalogue.queries import OfferingDetail

EACH = 20
MOST_COMPARED = 4
VALUES = 12
"""Values of a facet that are shown; chosen ones always are."""


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Everybody's search; with `?format=json` or `csv` the same as a feed."""
    language = (get_language() or "en").partition("-")[0]
    chosen = {name: request.GET.getlist(name)[:20] for name in finding.FACETS}
    text = request.GET.get("q", "")[:200]
    found = finding.find(text=text, language=language, chosen=chosen)
    wanted = request.GET.get("format", "")
    page = Paginator(found.ids, 500 if wanted else EACH).get_page(request.GET.get("page"))
    details = queries.offerings_by_id(list(page.object_list))
    rows = [details[one] for one in page.object_list if one in details]
    if wanted == "json":
        return JsonResponse({"total": len(found.ids), "items": [feed_item(one) for one in rows]})
    if wanted == "csv":
        return _csv(rows)
    facets = [
        (name, words.FACETS[name], _shown(name, found.counts[name], chosen[name])) for name in finding.FACETS
    ]
    shown = {
        "rows": [(one, one.content.words(language), words.OFFERING_KINDS[one.kind]) for one in rows],
        "facets": [facet for facet in facets if facet[2]],
        "page": page,
        "q": text,
        "total": len(found.ids),
        "narrowed": bool(text or any(chosen.values())),
        "feed": request.GET.urlencode(),
    }
    return render(request, "catalogue/find.html", shown)


@require_safe
def offering(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of one offering; it stays when it is closed."""
    found = queries.offering(public_id)
    if found is None:
        raise Http404
    data = course(found, request.build_absolute_uri())
    if "application/ld+json" in request.headers.get("Accept", ""):
        return JsonResponse(data)
    language = get_language() or found.content.language
    shown = {
        "offering": found,
        "words": found.content.words(language),
        "weight": _weight(found),
        "spoken": words.language(found.language),
        "kind": words.OFFERING_KINDS[found.kind],
        "mode": words.PARTICIPATION.get(found.mode, found.mode),
        "json": data,
        "hand_in": queries.hand_in_address(found.achievement),
    }
    return render(request, "catalogue/offering.html", shown)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four offerings side by side."""
    asked = [queries.offering(one) for one in request.GET.getlist("o")[:MOST_COMPARED]]
    found = [one for one in asked if one is not None]
    shown = [(one, words.OFFERING_KINDS[one.kind]) for one in found]
    return render(request, "catalogue/compare.html", {"found": shown})


def _weight(found: OfferingDetail) -> list[tuple[str, str]]:
    """What the micro-credential weighs; how one takes part is said by the offering itself."""
    return list(words.weight(found.content.model_copy(update={"participation": ""})))


def course(found: OfferingDetail, address: str) -> dict[str, Any]:
    """The offering in the words of schema.org."""
    text = found.content.words(found.language)
    educator = {"@type": "EducationalOrganization", "name": found.educator_name}
    credential: dict[str, Any] = {
        "@type": "EducationalOccupationalCredential",
        "name": text.name,
        "credentialCategory": "MicroCredential",
        "recognizedBy": {"@type": "EducationalOrganization", "name": found.certifier_name},
        "competencyRequired": [skill.address or skill.label for skill in found.skills],
    }
    if found.content.eqf_level:
        credential["educationalLevel"] = f"EQF {found.content.eqf_level}"
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": address,
        "url": address,
        "name": found.title or text.name,
        "description": found.description or text.description,
        "inLanguage": found.language,
        "provider": educator,
        "teaches": [skill.address or skill.label for skill in found.skills],
        "educationalCredentialAwarded": credential,
        "offers": {
            "@type": "Offer",
            "price": str(found.price),
            "priceCurrency": found.currency,
            "category": "Paid" if found.price else "Free",
        },
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": found.mode,
            "startDate": found.starts_on.isoformat(),
            "endDate": found.ends_on.isoformat(),
            **({"location": found.place} if found.place else {}),
        },
    }


def feed_item(one: OfferingDetail) -> dict[str, Any]:
    """One offering of the feeds: plain values."""
    return {
        "id": one.public_id,
        "title": one.name,
        "micro_credential": one.achievement,
        "kind": one.kind,
        "educator": one.educator_name,
        "certifier": one.certifier_name,
        "skills": "; ".join(skill.address or skill.label for skill in one.skills),
        "level": one.content.eqf_level,
        "ects": one.content.ects,
        "hours_per_week": str(one.hours_per_week),
        "price": str(one.price),
        "currency": one.currency,
        "language": one.language,
        "mode": one.mode,
        "place": one.place,
        "start": one.starts_on.isoformat(),
        "end": one.ends_on.isoformat(),
        "apply_by": one.apply_by.isoformat() if one.apply_by else "",
        "places": one.places,
        "stackability": one.content.stackability,
    }


def _csv(rows: list[OfferingDetail]) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="offerings.csv"'
    items = [feed_item(one) for one in rows]
    writer = csv.writer(answer)
    if items:
        writer.writerow(items[0])
    writer.writerows([_cell(value) for value in item.values()] for item in items)
    return answer


def _cell(value: object) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _shown(name: str, counts: Any, chosen: list[str]) -> list[tuple[str, Any, int, bool]]:
    first = [pair for pair in counts if pair[0] in chosen]
    rest = [pair for pair in counts if pair[0] not in chosen][: max(0, VALUES - len(first))]
    return [
        (value, words.facet_value(name, value), count, value in chosen) for value, count in [*first, *rest]
    ]
