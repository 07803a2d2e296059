"""One work: looked at, marked, declared a conflict about, decided, heard on appeal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.assessment import queries, services, words
from microcred.platform.assessment.pages.forms import ConflictForm, DecisionForm, MarksForm
from microcred.platform.assessment.pages.requests import now, tell, words_of
from microcred.platform.assessment.queries import WorkDetail


@login_required
@require_GET
def work(request: HttpRequest, institution: str, work: str) -> HttpResponse:
    """The evidence beside the rubric, the marks so far, and what this person can do next."""
    return _page(request, institution, queries.work(me(request), institution, work))


def _page(
    request: HttpRequest,
    institution: str,
    found: WorkDetail,
    marks: MarksForm | None = None,
    decision: DecisionForm | None = None,
) -> HttpResponse:
    chip, word = words.STAGES[found.stage]
    deciding = found.deciding and found.stage == "to_decide" and not found.cohort
    hearing = found.deciding and found.appeal_open
    shown = {
        "institution": institution,
        "work": found,
        "round": words.ROUNDS.get(found.round, ""),
        "chip": chip,
        "word": word,
        "marks": marks or (MarksForm(method=found.method) if found.round or hearing else None),
        "conflict": ConflictForm(),
        "decision": decision or DecisionForm(outcomes=_outcomes(found, hearing)),
        "deciding": deciding,
        "hearing": hearing,
    }
    return render(request, "assessment/work.html", shown, status=422 if marks or decision else 200)


def _outcomes(found: WorkDetail, hearing: bool) -> list[tuple[str, Any]]:
    if hearing:
        return [("failed", _("Uphold the decision")), ("passed", _("Passed, by the levels above"))]
    met = found.outcome is not None and found.outcome.passed
    passed = [("passed", _("Passed: award it now"))] if met else []
    return [*passed, ("failed", _("Not passed")), ("again", _("To be handed in again"))]


@login_required
@require_POST
def mark(request: HttpRequest, institution: str, work: str) -> HttpResponse:
    """Gives the marks."""
    found = queries.work(me(request), institution, work)
    form = MarksForm(request.POST, method=found.method)
    if not form.is_valid():
        return _page(request, institution, found, marks=form)
    try:
        services.mark(
            actor=me(request),
            submission=work,
            marks=form.marks(),
            now=now(),
            feedback=form.cleaned_data["feedback"],
        )
    except MicrocredError as error:
        tell(request, error)
        return redirect("assessment:work", institution, work)
    messages.success(request, _("Your marks are in."))
    return redirect("assessment:queue", institution)


@login_required
@require_POST
def take(request: HttpRequest, institution: str, work: str) -> HttpResponse:
    """Takes a place, so that nobody else marks it in vain."""
    try:
        services.take(actor=me(request), submission=work, now=now())
    except MicrocredError as error:
        tell(request, error)
    return redirect("assessment:work", institution, work)


@login_required
@require_POST
def conflict(request: HttpRequest, institution: str, work: str) -> HttpResponse:
    """Declares a conflict of interest."""
    try:
        services.declare_conflict(
            actor=me(request), submission=work, reason=request.POST.get("why", ""), now=now()
        )
    except MicrocredError as error:
        tell(request, error)
        return redirect("assessment:work", institution, work)
    messages.success(request, _("Noted. This work goes to a colleague."))
    return redirect("assessment:queue", institution)


@login_required
@require_POST
def decide(request: HttpRequest, institution: str, work: str) -> HttpResponse:
    """Decides; what is passed is awarded at once."""
    found = queries.work(me(request), institution, work)
    form = DecisionForm(request.POST, outcomes=_outcomes(found, False))
    if found.stage == "to_decide" and not form.is_valid():
        return _page(request, institution, found, decision=form)
    try:
        award = services.decide(
            actor=me(request),
            submission=work,
            outcome=request.POST.get("outcome", ""),
            reason=request.POST.get("reason", ""),
            now=now(),
        )
    except MicrocredError as error:
        tell(request, error)
        return redirect("assessment:work", institution, work)
    messages.success(request, _("Decided and awarded.") if award else _("Decided."))
    return redirect("assessment:work", institution, work)


@login_required
@require_POST
def hear(request: HttpRequest, institution: str, work: str) -> HttpResponse:
    """Hears an appeal."""
    found = queries.work(me(request), institution, work)
    marks = MarksForm(request.POST, method=found.method)
    outcome = request.POST.get("outcome", "")
    if outcome == "passed" and not marks.is_valid():
        return _page(request, institution, found, marks=marks)
    try:
        services.hear_appeal(
            actor=me(request),
            submission=work,
            outcome=outcome,
            reason=request.POST.get("reason", ""),
            now=now(),
            marks=marks.marks() if outcome == "passed" else None,
        )
    except MicrocredError as error:
        messages.error(request, words_of(error))
    else:
        messages.success(request, _("The appeal was heard."))
    return redirect("assessment:work", institution, work)
