"""Openings for those who recruit: publishing one, and the answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.careers import access, queries, services
from microcred.platform.careers.errors import NotHere
from microcred.platform.careers.pages.choosing import levels, suggested
from microcred.platform.careers.pages.forms import OpeningForm, TextForm
from microcred.platform.careers.pages.openings import rows_of
from microcred.platform.careers.pages.requests import now, ticked, words_of
from microcred.platform.careers.pages.ticking import chosen, found_by
from microcred.platform.frameworks import memory
from microcred.skills.search.suggest import CREDIT

OPEN_FOR = timedelta(days=30)


@never_cache
@login_required
@require_safe
def openings(request: HttpRequest, institution: str) -> HttpResponse:
    """`/o/<institution>/openings`: all of them, open ones first."""
    rows = queries.of_institution(me(request), institution, now())
    return render(request, "careers/openings.html", {"rows": rows, "institution": institution})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, institution: str) -> HttpResponse:
    """`/o/<institution>/openings/new`: skills from an advert, or searched; then it is published."""
    who, at = me(request), now()
    access.institution(who, institution)
    if request.POST.get("publish"):
        form = OpeningForm(request.POST)
        wanted = ticked(request.POST, request.POST.getlist("skill"))
        if request.POST.get("find"):
            looked_for = request.POST.get("q", "").strip()
            form = OpeningForm(initial=request.POST.dict())
            rows = [*chosen(wanted), *found_by(looked_for, {one.skill for one in wanted})]
            return _page(request, institution, form, TextForm(), rows, looked_for=looked_for)
        if form.is_valid():
            try:
                made = services.publish_opening(
                    actor=who, institution=institution, wanted=wanted, now=at, **form.cleaned_data
                )
            except MicrocredError as error:
                form.add_error(None, words_of(error))
            else:
                messages.success(request, _("The opening is published."))
                return redirect("careers:own-opening", institution, made)
        return _page(request, institution, form, TextForm(), chosen(wanted))
    text = TextForm(request.POST or None, request.FILES or None)
    rows = (suggested(text) or []) if request.method == "POST" and text.is_valid() else []
    form = OpeningForm(initial={"until": (at + OPEN_FOR).date()})
    return _page(request, institution, form, text, rows, asked=request.method == "POST")


def _page(
    request: HttpRequest,
    institution: str,
    form: OpeningForm,
    text: TextForm,
    rows: list[dict[str, Any]],
    *,
    asked: bool = False,
    looked_for: str = "",
) -> HttpResponse:
    shown = {
        "institution": institution,
        "form": form,
        "text": text,
        "rows": rows,
        "asked": asked,
        "looked_for": looked_for,
        "nothing": bool(looked_for) and all(row["on"] for row in rows),
        "levels": levels(),
        "credits": [CREDIT] if rows else [],
    }
    return render(request, "careers/opening_new.html", shown)


@never_cache
@login_required
@require_safe
def own(request: HttpRequest, institution: str, public_id: str) -> HttpResponse:
    """`/o/<institution>/openings/<id>`: an opening and the answers to it."""
    who, at = me(request), now()
    found = queries.answers(who, public_id, at)
    opening = queries.opening(public_id, at)
    shown = {
        "institution": institution,
        "opening": opening,
        "credits": memory.loaded().credits_of([one.skill for one in opening.wanted]),
        "answers": [one for one in found if one.told],
        "over": sum(one.told is None for one in found),
    }
    return render(request, "careers/own_opening.html", shown)


@never_cache
@login_required
@require_safe
def answer(request: HttpRequest, institution: str, public_id: str, reply: str) -> HttpResponse:
    """One answer: the match of the chosen credentials, line by line, and nothing else."""
    at = now()
    found = queries.answer(me(request), reply, at)
    if found.opening != public_id:
        raise NotHere(public_id[:40])
    shown = {
        "institution": institution,
        "opening": queries.opening(found.opening, at),
        "answer": found,
        **(rows_of(found.told) if found.told else {}),
    }
    return render(request, "careers/answer.html", shown)


@login_required
@require_POST
def close(request: HttpRequest, institution: str, public_id: str) -> HttpResponse:
    """Closes an opening; the page then offers to open it again."""
    services.close_opening(actor=me(request), public_id=public_id, now=now())
    return redirect("careers:own-opening", institution, public_id)


@login_required
@require_POST
def reopen(request: HttpRequest, institution: str, public_id: str) -> HttpResponse:
    """Undoes the closing."""
    services.reopen_opening(actor=me(request), public_id=public_id, now=now())
    return redirect("careers:own-opening", institution, public_id)
