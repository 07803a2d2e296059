"""The map of the network: from one institution outwards, as a picture and as an equal table."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from microcred.platform.institutions.access import by_public_id
from microcred.platform.network import drawing, queries, words
from microcred.platform.network.queries import Map
from microcred.platform.network.scope.values import VERBS


@require_safe
def network(request: HttpRequest, public_id: str) -> HttpResponse:
    """The map, of one kind of right where one is chosen."""
    verb = _verb(request)
    found = _with_shared(queries.network_map(public_id, timezone.now(), verb=verb))
    content = {
        "map": found,
        "sentence": drawing.sentence(found),
        "picture": mark_safe(drawing.picture(found, verb)),  # noqa: S308 (drawn here, names escaped)
        "rows": drawing.rows(found),
        "verb": verb,
        "verbs": [("", words.ALL), *words.VERB_NAMES.items()],
        "offers": _offers(public_id),
    }
    return render(request, "network/map.html", content)


@require_safe
def picture(request: HttpRequest, public_id: str) -> HttpResponse:
    """The picture alone, to be taken along."""
    found = _with_shared(queries.network_map(public_id, timezone.now(), verb=_verb(request)))
    answer = HttpResponse(drawing.picture(found), content_type="image/svg+xml")
    answer["Content-Disposition"] = 'attachment; filename="network.svg"'
    return answer


def _verb(request: HttpRequest) -> str:
    verb = request.GET.get("verb", "")
    return verb if verb in VERBS else ""


def _with_shared(found: Map) -> Map:
    """The map with what each partner and the one in the middle teach and certify together."""
    name = getattr(settings, "NETWORK_SHARED", "")
    rows = import_string(name)(by_public_id(found.public_id).pk, timezone.now()) if name else []
    by_partner: dict[str, list[tuple[str, str]]] = {}
    for partner, title, address in rows:
        by_partner.setdefault(partner, []).append((title, address))
    partners = tuple(replace(one, shared=tuple(by_partner.get(one.public_id, ()))) for one in found.partners)
    return replace(found, partners=partners)


def _offers(public_id: str) -> list[tuple[str, str]]:
    """The micro-credentials that the institution shows to everybody."""
    name = getattr(settings, "INSTITUTION_OFFERS", "")
    found: list[tuple[str, str]] = import_string(name)(by_public_id(public_id).pk) if name else []
    return found
