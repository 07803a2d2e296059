"""One award: made by a form, looked at, corrected, renewed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from microcred.errors import MicrocredError
from microcred.platform.awards import access, queries, services, words
from microcred.platform.awards.facts import facts
from microcred.platform.awards.pages.forms import CorrectionForm, PersonForm, ReasonForm
from microcred.platform.awards.pages.requests import actor, now, refuse, words_of
from microcred.platform.awards.pages.sheet import choices
from microcred.platform.awards.past import document_of
from microcred.platform.credentials.errors import ContentGone
from microcred.platform.journal import queries as journal

LANGUAGES = (("en", "English"), ("fr", "Français"), ("de", "Deutsch"), ("nl", "Nederlands"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, institution: str) -> HttpResponse:
    """One award by a form; it is signed at once."""
    achievements = choices(request, institution)
    form = PersonForm(request.POST or None, achievements=achievements, languages=LANGUAGES)
    form.fields["achievement"].initial = request.GET.get("achievement")
    if request.method == "POST" and form.is_valid():
        try:
            made = services.award_one(
                actor=actor(request),
                achievement=form.cleaned_data["achievement"],
                values=form.values(),
                identity=form.identity(),
                now=now(),
            )
        except MicrocredError as error:
            refuse(form, None, error)
        else:
            messages.success(request, _("The award was made."))
            return redirect("awards:award", institution, made)
    shown = {"form": form, "institution": institution, "achievements": achievements}
    return render(request, "awards/new.html", shown)


@login_required
@require_GET
def award(request: HttpRequest, institution: str, award: str) -> HttpResponse:
    """One award as its institution sees it: what was signed, its answer, its mails, its history."""
    guarded = access.award(actor(request), award, to="view")
    if guarded.institution.public_id != institution:
        raise Http404
    found = queries.award(award)
    if found is None:
        raise Http404
    try:
        said = facts(document_of(guarded))
    except ContentGone:
        said = None
    successor = queries.successor(award)
    shown = {
        "institution": institution,
        "award": found,
        "facts": said,
        "sentence": words.sentence(said) if said else "",
        "certified": words.certified(said) if said else "",
        "identity": words.identity(said.identity) if said else "",
        "successor": successor,
        "state": "superseded" if successor and found.reason == "superseded" else found.state,
        "correction": CorrectionForm(
            initial={"name": found.name, "email": found.email, "grade": found.grade}
        ),
        "reason": ReasonForm(),
        "mails": journal.mails_about(award),
    }
    return render(request, "awards/award.html", shown)


@login_required
@require_POST
def correct(request: HttpRequest, institution: str, award: str) -> HttpResponse:
    """Replaces an award by a corrected one; the old one is withdrawn as superseded."""
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Enter the name, and an e-mail address if there is one."))
        return redirect("awards:award", institution, award)
    try:
        made = services.correct(
            actor=actor(request), public_id=award, values=dict(form.cleaned_data), now=now()
        )
    except MicrocredError as error:
        messages.error(request, words_of(error))
        return redirect("awards:award", institution, award)
    messages.success(request, _("The corrected award replaces the old one."))
    return redirect("awards:award", institution, made)


@login_required
@require_POST
def renew(request: HttpRequest, institution: str, award: str) -> HttpResponse:
    """Awards anew from the version published now; the old one stays."""
    try:
        made = services.renew(actor=actor(request), public_id=award, now=now())
    except MicrocredError as error:
        messages.error(request, words_of(error))
        return redirect("awards:award", institution, award)
    messages.success(request, _("The award was renewed."))
    return redirect("awards:award", institution, made)
