"""The page of one offering, and its data."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from microcred.platform.catalogue import queries, schema, words
from microcred.platform.catalogue.marks import marks
from microcred.platform.catalogue.queries import OfferingDetail


@require_safe
def offering(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of one offering; it stays when it is closed."""
    found = _found(public_id)
    if "application/ld+json" in request.headers.get("Accept", ""):
        return JsonResponse(_data(request, found))
    now = timezone.now()
    language = (get_language() or "").partition("-")[0]
    spoken = language if language in found.content.texts else found.content.language
    # how one takes part is said by the offering itself
    content = found.content.model_copy(update={"participation": ""})
    shown = {
        "offering": found,
        "words": found.content.words(spoken),
        "words_in": spoken,
        "weight": list(words.weight(content)),
        "spoken": words.language(found.language),
        "kind": words.OFFERING_KINDS[found.kind],
        "mode": words.PARTICIPATION.get(found.mode, found.mode),
        "json": _data(request, found),
        "marks": marks(found),
        "hand_in": queries.hand_in_address(found.achievement),
        "over": not found.open_on(timezone.localdate(now)),
        "not_agreed": found.not_agreed(now),
    }
    return render(request, "catalogue/offering.html", shown)


@require_safe
def data(request: HttpRequest, public_id: str) -> HttpResponse:
    """The offering in the words of schema.org."""
    return JsonResponse(_data(request, _found(public_id)), content_type="application/ld+json")


def _found(public_id: str) -> OfferingDetail:
    found = queries.offering(public_id)
    if found is None:
        raise Http404
    return found


def _data(request: HttpRequest, found: OfferingDetail) -> dict[str, object]:
    page = reverse("catalogue:offering", args=[found.public_id])
    credential = reverse("catalogue:achievement", args=[found.achievement])
    return schema.course(found, request.build_absolute_uri(page), request.build_absolute_uri(credential))
