"""The applicant's side: apply, follow, read the decision, appeal."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from microcred.errors import MicrocredError
from microcred.platform.admissions import access, casebook, queries, services
from microcred.platform.admissions.documents import letter, outcome_words
from microcred.platform.admissions.models import Case, Decision
from microcred.platform.admissions.pages.public import ManyFiles
from microcred.platform.admissions.services import Dropped
from microcred.platform.admissions.words import not_counted
from microcred.platform.institutions.queries import issuer
from microcred.platform.qualifications.holdings import holdings
from microcred.platform.qualifications.pages.rules import actor_of
from microcred.platform.qualifications.shown import apart_of
from microcred.platform.verifier import intake


class ApplyForm(forms.Form):
    """Files of credentials from elsewhere, and papers."""

    file = forms.FileField(
        label=gettext_lazy("Credentials from elsewhere, as files"),
        help_text=gettext_lazy("JSON, JWT, PNG, SVG or PDF; each is checked."),
        required=False,
        widget=ManyFiles(),
    )
    papers = forms.FileField(
        label=gettext_lazy("Papers that are no digital credentials"),
        help_text=gettext_lazy("A scan, or an employer's letter. A person looks at them."),
        required=False,
        widget=ManyFiles(),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, programme: str) -> HttpResponse:
    """The application: what is held to be chosen from, and files."""
    found, now = queries.open_programme(programme), timezone.now()
    held = holdings(actor_of(request), now)
    form = ApplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = set(request.POST.getlist("held"))
        try:
            read = [one for one in held if one.held.id in chosen]
            dropped = _files(request, "file")
            if dropped:
                read += services.examined(dropped, now=now, consent=True, owner=actor_of(request))
            case = services.apply(
                actor=actor_of(request),
                programme=programme,
                read=read,
                papers=_files(request, "papers"),
                now=now,
            )
        except MicrocredError as error:
            form.add_error("file", f"{_(error.sentence)} {error.detail} {_(error.remedy)}")
        else:
            messages.success(request, _("Your application is in. You will get a mail when it is decided."))
            return redirect("admissions:case", case)
    estimate = services.estimate(found, held, now)
    context = {
        "programme": found,
        "held": held,
        "form": form,
        "estimate": estimate,
        "apart": apart_of(one.told for one in estimate.parts),
    }
    return render(request, "admissions/apply.html", context)


def _files(request: HttpRequest, name: str) -> list[Dropped]:
    found = [intake.from_file(str(one.name), one.read()) for one in request.FILES.getlist(name)]
    return [Dropped(one.name, one.data) for one in found]


@never_cache
@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """All applications of a person."""
    rows = [
        (one, outcome_words(one.outcome) if one.outcome else "")
        for one in casebook.own_cases(actor_of(request))
    ]
    return render(request, "admissions/applications.html", {"rows": rows, "now": timezone.now()})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, case: str) -> HttpResponse:
    """One application as the applicant sees it; an appeal is made here."""
    found = access.own_case(actor_of(request), case)
    if request.method == "POST":
        try:
            services.appeal(
                actor=actor_of(request),
                public_id=case,
                text=request.POST.get("appeal", ""),
                now=timezone.now(),
            )
            messages.success(request, _("Your appeal is in. Somebody else decides now."))
        except MicrocredError as error:
            messages.error(request, f"{_(error.sentence)} {_(error.remedy)}")
        return redirect("admissions:case", case)
    told = casebook.decisions(found, told=True)
    context = {
        "case": casebook.row_of(found),
        "items": [(one, not_counted(one, found)) for one in casebook.items(found)],
        "decisions": [(one, outcome_words(one.outcome)) for one in told],
        "may_appeal": found.state == "decided"
        and not found.appeal
        and told
        and told[-1].outcome != "admitted",
        "appeal": found.appeal,
        "now": timezone.now(),
    }
    return render(request, "admissions/case.html", context)


@login_required
@require_safe
def paper(request: HttpRequest, case: str, number: int) -> HttpResponse:
    """The letter of a decision in PDF."""
    found = access.own_case(actor_of(request), case)
    body = letter(found, _told(found, number), issuer(found.programme.institution_id))
    return _file(body, "application/pdf", f"decision-{number}.pdf")


@login_required
@require_safe
def signed(request: HttpRequest, case: str, number: int) -> HttpResponse:
    """The signed decision."""
    found = access.own_case(actor_of(request), case)
    body = casebook.signed_decision(_told(found, number))
    return _file(body, "application/vc", f"decision-{number}.json")


def _told(found: Case, number: int) -> Decision:
    made = next((one for one in casebook.decisions(found, told=True) if one.number == number), None)
    if made is None:
        raise Http404
    return made


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    reply = HttpResponse(body, content_type=kind)
    reply["Content-Disposition"] = f'attachment; filename="{name}"'
    return reply
