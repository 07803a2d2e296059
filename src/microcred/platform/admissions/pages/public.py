"""For anybody: the programmes, what counts in each, and the calculator, which keeps nothing."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from microcred.errors import MicrocredError
from microcred.platform.accounts.errors import TooOften
from microcred.platform.admissions import queries, services
from microcred.platform.admissions.queries import ProgrammeDetail
from microcred.platform.admissions.services import Dropped
from microcred.platform.qualifications import shown
from microcred.platform.verifier import intake, visitors
from microcred.platform.verifier.gate import GATE
from microcred.platform.verifier.sources import SteppingAside, outside

TITLES: dict[str, Promise] = {
    "entry": gettext_lazy("What gives entry"),
    "credit": gettext_lazy("What counts as credit"),
    "exemption": gettext_lazy("What exempts from what"),
}
ANSWERS: dict[tuple[str, str], Promise] = {
    ("entry", "met"): gettext_lazy("This would give entry."),
    ("entry", "not-yet"): gettext_lazy("This would not give entry yet."),
    ("entry", "cannot-be-met"): gettext_lazy("This cannot give entry, whatever is added."),
    ("credit", "met"): gettext_lazy("All the credit that can be recognised would be."),
    ("credit", "not-yet"): gettext_lazy("A part of it would count as credit."),
    ("credit", "cannot-be-met"): gettext_lazy("Not all of the credit can be recognised."),
    ("exemption", "met"): gettext_lazy("This would exempt from all that is named."),
    ("exemption", "not-yet"): gettext_lazy("This would exempt from what is marked as met."),
    ("exemption", "cannot-be-met"): gettext_lazy("This would exempt from what is marked as met."),
}


class ManyFiles(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class CalculatorForm(forms.Form):
    """Files of credentials, or one that is pasted."""

    file = forms.FileField(
        label=gettext_lazy("Drop files here, or choose them"),
        help_text=gettext_lazy("JSON, JWT, PNG, SVG or PDF, from any institution. Nothing is kept."),
        required=False,
        widget=ManyFiles(),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste one credential, or its address"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        max_length=intake.TEXT_CHARACTERS,
    )


@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    """What counts here: all programmes that are open."""
    return render(request, "admissions/programmes.html", {"rows": queries.open_programmes()})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@visitors.bounded(intake.REQUEST_BYTES * 2)
def programme(request: HttpRequest, programme: str) -> HttpResponse:
    """One programme, its rules in words, and the calculator."""
    found = queries.open_programme(programme)
    if request.method == "POST":
        return _counted(request, found)
    return _page(request, found, CalculatorForm())


@csrf_protect
def _counted(request: HttpRequest, found: ProgrammeDetail) -> HttpResponse:
    form, now = CalculatorForm(request.POST), timezone.now()
    if not form.is_valid():
        return _page(request, found, form, 422)
    try:
        visitors.count(request)
        dropped = given(request, form.cleaned_data["text"])
        with GATE.inside():
            read = services.examined(dropped, now=now, aside=GATE.aside)
    except MicrocredError as error:
        if getattr(error, "status", 422) != 422 or isinstance(error, TooOften):
            raise
        form.add_error("file", f"{_(error.sentence)} {error.detail} {_(error.remedy)}")
        return _page(request, found, form, 422)
    estimate = services.estimate(found, read, now, at_once=True)
    context = {
        "programme": found,
        "estimate": estimate,
        "parts": [(TITLES[one.what], ANSWERS[one.what, one.told.outcome], one) for one in estimate.parts],
        "apart": shown.apart_of(one.told for one in estimate.parts),
        "form": CalculatorForm(),
        "at": now,
    }
    return render(request, "admissions/estimate.html", context)


def given(request: HttpRequest, text: str) -> list[Dropped]:
    """The files of a request, and what was pasted; an address is fetched. Raises as `intake` says."""
    found = []
    for file in request.FILES.getlist("file"):
        one = intake.from_file(str(file.name), file.read())
        found.append(Dropped(one.name, one.data))
    if text.strip():
        with GATE.inside():
            fetcher = SteppingAside(outside().lists, GATE.aside)
            pasted = intake.from_text(
                text, account=visitors.reader(request), now=timezone.now(), fetcher=fetcher
            )
        found.append(Dropped(pasted.address, pasted.data))
    return found


def _page(
    request: HttpRequest, found: ProgrammeDetail, form: CalculatorForm, status: int = 200
) -> HttpResponse:
    context = {
        "programme": found,
        "rules": [(TITLES[what], book, rule.version, shown.asked(rule)) for what, book, rule in found.rules],
        "form": form,
    }
    return render(request, "admissions/programme.html", context, status=status)
