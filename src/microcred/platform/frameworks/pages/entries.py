"""The page of a skill and the page of an occupation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from microcred.platform.frameworks import memory, queries
from microcred.platform.frameworks.pages.finding import language_of


@require_GET
def skill(request: HttpRequest, number: int) -> HttpResponse:
    """One skill: what it is, what is near it, which occupations need it."""
    loaded = memory.loaded()
    page = queries.skill_page(loaded, number, language_of(request, loaded))
    if page.id != number:  # the project's own copy of what a publisher has, too
        return redirect("frameworks:skill", page.id)
    return render(request, "frameworks/skill.html", {"skill": page})


@require_GET
def occupation(request: HttpRequest, number: int) -> HttpResponse:
    """One occupation: its skills, soft and hard side by side, its outlook."""
    loaded = memory.loaded()
    language = language_of(request, loaded)
    page = queries.occupation_page(loaded, number, language, now=timezone.now())
    if page.id != number:
        return redirect("frameworks:occupation", page.id)
    return render(request, "frameworks/occupation.html", {"occupation": page})
