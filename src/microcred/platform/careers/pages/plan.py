"""The gap, the three plans, and the one that is followed."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.careers import queries, services
from microcred.platform.careers.drawing.marks import ladder, strip
from microcred.platform.careers.drawing.weeks import WIDE, drawn, hours_of_weeks
from microcred.platform.careers.errors import NoGoal, NotHere
from microcred.platform.careers.explaining import GapLine
from microcred.platform.careers.offered import offerings
from microcred.platform.careers.pages.forms import LimitsForm
from microcred.platform.careers.pages.requests import now, words_of
from microcred.platform.careers.queries import GapDetail
from microcred.platform.careers.words import AIMS, SOFT
from microcred.platform.frameworks import memory
from microcred.skills.plan.offerings import Offering


@never_cache
@login_required
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """`/plan`: what is missing for the work one wants; before that, how to begin."""
    who, at = me(request), now()
    goal, found = queries.goal(who), queries.standing(who, at)
    shown: dict[str, object] = {"followed": queries.adopted(who), "any": any(found.profile.held())}
    if goal is None or goal.target is None:
        return render(request, "careers/begin.html", {**shown, "goal": goal})
    gap = queries.gap(goal, found)
    assert gap is not None
    shown |= {
        "goal": goal,
        "gap": gap,
        "told": gap.told,
        "picture": strip(gap.told.essential, gap.told.optional),
        "essential": [_row(line) for line in gap.told.essential],
        "optional": [_row(line) for line in gap.told.optional],
        "soft": _soft(gap),
    }
    return render(request, "careers/gap.html", shown)


def _row(line: GapLine) -> dict[str, object]:
    ladder_ = ladder(line.wanted_level, line.held_level) if line.wanted_level or line.held_level else ""
    return {"line": line, "ladder": ladder_}


def _soft(gap: GapDetail) -> list[dict[str, object]]:
    if gap.soft is None:
        return []
    return [
        {"of": one, "word": SOFT[one.state], "ladder": ladder(one.level, one.held_level)}
        for one in gap.soft.skills
    ]


@never_cache
@login_required
@require_safe
def options(request: HttpRequest) -> HttpResponse:
    """`/plan/options`: three plans side by side, within the limits of the form."""
    who, at = me(request), now()
    goal = queries.goal(who)
    if goal is None or goal.target is None:
        raise NoGoal
    offered = offerings(who, at)
    form = _limits(request, offered)
    found: list[queries.PlanDetail] = []
    sources: tuple[str, ...] = ()
    refused = ""
    if form.is_valid():
        gap = queries.gap_between(queries.standing(who, at).profile, goal.target, goal.accepted)
        sources = memory.loaded().credits_of([one.wanted.skill for one in gap.skills])
        try:
            found = queries.three(gap, form.limits(at.date()), offered)
        except MicrocredError as error:
            refused = words_of(error)
    shown = {
        "goal": goal,
        "form": form,
        "refused": refused,
        "plans": [{"of": one, "name": AIMS[one.aim], "picture": drawn(one.steps)} for one in found],
        "any_offered": bool(offered),
        "query": request.GET.urlencode(),
        "credits": sources,
    }
    return render(request, "careers/options.html", shown)


def _limits(request: HttpRequest, rows: Sequence[Offering]) -> LimitsForm:
    languages = sorted({row.language for row in rows if row.language})
    modes = sorted({row.mode for row in rows if row.mode})
    return LimitsForm(request.GET, languages=languages, modes=modes)


@login_required
@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """Takes the plan that was seen, worked out again within the same limits."""
    who, at = me(request), now()
    goal = queries.goal(who)
    if goal is None or goal.target is None:
        raise NoGoal
    offered = offerings(who, at)
    form = _limits(request, offered)
    found: list[queries.PlanDetail] = []
    if form.is_valid():
        gap = queries.gap_between(queries.standing(who, at).profile, goal.target, goal.accepted)
        found = queries.three(gap, form.limits(at.date()), offered)
    made = services.adopt(actor=who, found=found, key=request.POST.get("key", ""), now=at)
    messages.success(request, _("This is your plan now. It follows your credentials as they arrive."))
    return redirect("careers:followed", made)


@never_cache
@login_required
@require_safe
def followed(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/plan/<id>`: a plan that was taken, and how far it is."""
    who = me(request)
    found = queries.plan(who, public_id)
    if found is None:
        raise NotHere(public_id[:40])
    behind = queries.standing(who, now()).behind
    shown = {
        "plan": found,
        "steps": [(step, behind.get(step.credential)) for step in found.steps],
        "name": AIMS[found.aim],
        "picture": drawn(found.steps, WIDE),
        "narrow": drawn(found.steps),
        "weeks": hours_of_weeks(found.steps),
        "price": sum(step.price for step in found.steps),
        "credits": memory.loaded().credits_of([one[0] for step in found.steps for one in step.closes]),
    }
    return render(request, "careers/followed.html", shown)


@login_required
@require_POST
def drop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stops following; the same page then offers to take it back."""
    services.drop(actor=me(request), public_id=public_id, now=now())
    return redirect("careers:followed", public_id)


@login_required
@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Follows a dropped plan again."""
    services.take_back(actor=me(request), public_id=public_id, now=now())
    messages.success(request, _("You follow this plan again."))
    return redirect("careers:followed", public_id)


@login_required
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Counts a partial match as the whole skill, or takes that back."""
    taken = request.POST.get("accept") == "yes"
    services.accept_partial(
        actor=me(request),
        wanted=request.POST.get("wanted", "")[:500],
        held=request.POST.get("held", "")[:500],
        accept=taken,
    )
    word = _("It counts as held in your own view.") if taken else _("It counts in part again.")
    messages.success(request, word)
    return redirect("careers:plan")
