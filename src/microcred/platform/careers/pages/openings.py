"""Openings for learners: by match, with reasons, and answered by a page of chosen credentials."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.careers import queries, services
from microcred.platform.careers.drawing.marks import ladder, strip
from microcred.platform.careers.explaining import Explained
from microcred.platform.careers.pages.forms import AnswerForm
from microcred.platform.careers.pages.requests import now, words_of
from microcred.platform.frameworks import memory
from microcred.platform.portfolio import queries as portfolio

SHOWN_FOR = timedelta(days=60)


def rows_of(told: Explained) -> dict[str, object]:
    """A match for a page, the same for the learner and the employer."""
    return {
        "told": told,
        "picture": strip(told.essential, told.optional),
        "essential": [_row(told, number, True) for number in range(len(told.essential))],
        "optional": [_row(told, number, False) for number in range(len(told.optional))],
        "credits": credits_of(told),
    }


def credits_of(*told: Explained) -> tuple[str, ...]:
    """The lines of credit of the frameworks whose skills these matches name."""
    return memory.loaded().credits_of([line.skill for one in told for line in one.lines])


def _row(told: Explained, number: int, essential: bool) -> dict[str, object]:
    line = (told.essential if essential else told.optional)[number]
    drawn = ladder(line.wanted_level, line.held_level) if line.wanted_level or line.held_level else ""
    return {"line": line, "ladder": drawn}


@never_cache
@login_required
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """`/openings`: every opening, the best covered first."""
    at = now()
    found = queries.standing(me(request), at)
    rows = queries.matched(found, at)
    shown = {
        "rows": rows,
        "any": any(found.profile.held()),
        "credits": credits_of(*(row.told for row in rows)),
    }
    return render(request, "careers/work.html", shown)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/openings/<id>`: one opening beside one's own skills, and the answer."""
    who, at = me(request), now()
    detail = queries.opening(public_id, at)
    answered = queries.own_answer(who, public_id, at)
    first = {"until": (at + SHOWN_FOR).date()}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(
                actor=who,
                public_id=public_id,
                credentials=request.POST.getlist("credential"),
                until=form.cleaned_data["until"],
                now=at,
            )
        except MicrocredError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, _("Your answer was sent. Below is exactly what they see."))
            return redirect("careers:opening", public_id)
    sent = answered if answered and answered.state == "open" else None
    told = sent.told if sent and sent.told else queries.match(detail, queries.standing(who, at))
    held = [] if sent else [one for one in portfolio.holdings(who, at) if one.accepted and one.present]
    useful = {source.url for line in told.lines for source in line.sources}
    shown = {
        "opening": detail,
        "answer": answered,
        "sent": sent,
        "form": form,
        "held": [(one, one.url in useful) for one in held],
        "ticked": request.POST.getlist("credential"),
        **rows_of(told),
    }
    return render(request, "careers/opening.html", shown, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes one's answer back."""
    who, at = me(request), now()
    found = queries.own_answer(who, public_id, at)
    if found is not None:
        services.withdraw_answer(actor=who, public_id=found.public_id, now=at)
        messages.success(request, _("Your answer is withdrawn; they see nothing of it any more."))
    return redirect("careers:opening", public_id)


@login_required
@require_POST
def aim(request: HttpRequest, public_id: str) -> HttpResponse:
    """Makes this opening the work that one wants."""
    services.aim_at_opening(actor=me(request), public_id=public_id, now=now())
    return redirect("careers:plan")
