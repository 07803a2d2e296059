"""The educator's tools for one offering: voucher codes, invitations from a sheet, cohorts."""

from __future__ import annotations

import csv
from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.catalogue.queries import OfferingDetail
from microcred.platform.enrolments import access, queries, services
from microcred.platform.enrolments.queries import vouchers as asked

LARGEST_SHEET = 5_000_000
MOST_CODES = 1_000


class VouchersForm(forms.Form):
    """How many codes, for whom, until when."""

    name = forms.CharField(
        label=gettext_lazy("For whom"),
        help_text=gettext_lazy("Only your colleagues see it, such as “Alumni 2026”."),
        max_length=200,
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many codes"), min_value=1, max_value=MOST_CODES, initial=10
    )
    lapses_on = forms.DateField(
        label=gettext_lazy("Last day they can be used"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class InviteForm(forms.Form):
    """A sheet of people, and the cohort they come into."""

    sheet = forms.FileField(
        label=gettext_lazy("CSV or Excel file"),
        help_text=gettext_lazy("With a column of addresses; a column of names if there is one."),
    )
    cohort = forms.CharField(
        label=gettext_lazy("Cohort"),
        help_text=gettext_lazy("Whoever enrols with an invited address comes into it."),
        max_length=200,
        required=False,
    )

    def clean_sheet(self) -> bytes:
        """The file's bytes."""
        file = self.cleaned_data["sheet"]
        if file.size > LARGEST_SHEET:
            raise forms.ValidationError(_("This file is larger than 5 MB."))
        return cast(bytes, file.read())


class CohortForm(forms.Form):
    """A cohort's name; who of the enrolled is ticked comes into it."""

    name = forms.CharField(label=gettext_lazy("Name of the cohort"), max_length=200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def vouchers(request: HttpRequest, institution: str, offering: str) -> HttpResponse:
    """The codes of an offering, and a form for more."""
    found = _offering(request, institution, offering)
    form = VouchersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = services.make_vouchers(
            actor=me(request),
            offering=offering,
            name=given["name"],
            count=given["count"],
            lapses_on=given["lapses_on"],
            now=timezone.now(),
        )
        said = ngettext("%(n)s code is made.", "%(n)s codes are made.", len(made))
        messages.success(request, said % {"n": len(made)})
        return redirect("enrolments:vouchers", institution, offering)
    rows = asked.batches(me(request), offering)
    shown = {"form": form, "rows": rows, "offering": found, "institution": institution}
    return render(request, "enrolments/vouchers.html", shown)


@never_cache
@login_required
@require_safe
def codes(request: HttpRequest, institution: str, offering: str, batch: str) -> HttpResponse:
    """The codes of one batch as CSV."""
    _offering(request, institution, offering)
    rows = asked.vouchers(me(request), offering, batch)
    if not rows:
        raise Http404
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="vouchers.csv"'
    answer.write("\ufeff")
    sheet = csv.writer(answer)
    sheet.writerow(("code", "used"))
    sheet.writerows((row.code, row.used_at.isoformat() if row.used_at else "") for row in rows)
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest, institution: str, offering: str) -> HttpResponse:
    """Who was invited, and a form for a sheet of more."""
    found = _offering(request, institution, offering)
    form = InviteForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = services.invite(
                actor=me(request),
                offering=offering,
                sheet=form.cleaned_data["sheet"],
                cohort=form.cleaned_data["cohort"],
                now=timezone.now(),
            )
        except MicrocredError as error:
            detail = f" ({error.detail})" if error.detail else ""
            form.add_error("sheet", f"{_(error.sentence)}{detail} {_(error.remedy)}")
        else:
            said = ngettext("%(n)s person is new in the list.", "%(n)s people are new in the list.", new)
            messages.success(request, said % {"n": new})
            return redirect("enrolments:invitations", institution, offering)
    rows = asked.invitations(me(request), offering)
    shown = {"form": form, "rows": rows, "offering": found, "institution": institution}
    return render(request, "enrolments/invitations.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cohorts(request: HttpRequest, institution: str, offering: str) -> HttpResponse:
    """The cohorts of an offering, and a form that puts who is enrolled into one."""
    found = _offering(request, institution, offering)
    form = CohortForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = request.POST.getlist("enrolment")
        if chosen:
            services.form_cohort(
                actor=me(request),
                offering=offering,
                name=form.cleaned_data["name"],
                enrolments=chosen,
                now=timezone.now(),
            )
            messages.success(request, _("They are in the cohort."))
            return redirect("enrolments:cohorts", institution, offering)
        form.add_error(None, _("Tick at least one person."))
    rows = [one for one in queries.enrolments(me(request), offering) if one.state == "enrolled"]
    shown = {
        "form": form,
        "rows": rows,
        "cohorts": queries.cohorts(me(request), offering),
        "chosen": request.POST.getlist("enrolment"),
        "offering": found,
        "institution": institution,
    }
    return render(request, "enrolments/cohorts.html", shown)


def _offering(request: HttpRequest, institution: str, offering: str) -> OfferingDetail:
    """The offering for who manages its enrolments; 404 where the address names another institution."""
    found = access.offering(me(request), offering, to="manage")
    if found.educator != institution:
        raise Http404
    return found
