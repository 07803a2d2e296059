"""The open catalogue: search with facets over micro-credentials and offerings, and the same as a feed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from microcred.platform.catalogue import feeds, finding, queries, words
from microcred.platform.catalogue.content import Words
from microcred.platform.catalogue.finding import Found
from microcred.platform.catalogue.queries import CredentialFound, OfferingDetail

EACH = 20
VALUES = 12
"""Values of a facet that are shown at first; chosen ones always are."""

Row = OfferingDetail | CredentialFound


class Shown(NamedTuple):
    """A row of the list: an offering, or a micro-credential that no open one leads to."""

    offering: OfferingDetail | None
    credential: CredentialFound | None
    words: Words
    spoken: str
    kind: str
    who: str


class Facet(NamedTuple):
    """A facet with its values: each with word, count, and whether it is chosen; `more` are not shown."""

    name: str
    word: str
    values: Sequence[tuple[str, str, int, bool]]
    more: int
    open: bool


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Everybody's search; with `?format=json` or `csv` the same as a feed."""
    language = (get_language() or "en").partition("-")[0]
    chosen = {name: list(dict.fromkeys(request.GET.getlist(name)))[:20] for name in finding.FACETS}
    text = request.GET.get("q", "")[:200]
    feed = request.GET.get("format") in ("json", "csv")
    found = finding.find(text=text, language=language, chosen=chosen, now=timezone.now(), places=feed)
    if feed:
        return _feed(request, found)
    page = Paginator(found.items, EACH).get_page(request.GET.get("page"))
    address = request.GET.copy()
    address.pop("page", None)
    whole = request.GET.getlist("all")
    facets = [_facet(name, found.counts[name], chosen[name], whole=name in whole) for name in finding.FACETS]
    offerings = sum(1 for one in found.items if one > 0)
    shown = {
        "rows": [_shown(one, language) for one in _rows(list(page.object_list))],
        "facets": [facet for facet in facets if facet.values],
        "page": page,
        "q": text,
        "total": len(found.items),
        "offerings": offerings,
        "alone": len(found.items) - offerings,
        "narrowed": bool(text or any(chosen.values())),
        "choosing": bool(whole or any(chosen.values())),
        "feed": address.urlencode(),
    }
    return render(request, "catalogue/find.html", shown)


def _feed(request: HttpRequest, found: Found) -> HttpResponse:
    items, last = found.after(feeds.read(request.GET.get("after", "")), feeds.EACH)
    rows = [feeds.item(one, request.build_absolute_uri(_address(one))) for one in _rows(items)]
    following = request.GET.copy()
    following["after"] = feeds.written(last) if last else ""
    address = request.build_absolute_uri(f"{request.path}?{following.urlencode()}") if last else None
    if request.GET["format"] == "json":
        answer: HttpResponse = JsonResponse({"total": len(found.items), "next": address, "items": rows})
    else:
        answer = HttpResponse(feeds.as_csv(rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="offerings.csv"'
    if address:
        answer["Link"] = f'<{address}>; rel="next"'
    return answer


def _rows(items: Sequence[int]) -> Iterator[Row]:
    """What stands behind the numbers of a search, in their order."""
    offerings = queries.offerings_by_id([one for one in items if one > 0])
    credentials = queries.published_by_id([-one for one in items if one < 0])
    for one in items:
        row = offerings.get(one) if one > 0 else credentials.get(-one)
        if row is not None:
            yield row


def _address(one: Row) -> str:
    name = "offering" if isinstance(one, OfferingDetail) else "achievement"
    return reverse(f"catalogue:{name}", args=[one.public_id])


def _shown(one: Row, language: str) -> Shown:
    content = one.content
    spoken = language if language in content.texts else content.language
    if isinstance(one, OfferingDetail):
        kind = str(words.OFFERING_KINDS[one.kind])
        return Shown(one, None, content.words(spoken), spoken, kind, words.who(one))
    who = _("Certified by %(certifier)s") % {"certifier": one.certifier_name}
    return Shown(None, one, content.words(spoken), spoken, str(words.ALONE), who)


def _facet(name: str, counted: Sequence[tuple[str, int]], chosen: Sequence[str], *, whole: bool) -> Facet:
    counts = dict(counted)
    first = [*(value for value in counts if value in chosen), *(one for one in chosen if one not in counts)]
    rest = [value for value in counts if value not in chosen]
    shown = [*first, *(rest if whole else rest[: max(0, VALUES - len(first))])]
    values = [
        (value, words.facet_value(name, value), counts.get(value, 0), value in chosen) for value in shown
    ]
    more = len(first) + len(rest) - len(shown)
    return Facet(name, str(words.FACETS[name]), values, more, open=whole or bool(chosen))
