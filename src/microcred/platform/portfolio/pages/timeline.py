"""How somebody grew: the timeline, two days beside each other, as a picture and on paper."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from microcred.platform.accounts.asking import me
from microcred.platform.portfolio import paper as papers
from microcred.platform.portfolio import queries, services, words
from microcred.platform.portfolio.errors import NotHeld
from microcred.platform.portfolio.pages.forms import DatesForm, ReflectionForm
from microcred.platform.portfolio.pages.picture import drawn
from microcred.platform.portfolio.pages.requests import now
from microcred.platform.portfolio.pages.skills import sources_of
from microcred.platform.portfolio.queries import Growth
from microcred.skills.profile.timeline import Change, SkillChange

YEAR = timedelta(days=365)


@never_cache
@login_required
@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """`/timeline`, with two days in its query."""
    who, at = me(request), now()
    growth = queries.growth(who, at)
    figure = drawn(growth, at)
    start = {"then": (at - YEAR).date(), "now": at.date()}
    asked = "then" in request.GET or "now" in request.GET
    form = DatesForm(request.GET if asked else None, initial=start)
    days = (start["then"], start["now"])
    if asked and form.is_valid():
        days = (form.cleaned_data["then"], form.cleaned_data["now"])
    shown: dict[str, Any] = {
        "drawn": figure,
        "form": form,
        "notes": queries.reflections(who),
        "credits": sources_of(growth.profile().skills),
        **(_between(growth, *days) if figure else {}),
    }
    return render(request, "portfolio/timeline.html", shown)


def _between(growth: Growth, then: date, until: date) -> dict[str, Any]:
    first, second = _end(then), min(_end(until), growth.at)
    found = growth.between(first, second)
    kept = growth.profile(second).skills
    changed = {one.skill: one for one in found.changes}
    return {
        "then": first,
        "until": second,
        "before": _column(growth, first, changed, {Change.LAPSED, Change.WITHDRAWN}),
        "after": _column(growth, second, changed, {Change.NEW, Change.DEEPER, Change.REFRESHED}),
        "changes": [
            (
                str(words.CHANGES[one.change]),
                growth.label_of(one.skill, one.label),
                _how(one, before=True),
                _how(one, before=False),
            )
            for one in sorted(found.changes, key=lambda one: (not one.soft, one.label.casefold()))
        ],
        "kept": sorted(growth.label_of(one, kept[one].label) for one in found.kept),
    }


def _column(
    growth: Growth, at: datetime, changed: dict[str, SkillChange], marked: set[Change]
) -> list[tuple[str, int | None, bool]]:
    """Name, level, and whether it changed, of what is held; soft ones first."""
    rows = [
        (
            growth.label_of(one.skill, one.label),
            one.level,
            one.skill in changed and changed[one.skill].change in marked,
            one.soft,
        )
        for one in growth.profile(at).held()
    ]
    return [row[:3] for row in sorted(rows, key=lambda row: (not row[3], row[0].casefold()))]


def _how(one: SkillChange, *, before: bool) -> str:
    level = one.level_before if before else one.level_after
    evidence = one.evidence_before if before else one.evidence_after
    if evidence is None:
        return "–"
    how = str(words.EVIDENCE[evidence][0])
    return f"{_('Level %(level)s') % {'level': level}}, {how}" if level else how


def _end(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), UTC)


@never_cache
@login_required
@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """The timeline as PNG of 1200 by 630."""
    who, at = me(request), now()
    body = papers.picture(who.name, queries.growth(who, at), at)
    answer = HttpResponse(body, content_type="image/png")
    answer["Content-Disposition"] = 'attachment; filename="timeline.png"'
    return answer


@never_cache
@login_required
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """The timeline as one page, A4."""
    who, at = me(request), now()
    body = papers.page(who.name, queries.growth(who, at), at)
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="timeline.pdf"'
    return answer


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reflect(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the learner writes to one of their credentials; others see it only on a page made to show it."""
    who = me(request)
    entry = queries.by_id(who, now()).get(public_id)
    if entry is None:
        raise NotHeld(public_id[:40])
    note = queries.reflection(who, public_id)
    start = {"before": note.before, "after": note.after, "sentence": note.sentence, "used": note.used}
    form = ReflectionForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        services.reflect(actor=who, credential=public_id, **form.cleaned_data)
        messages.success(
            request, _("Kept. Nobody but you sees it, unless a page of yours was made to show it.")
        )
        return redirect("portfolio:timeline")
    return render(request, "portfolio/reflect.html", {"form": form, "one": entry})
