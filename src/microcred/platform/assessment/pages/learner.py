"""The learner's pages: hand in, follow it, read the feedback, appeal."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.assessment import queries, services, words
from microcred.platform.assessment.pages.forms import AppealForm, HandInForm
from microcred.platform.assessment.pages.requests import download, now, tell, words_of
from microcred.platform.enrolments import queries as enrolments


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, achievement: str) -> HttpResponse:
    """What is asked, the rubric, and the form."""
    found = queries.open_method(achievement)
    if found is None:
        raise Http404
    form = HandInForm(request.POST or None, request.FILES or None)
    for kind, field in (("text", "text"), ("link", "links"), ("file", "attachments")):
        form.fields[field].required = kind in found.method.evidence
    if not found.method.without_course:
        del form.fields["at_work"]
    if request.method == "POST" and form.is_valid():
        try:
            made = services.hand_in(
                actor=me(request),
                method=found.public_id,
                work=form.work(),
                now=now(),
                at_work=bool(form.cleaned_data.get("at_work")),
            )
        except MicrocredError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, _("Handed in. The assessors have it."))
            return redirect("assessment:own-work", made)
    asked = [words.KINDS[kind] for kind in found.method.evidence]
    shown = {
        "found": found,
        "form": form,
        "asked": asked,
        "open": found.method.open_on(now().date()),
        "must_enrol": found.method.enrolled and not enrolments.enrolled_in(me(request), achievement),
        "earlier": queries.latest_own(me(request), found.public_id),
    }
    return render(request, "assessment/hand_in.html", shown)


@login_required
@require_GET
def own_works(request: HttpRequest) -> HttpResponse:
    """What this person can hand in, and everything that they handed in."""
    rows = [(one, *words.STAGES[one.stage]) for one in queries.own_works(me(request))]
    due = queries.to_hand_in(me(request), now().date())
    shown = {"rows": rows, "due": due, "reminded": queries.wants_reminders(me(request))}
    return render(request, "assessment/own_works.html", shown)


@login_required
@require_POST
def reminders(request: HttpRequest) -> HttpResponse:
    """Whether a mail comes before a last day."""
    wanted = request.POST.get("wanted") == "yes"
    services.set_reminders(actor=me(request), wanted=wanted)
    said = _("You are reminded before a last day.") if wanted else _("You are not reminded any more.")
    messages.success(request, said)
    return redirect("assessment:own-works")


@login_required
@require_GET
def own_work(request: HttpRequest, work: str) -> HttpResponse:
    """One work with its decision, marks and feedback."""
    found = queries.own_work(me(request), work)
    chip, word = words.STAGES[found.stage]
    again = found.stage in ("again", "failed") and found.attempt < found.attempts
    shown = {
        "work": found,
        "chip": chip,
        "word": word,
        "appeal": AppealForm(),
        "may_appeal": found.stage == "failed" and not found.appeal,
        "again": again,
        "has_feedback": any(one.feedback for one in found.markings),
    }
    return render(request, "assessment/own_work.html", shown)


@login_required
@require_POST
def appeal(request: HttpRequest, work: str) -> HttpResponse:
    """Appeals against a decision."""
    try:
        services.appeal(actor=me(request), submission=work, words=request.POST.get("words", ""), now=now())
    except MicrocredError as error:
        tell(request, error)
    else:
        messages.success(request, _("Your appeal is with somebody who had no part in the decision."))
    return redirect("assessment:own-work", work)


@login_required
@require_GET
def own_file(request: HttpRequest, file: str) -> HttpResponse:
    """A file of one's own, as a download."""
    return download(queries.file_of_own(me(request), file))
