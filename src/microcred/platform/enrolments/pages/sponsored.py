"""An employer's page: the places it sponsors, the codes to give away, and more of them."""

from __future__ import annotations

import csv
import re
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from microcred.errors import MicrocredError
from microcred.platform.accounts.models import Account
from microcred.platform.enrolments import services, words
from microcred.platform.enrolments.queries import sponsored as asked
from microcred.platform.web.asking import words_of

_ID = re.compile(r"[A-Za-z0-9_-]{22}")


class SponsorForm(forms.Form):
    """For which offering, how many places, and for whom."""

    offering = forms.CharField(
        label=gettext_lazy("Address of the offering"),
        help_text=gettext_lazy("Find it under “Find”, and copy the address of its page."),
        max_length=500,
    )
    count = forms.IntegerField(label=gettext_lazy("How many places"), min_value=1, max_value=1_000, initial=1)
    name = forms.CharField(
        label=gettext_lazy("For whom"),
        help_text=gettext_lazy("You and the educator see it, such as “Warehouse team”."),
        max_length=200,
    )

    def clean_offering(self) -> str:
        """The public id that ends the address."""
        last = self.cleaned_data["offering"].partition("?")[0].rstrip("/").rpartition("/")[2]
        if not _ID.fullmatch(last):
            raise forms.ValidationError(gettext_lazy("This is not the address of an offering."))
        return cast(str, last)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sponsored(request: HttpRequest, institution: str) -> HttpResponse:
    """The places that were taken, the codes, and a form for more."""
    who = cast(Account, request.user)
    places = asked.sponsored_places(who, institution)
    initial = {"offering": request.GET.get("offering", "")[:500]}
    form = SponsorForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.sponsor_places(actor=who, sponsor=institution, now=timezone.now(), **_given(form))
        except MicrocredError as error:
            form.add_error(None, words_of(error))
        else:
            said = ngettext("%(n)s code is made.", "%(n)s codes are made.", len(made))
            messages.success(request, said % {"n": len(made)})
            return redirect("enrolments:sponsored", institution)
    shown = {
        "institution": institution,
        "places": [(row, words.SPONSORED[row.state]) for row in places],
        "batches": asked.sponsored_batches(who, institution),
        "form": form,
    }
    return render(request, "enrolments/sponsored.html", shown)


@never_cache
@login_required
@require_safe
def sponsored_codes(request: HttpRequest, institution: str, batch: str) -> HttpResponse:
    """The codes of one batch as CSV, to be given away."""
    rows = asked.sponsored_codes(cast(Account, request.user), institution, batch)
    if not rows:
        raise Http404
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="places.csv"'
    answer.write("\ufeff")
    sheet = csv.writer(answer)
    sheet.writerow(("code", "used"))
    sheet.writerows((code, "yes" if used else "") for code, used in rows)
    return answer


def _given(form: SponsorForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("offering", "count", "name")}
