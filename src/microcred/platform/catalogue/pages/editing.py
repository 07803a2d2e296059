"""The institution's side: list, editor, texts in other languages, and the way to publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.catalogue import access, queries, services, words
from microcred.platform.catalogue.badges import design_of
from microcred.platform.catalogue.pages import skills
from microcred.platform.catalogue.pages.forms import LANGUAGES, ContentForm, RemarkForm, TextsForm
from microcred.platform.catalogue.queries import VersionDetail
from microcred.platform.institutions import queries as institutions
from microcred.platform.web.badges import BadgeTitleTooLong, badge_svg

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

Step = Callable[..., Any]
STEPS: dict[str, tuple[Step, Promise]] = {
    "submit": (services.submit, gettext_lazy("It waits for a second pair of eyes.")),
    "withdraw": (services.withdraw, gettext_lazy("It is a draft again.")),
    "publish": (services.publish, gettext_lazy("It is published: it can be awarded now.")),
    "retire": (services.retire, gettext_lazy("It is no longer awarded. What was awarded stays.")),
    "restore": (services.restore, gettext_lazy("It can be awarded again.")),
    "new-version": (
        services.new_version,
        gettext_lazy("A new version was begun. The published one stays until then."),
    ),
}
"""What a button does, and what is said afterwards."""


@login_required
@require_GET
def listing(request: HttpRequest, institution: str) -> HttpResponse:
    """All micro-credentials of the institution."""
    shown = {"institution": institution, "rows": queries.of_institution(me(request), institution)}
    return render(request, "catalogue/list.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, institution: str) -> HttpResponse:
    """Begins a micro-credential."""
    access.institution(me(request), institution, to="write")
    choosing = skills.at_rest()
    form = ContentForm(request.POST or None, request.FILES or None, initial={"ground": "petrol"})
    if skills.step_of(request.POST):
        form, choosing = skills.taken(request.POST)
    elif request.method == "POST" and form.is_valid():
        try:
            made = services.draft(
                actor=me(request),
                institution=institution,
                content=form.content(facts=skills.facts),
                now=timezone.now(),
                design=form.design(),
            )
            _picture(request, form, made)
        except MicrocredError as error:
            _refuse(form, error)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("catalogue:versions", institution, made)
    shown = {"form": form, "institution": institution, "choosing": choosing}
    return render(request, "catalogue/edit.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, institution: str, achievement: str) -> HttpResponse:
    """The draft in its form."""
    draft = _draft(request, institution, achievement)
    initial = ContentForm.initial_of(draft.content, draft.design)
    choosing = skills.at_rest()
    form = ContentForm(request.POST or None, request.FILES or None, initial=initial)
    if skills.step_of(request.POST):
        form, choosing = skills.taken(request.POST)
    elif request.method == "POST" and form.is_valid():
        try:
            services.edit(
                actor=me(request),
                public_id=achievement,
                content=form.content(draft.content, skills.facts),
                now=timezone.now(),
                revision=int(request.POST.get("revision") or draft.revision),
                design=form.design(),
            )
            _picture(request, form, achievement)
        except MicrocredError as error:
            _refuse(form, error)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("catalogue:versions", institution, achievement)
    shown = {
        "form": form,
        "institution": institution,
        "draft": draft,
        "achievement": achievement,
        "choosing": choosing,
        "revision": request.POST.get("revision") or draft.revision,
    }
    return render(request, "catalogue/edit.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest, institution: str, achievement: str, language: str) -> HttpResponse:
    """The texts of a draft in another language."""
    draft = _draft(request, institution, achievement)
    if language not in dict(LANGUAGES) or language == draft.content.language:
        raise Http404
    form = TextsForm(request.POST or None, initial=TextsForm.shown(draft.content, language))
    if request.method == "POST" and form.is_valid():
        try:
            value = draft.content.as_json()
            value["texts"][language] = form.texts()
            services.edit(
                actor=me(request),
                public_id=achievement,
                content=type(draft.content).read(value),
                now=timezone.now(),
                revision=int(request.POST.get("revision") or draft.revision),
            )
        except MicrocredError as error:
            _refuse(form, error)
        else:
            messages.success(request, _("The texts are saved."))
            return redirect("catalogue:versions", institution, achievement)
    shown = {
        "form": form,
        "institution": institution,
        "achievement": achievement,
        "draft": draft,
        "language": language,
        "language_name": dict(LANGUAGES)[language],
        "main": draft.content.words(),
    }
    return render(request, "catalogue/texts.html", shown)


@login_required
@require_GET
def versions(request: HttpRequest, institution: str, achievement: str) -> HttpResponse:
    """One micro-credential with all its versions and what can be done with them."""
    found = queries.achievement(me(request), achievement)
    at_work = next((one for one in found if one.state in ("draft", "in_review")), None)
    published = next((one for one in found if one.state == "published"), None)
    shown_version = at_work or published or found[0]
    name = institutions.issuer(shown_version.institution_id).name
    shown = {
        "institution": institution,
        "achievement": achievement,
        "versions": found,
        "at_work": at_work,
        "published": published,
        "version": shown_version,
        "badge": _badge(shown_version, name),
        "weight": list(words.weight(shown_version.content)),
        "missing": [words.FIELDS[one] for one in at_work.missing] if at_work else [],
        "languages": [
            (code, label, code in shown_version.content.texts)
            for code, label in LANGUAGES
            if code != shown_version.content.language
        ],
        "remark": RemarkForm(),
        "needs_review": access.achievement(
            me(request), achievement, to="view"
        ).institution.review_before_publishing,
    }
    return render(request, "catalogue/versions.html", shown)


def _badge(version: VersionDetail, institution: str) -> object | None:
    """The drawn badge, or nothing where its title fits on none."""
    drawn = design_of(version.content, version.design, institution)
    try:
        badge_svg(drawn)
    except BadgeTitleTooLong:
        return None
    return drawn


@login_required
@require_POST
def step(request: HttpRequest, institution: str, achievement: str) -> HttpResponse:
    """A step on the way of a version: submit, approve, send back, publish, retire, begin anew, discard."""
    what, who, at = request.POST.get("what", ""), me(request), timezone.now()
    try:
        if what == "discard":
            services.discard_draft(actor=who, public_id=achievement, now=at)
            messages.success(request, _("The draft was discarded."))
            return _after_discarding(who, institution, achievement)
        messages.success(request, _taken(request, what, achievement, at))
    except MicrocredError as error:
        messages.error(request, _words(error))
    return redirect("catalogue:versions", institution, achievement)


def _taken(request: HttpRequest, what: str, achievement: str, at: datetime) -> str:
    who, remark = me(request), request.POST.get("remark", "")
    if what == "approve":
        services.approve(actor=who, public_id=achievement, now=at, remark=remark)
        return _("You have approved it. It can be published.")
    if what == "send-back":
        services.send_back(actor=who, public_id=achievement, remark=remark, now=at)
        return _("It went back to its authors with your remark.")
    if what not in STEPS:
        raise Http404
    service, said = STEPS[what]
    service(actor=who, public_id=achievement, now=at)
    return str(said)


def _after_discarding(who: Account, institution: str, achievement: str) -> HttpResponse:
    left = any(row.public_id == achievement for row in queries.of_institution(who, institution))
    if left:
        return redirect("catalogue:versions", institution, achievement)
    return redirect("catalogue:list", institution)


def _draft(request: HttpRequest, institution: str, achievement: str) -> VersionDetail:
    """The draft for somebody who may write at it; 404 where there is none."""
    guarded = access.achievement(me(request), achievement, to="write")
    found = queries.achievement(me(request), achievement)
    draft = next((one for one in found if one.state == "draft"), None)
    if draft is None or guarded.institution.public_id != institution:
        raise Http404
    return draft


def _picture(request: HttpRequest, form: ContentForm, achievement: str) -> None:
    upload = form.cleaned_data.get("image")
    if upload:
        services.upload_image(
            actor=me(request), public_id=achievement, data=upload.read(), now=timezone.now()
        )
    elif form.cleaned_data.get("remove_image"):
        services.remove_image(actor=me(request), public_id=achievement, now=timezone.now())


def _refuse(form: forms.Form, error: MicrocredError) -> None:
    field = error.detail.partition(":")[0].rpartition(".")[2] if error.code == "achievement.content" else ""
    named = "image" if error.code == "achievement.image" else field
    form.add_error(named if named in form.fields else None, _words(error))


def _words(error: MicrocredError) -> str:
    detail = f" ({error.detail})" if error.detail else ""
    return f"{_(error.sentence)}{detail} {_(error.remedy)}".strip()
