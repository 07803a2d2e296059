"""Choosing the work one wants, and saying where one starts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from microcred.platform.accounts.asking import me
from microcred.platform.careers import queries, services
from microcred.platform.careers.errors import NothingWanted
from microcred.platform.careers.here import framework, language, offered_as_goal
from microcred.platform.careers.pages.forms import TextForm
from microcred.platform.careers.pages.requests import now, number, ticked, words_of
from microcred.platform.frameworks import memory
from microcred.platform.frameworks import queries as frameworks
from microcred.skills.errors import SkillsError
from microcred.skills.gap.starting import from_cv, from_occupation
from microcred.skills.levels import SENTENCES
from microcred.skills.search.suggest import CREDIT

FOUND, PER_PAGE = 20, 25


def levels() -> list[tuple[int, str]]:
    """The eight levels in words, for a form."""
    return [(int(one), _(sentence)) for one, sentence in SENTENCES.items()]


def _search(request: HttpRequest) -> dict[str, Any]:
    loaded, typed = memory.loaded(), request.GET.get("q", "").strip()
    hits = frameworks.find_occupations(loaded, typed, language(), 2 * FOUND) if loaded.stored else []
    hits = [hit for hit in hits if offered_as_goal(loaded, hit.address)][:FOUND]
    few = [] if typed else frameworks.few_occupations(loaded, language())
    rows = [(hit.id, hit.label, hit.hit if hit.where == "alternative label" else "") for hit in hits]
    pages = {pk: address for address, pk in loaded.occupation_ids.items()} if few else {}
    rows += [(pk, label, "") for pk, label in few if offered_as_goal(loaded, pages[pk])]
    return {"typed": typed, "rows": rows, "credits": loaded.credits}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest) -> HttpResponse:
    """`/plan/target`: which occupation one wants."""
    who = me(request)
    if request.method == "POST":
        address = frameworks.occupation_address(number(request.POST.get("occupation", "")) or 0)
        services.aim_at_occupation(actor=who, address=address, now=now())
        return redirect("careers:plan")
    found = queries.standing(who, now())
    return render(request, "careers/target.html", {**_search(request), "any": any(found.profile.held())})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """`/plan/start`: the occupation one has now; its skills are then offered to be declared."""
    if request.method == "POST":
        address = frameworks.occupation_address(number(request.POST.get("occupation", "")) or 0)
        services.have_occupation(actor=me(request), address=address, now=now())
        return redirect("careers:start-skills")
    return render(request, "careers/start.html", _search(request))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_skills(request: HttpRequest) -> HttpResponse:
    """`/plan/start/skills`: what people in that occupation can do; one ticks what is one's own."""
    who, at = me(request), now()
    goal = queries.goal(who)
    if goal is None or not goal.present_name:
        return redirect("careers:start")
    if request.method == "POST":
        return _declare(request)
    found = queries.standing(who, at).profile
    offered = from_occupation(framework(), goal.present, at)
    rows = [
        {
            "skill": one.skill,
            "label": framework().skill(one.skill).label(language()),
            "level": one.level,
            "words": (),
            "held": one.skill in found.skills and found.skills[one.skill].held,
        }
        for one in offered
    ]
    rows.sort(key=lambda row: str(row["label"]).casefold())
    shown = {
        "rows": rows,
        "levels": levels(),
        "title": _("What of this can you do?"),
        "about": _("These are the essential skills of the work that you have: %(name)s.")
        % {"name": goal.present_name},
        "credits": memory.loaded().credits_of([str(row["skill"]) for row in rows]),
    }
    return render(request, "careers/tick.html", shown)


def _declare(request: HttpRequest) -> HttpResponse:
    wanted = ticked(request.POST, request.POST.getlist("skill"))
    if not wanted:
        messages.error(request, words_of(NothingWanted()))
        return redirect(request.path)
    declared = services.declare_all(
        actor=me(request),
        skills=[one.skill for one in wanted],
        levels={one.skill: one.level for one in wanted},
        now=now(),
    )
    messages.success(
        request,
        ngettext(
            "%(number)d skill is declared as yours. It counts by half until a credential shows it.",
            "%(number)d skills are declared as yours. They count by half until a credential shows them.",
            declared,
        )
        % {"number": declared},
    )
    goal = queries.goal(me(request))
    return redirect("careers:plan" if goal and goal.target else "careers:closest")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def from_text(request: HttpRequest) -> HttpResponse:
    """`/plan/start/text`: a CV in, the skills that it names out, to be ticked as one's own."""
    if request.POST.get("confirm"):
        return _declare(request)
    return _suggested(
        request,
        title=_("Start from your CV"),
        asked=_("Which of these can you do?"),
        extra={"own": True},
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def from_advert(request: HttpRequest) -> HttpResponse:
    """`/plan/target/text`: an advert in, the skills that it asks for out, to be ticked as wanted."""
    if request.POST.get("confirm"):
        wanted = ticked(request.POST, request.POST.getlist("skill"))
        name = request.POST.get("name", "").strip() or _("work from an advert")
        services.aim_at_list(actor=me(request), name=name, wanted=wanted, now=now())
        return redirect("careers:plan")
    return _suggested(
        request,
        title=_("Start from a job advert"),
        asked=_("Which of these does the work ask for?"),
        extra={"own": False},
    )


def _suggested(request: HttpRequest, *, title: str, asked: str, extra: dict[str, Any]) -> HttpResponse:
    form = TextForm(request.POST or None, request.FILES or None)
    rows = suggested(form) if request.method == "POST" and form.is_valid() else None
    if rows:
        shown = {
            "rows": rows,
            "levels": levels(),
            "title": asked,
            "about": _("These skills may be in your text. Tick those that are meant."),
            "confirm": True,
            "credits": [*memory.loaded().credits_of([str(row["skill"]) for row in rows]), CREDIT],
            **extra,
        }
        return render(request, "careers/tick.html", shown)
    shown = {"form": form, "title": title, "none": rows is not None, **extra}
    return render(request, "careers/text.html", shown)


def suggested(form: TextForm) -> list[dict[str, Any]] | None:
    """The skills that a valid form's text names, with their words; None, and an error, for an unfit one."""
    try:
        found = from_cv(memory.loaded().suggester(), form.words)
    except SkillsError as error:
        form.add_error("text", words_of(error))
        return None
    skills = framework().skills
    return [
        {
            "skill": one.skill,
            "label": skills[one.skill].label(language()) if one.skill in skills else one.label,
            "level": None,
            "words": one.words,
            "held": False,
        }
        for one in found
    ]


@never_cache
@login_required
@require_safe
def closest(request: HttpRequest) -> HttpResponse:
    """`/plan/closest`: all occupations, the closest first, with reasons."""
    found = queries.standing(me(request), now())
    rows = queries.closest(found.profile)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "any": any(found.profile.held()),
        "total": len(rows),
        "some": sum(row.score > 0 for row in rows),
        "credits": memory.loaded().credits,
    }
    return render(request, "careers/closest.html", shown)
