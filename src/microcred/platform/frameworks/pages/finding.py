"""Searching skills and occupations: a plain page, and the picker that answers while one types."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_info
from django.views.decorators.http import require_GET

from microcred.platform.frameworks import memory, queries
from microcred.platform.frameworks.memory import Loaded

MOST = 20


def language_of(request: HttpRequest, loaded: Loaded) -> str:
    """The language of labels: as asked for, else that of the page, else English."""
    asked = request.GET.get("lang") or (get_language() or "en").partition("-")[0]
    return asked if loaded.stored and asked in loaded.languages else "en"


@require_GET
def skills(request: HttpRequest) -> HttpResponse:
    """The page where skills are searched; it needs no scripts."""
    loaded = memory.loaded()
    typed, language = request.GET.get("q", "").strip(), language_of(request, loaded)
    hits = queries.find_skills(loaded, typed, language, MOST)
    shown: dict[str, Any] = {
        "typed": typed,
        "language": language,
        "spoken": [(code, _name(code)) for code in loaded.languages] if loaded.stored else (),
        "hits": hits,
        "most": MOST,
        "credits": loaded.credits_of([hit.address for hit in hits]) or loaded.credits,
        "counts": _counts(loaded),
        "choose": "",
    }
    return render(request, "frameworks/skills.html", shown)


@require_GET
def occupations(request: HttpRequest) -> HttpResponse:
    """The page where occupations are searched; all of them where few are loaded and nothing was typed."""
    loaded = memory.loaded()
    typed, language = request.GET.get("q", "").strip(), language_of(request, loaded)
    shown = {
        "typed": typed,
        "language": language,
        "hits": queries.find_occupations(loaded, typed, language, MOST),
        "all": () if typed else queries.few_occupations(loaded, language),
        "most": MOST,
        "credits": loaded.credits,
        "counts": _counts(loaded),
    }
    return render(request, "frameworks/occupations.html", shown)


@require_GET
def pick(request: HttpRequest) -> HttpResponse:
    """The picker: a list for htmx, else JSON.

    `q` is what was typed, `lang` the language of labels, `choose` the name of the check boxes that the list
    then has, so that a form takes the addresses of what is ticked.
    """
    loaded = memory.loaded()
    typed, language = request.GET.get("q", "").strip(), language_of(request, loaded)
    hits = queries.find_skills(loaded, typed, language, MOST)
    answer: HttpResponse
    if request.headers.get("HX-Request"):
        shown = {
            "typed": typed,
            "hits": hits,
            "language": language,
            "most": MOST,
            "choose": request.GET.get("choose", "")[:40],
        }
        answer = render(request, "frameworks/parts/hits.html", shown)
    else:
        found = [
            {**asdict(hit), "url": request.build_absolute_uri(reverse("frameworks:skill", args=[hit.id]))}
            for hit in hits
        ]
        sources = loaded.credits_of([hit.address for hit in hits])
        answer = JsonResponse({"q": typed, "language": language, "results": found, "credits": sources})
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _name(code: str) -> str:
    """A language under its own name; its tag where Django has none."""
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def _counts(loaded: Loaded) -> dict[str, int]:
    if not loaded.stored:
        return {"skills": 0, "occupations": 0}
    return loaded.kept(
        "counts",
        lambda: {
            "skills": sum(not skill.retired for skill in loaded.everything.skills.values()),
            "occupations": sum(not each.retired for each in loaded.everything.occupations.values()),
        },
    )
