"""Where credit is used: the registrar's list, one use with what can be done, and the learner's own."""

from __future__ import annotations

import csv
from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from microcred.errors import MicrocredError
from microcred.platform.admissions import access, creditbook, owncredit, queries, services
from microcred.platform.admissions.creditnames import sharing
from microcred.platform.admissions.errors import CaseUnknown, CreditLineUnknown
from microcred.platform.awards.sheets.giveback import harmless
from microcred.platform.institutions import access as institutions
from microcred.platform.institutions import queries as institutions_queries
from microcred.platform.qualifications.pages.rules import actor_of
from microcred.rules.errors import LedgerBroken

LINES = 50
WORDS: Mapping[str, Promise] = {
    "held": gettext_lazy("Held"),
    "used": gettext_lazy("Used"),
    "released": gettext_lazy("Released"),
    "moved": gettext_lazy("Moved to another institution"),
    "ended": gettext_lazy("Hold has ended"),
}
"""The states of a use in words."""


class FilterForm(forms.Form):
    """Which of the institution's credit is listed."""

    learner = forms.CharField(label=gettext_lazy("Learner"), required=False, max_length=200)
    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("All")), *WORDS.items()]
    )
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class ReasonForm(forms.Form):
    """Why credit is released, which the learner reads."""

    reason = forms.CharField(
        label=gettext_lazy("Reason, which the learner reads"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TransferForm(ReasonForm):
    """To whom the credit is proposed, and why."""

    receiver = forms.ChoiceField(label=gettext_lazy("Institution"))
    field_order = ("receiver", "reason")


def _filters(request: HttpRequest, institution: str) -> tuple[FilterForm, dict[str, object]]:
    form = FilterForm(request.GET)
    rows = queries.of_institution(actor_of(request), institution)
    form.fields["programme"].choices = [  # type: ignore[attr-defined]
        ("", _("All")),
        *((one.public_id, one.title) for one in rows),
    ]
    form.is_valid()
    return form, {name: value for name, value in form.cleaned_data.items() if value}


@never_cache
@login_required
@require_safe
def credits(request: HttpRequest, institution: str) -> HttpResponse:  # noqa: A001 - the word on screen
    """Where the institution holds, uses or gave up credit, and what waits for an answer."""
    actor, now = actor_of(request), timezone.now()
    form, chosen = _filters(request, institution)
    rows = creditbook.positions(actor, institution, now, **chosen)  # type: ignore[arg-type]
    try:
        checked, broken = services.check_latest(), ""
    except MicrocredError as error:
        checked, broken = None, f"{_(error.sentence)} {error.detail}"
    context = {
        "institution": institution,
        "form": form,
        "filtered": bool(chosen) or bool(form.errors),
        "page": Paginator(rows, LINES).get_page(request.GET.get("page")),
        "waiting": creditbook.waiting_transfers(actor, institution),
        "may": _may(request, institution),
        "reason_form": ReasonForm(auto_id=False),
        "checked": checked,
        "broken": broken,
        "sharing": sharing(),
    }
    return render(request, "admissions/credits.html", context)


@never_cache
@login_required
@require_safe
def export(request: HttpRequest, institution: str) -> HttpResponse:
    """What the filters choose as CSV, once all of the record is found whole; safe for spreadsheets."""
    chosen, now = _filters(request, institution)[1], timezone.now()
    rows = creditbook.positions(actor_of(request), institution, now, **chosen)  # type: ignore[arg-type]
    try:
        services.check_record(now)
    except LedgerBroken:
        return redirect("admissions:credits", institution)  # which says what is wrong
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="credits.csv"'
    writer = csv.writer(answer)
    writer.writerow(
        (
            _("Line"),
            _("Learner"),
            _("Micro-credential"),
            _("Credits"),
            _("Programme"),
            _("Case"),
            _("State"),
            _("Since"),
            _("Held until"),
            _("Other institution"),
            _("Digest of the line"),
        )
    )
    for one in rows:
        cells = (
            str(one.number),
            one.learner,
            one.title,
            str(one.credits),
            one.programme,
            one.case,
            str(WORDS[one.state]),
            one.since.isoformat(timespec="seconds"),
            one.until.isoformat() if one.until else "",
            one.partner,
            one.digest,
        )
        writer.writerow([harmless(cell) for cell in cells])
    return answer


@never_cache
@login_required
@require_safe
def position(request: HttpRequest, institution: str, number: int) -> HttpResponse:
    """One use: its lines in the record, and release, transfer or the way back."""
    return _position(request, institution, number)


def _position(
    request: HttpRequest, institution: str, number: int, wrong: forms.Form | None = None
) -> HttpResponse:
    detail = creditbook.position(actor_of(request), institution, number, timezone.now())
    release = wrong if type(wrong) is ReasonForm else ReasonForm(auto_id="release_%s")
    transfer = wrong if isinstance(wrong, TransferForm) else _transfer_form(institution)
    context = {
        "institution": institution,
        "detail": detail,
        "position": detail.position,
        "word": WORDS[detail.position.state],
        "open": next((one for one in detail.transfers if one.state == "proposed"), None),
        "may": _may(request, institution),
        "release": release,
        "transfer": transfer,
        "sharing": sharing(),
    }
    return render(request, "admissions/credit.html", context, status=422 if wrong else 200)


def _transfer_form(institution: str, data: Mapping[str, str] | None = None) -> TransferForm:
    form = TransferForm(data, auto_id="transfer_%s")
    form.fields["receiver"].choices = [  # type: ignore[attr-defined]
        (public_id, name)
        for public_id, _did, name in institutions_queries.listed()
        if public_id != institution
    ]
    return form


@login_required
@require_POST
def step(request: HttpRequest, institution: str, number: int) -> HttpResponse:
    """Releases, takes a release back, or proposes a transfer."""
    actor, now, what = actor_of(request), timezone.now(), request.POST.get("what", "")
    access.credit_line(actor, institution, number, to="credit")
    known = {"actor": actor, "institution": institution, "number": number, "now": now}
    form: forms.Form | None = None
    if what == "release":
        form = ReasonForm(request.POST, auto_id="release_%s")
    elif what == "propose":
        form = _transfer_form(institution, request.POST)
    elif what != "take-back":
        raise Http404
    if form is not None and not form.is_valid():
        return _position(request, institution, number, form)
    try:
        if what == "release":
            number = services.release_credit(**known, reason=request.POST["reason"])  # type: ignore[arg-type]
            messages.success(request, _("Released. It can be used elsewhere now."))
        elif what == "propose":
            services.propose_transfer(**known, **form.cleaned_data)  # type: ignore[arg-type,union-attr]
            messages.success(request, _("Proposed. The credit stays here until the other side accepts."))
        else:
            number = services.take_back_release(**known)  # type: ignore[arg-type]
            messages.success(request, _("Taken back. The credit counts here again."))
    except MicrocredError as error:
        messages.error(request, f"{_(error.sentence)} {_(error.remedy)}")
    return redirect("admissions:credit", institution, number)


@login_required
@require_POST
def answer(request: HttpRequest, institution: str, transfer: str) -> HttpResponse:
    """Accepts, refuses or withdraws a transfer."""
    actor, now, what = actor_of(request), timezone.now(), request.POST.get("what", "")
    known = {"actor": actor, "institution": institution, "public_id": transfer, "now": now}
    try:
        if what == "accept":
            number = services.accept_transfer(**known, case=request.POST.get("case", ""))  # type: ignore[arg-type]
            messages.success(request, _("Taken over. The credit counts here now."))
            return redirect("admissions:credit", institution, number)
        if what == "refuse":
            services.refuse_transfer(**known, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]
            messages.success(request, _("Refused. The credit stays where it was."))
        elif what == "withdraw":
            services.withdraw_transfer(**known)  # type: ignore[arg-type]
            messages.success(request, _("Withdrawn. The credit stays here."))
        else:
            raise Http404
    except (institutions.NotFound, institutions.NotAllowed):
        raise
    except MicrocredError as error:
        if isinstance(error, CaseUnknown | CreditLineUnknown):
            raise
        messages.error(request, f"{_(error.sentence)} {_(error.remedy)}")
    return redirect("admissions:credits", institution)


def _may(request: HttpRequest, institution: str) -> bool:
    own = institutions.roles(actor_of(request), institutions.by_public_id(institution))
    return not own.isdisjoint(access.ROLES["credit"])


@never_cache
@login_required
@require_safe
def used(request: HttpRequest) -> HttpResponse:
    """Where one's credit is held or used, what happened with it, and how far that reaches."""
    actor, now = actor_of(request), timezone.now()
    context = {
        "rows": owncredit.used_by(actor, now),
        "steps": owncredit.steps_of(actor, now),
        "sharing": sharing(),
    }
    return render(request, "admissions/used.html", context)
