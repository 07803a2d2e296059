"""Cohorts: begun, marked by a sheet, handed over, drawn, decided."""

from __future__ import annotations

from base64 import b64decode, b64encode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.assessment import access, queries, services, words
from microcred.platform.assessment.errors import ResultsRefused
from microcred.platform.assessment.pages.forms import CohortForm, ConflictForm, DecisionForm, SheetForm
from microcred.platform.assessment.pages.requests import now, tell
from microcred.platform.assessment.queries.methods import taught_methods

SHEET_BYTES = 1_000_000
OUTCOMES = [
    ("released", gettext_lazy("Release: award everybody who meets the rule")),
    ("held", gettext_lazy("Hold: decide later")),
    ("returned", gettext_lazy("Return: the educator marks again")),
]


@login_required
@require_GET
def cohorts(request: HttpRequest, institution: str) -> HttpResponse:
    """All cohorts that are taught or certified here."""
    rows = [(row, *words.COHORT_STATES[row.state]) for row in queries.cohorts(me(request), institution)]
    shown = {"institution": institution, "rows": rows, "methods": taught_methods(institution)}
    return render(request, "assessment/cohorts.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, institution: str) -> HttpResponse:
    """Begins a cohort of what is taught here."""
    access.institution(me(request), institution, to="cohort")
    methods = taught_methods(institution)
    form = CohortForm(request.POST or None, methods=methods)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.begin_cohort(
                actor=me(request),
                educator=institution,
                method=form.cleaned_data["method"],
                name=form.cleaned_data["name"],
                now=now(),
            )
        except MicrocredError as error:
            tell(request, error)
        else:
            return redirect("assessment:cohort", institution, made)
    shown = {"institution": institution, "form": form, "methods": methods}
    return render(request, "assessment/cohort_new.html", shown)


@login_required
@require_GET
def cohort(request: HttpRequest, institution: str, cohort: str) -> HttpResponse:
    """One cohort: its people, the sample, and what comes next."""
    found = queries.cohort(me(request), cohort)
    chip, word = words.COHORT_STATES[found.row.state]
    shown = {
        "institution": institution,
        "cohort": found,
        "chip": chip,
        "word": word,
        "sheet": SheetForm(),
        "conflict": ConflictForm(),
        "decision": DecisionForm(outcomes=OUTCOMES[bool(found.open_in_sample) :]),
        "advice": words.ADVICE[found.agreement.advice] if found.agreement else "",
    }
    return render(request, "assessment/cohort.html", shown)


@login_required
@require_POST
def step(request: HttpRequest, institution: str, cohort: str) -> HttpResponse:
    """One step of a cohort: sheet, hand-over, draw or decide."""
    if request.POST.get("what") == "check":
        return _report(request, institution, cohort)
    try:
        messages.success(request, _done(request, cohort))
    except MicrocredError as error:
        tell(request, error)
    return redirect("assessment:cohort", institution, cohort)


def _report(request: HttpRequest, institution: str, cohort: str) -> HttpResponse:
    """What each row of a sheet would come to, before anything is written; the sheet is sent along."""
    try:
        data = _sheet(request)
        lines = services.check_results(actor=me(request), cohort=cohort, data=data, now=now())
    except MicrocredError as error:
        tell(request, error)
        return redirect("assessment:cohort", institution, cohort)
    shown = {
        "institution": institution,
        "cohort": queries.cohort(me(request), cohort).row,
        "lines": [
            (line, [(one.column, _(one.sentence), _(one.remedy)) for one in line.problems]) for line in lines
        ],
        "wrong": sum(bool(line.problems) for line in lines),
        "checked": b64encode(data).decode(),
    }
    return render(request, "assessment/results.html", shown, status=422 if shown["wrong"] else 200)


def _sheet(request: HttpRequest) -> bytes:
    """The uploaded sheet, or the one that was checked and comes back with the report."""
    file = request.FILES.get("sheet")
    if file is not None:
        if (file.size or 0) > SHEET_BYTES:
            raise ResultsRefused(f"{file.size:,} / {SHEET_BYTES:,}")
        return bytes(file.read())
    try:
        return b64decode(request.POST.get("checked", ""), validate=True)[:SHEET_BYTES]
    except ValueError:
        return b""


def _done(request: HttpRequest, cohort: str) -> str:
    what, who, at = request.POST.get("what", ""), me(request), now()
    if what == "sheet":
        count = services.take_results(actor=who, cohort=cohort, data=_sheet(request), now=at)
        return ngettext("%(n)s person was marked.", "%(n)s people were marked.", count) % {"n": count}
    if what == "hand-over":
        services.hand_over(actor=who, cohort=cohort, now=at)
        return _("The cohort is with the certifier.")
    if what == "draw":
        drawn = services.draw_sample(actor=who, cohort=cohort, now=at)
        return ngettext("%(n)s work was drawn.", "%(n)s works were drawn.", len(drawn)) % {"n": len(drawn)}
    if what == "conflict":
        why = request.POST.get("why", "")
        services.declare_cohort_conflict(actor=who, cohort=cohort, reason=why, now=at)
        return _("Noted. This cohort goes to a colleague.")
    outcome = request.POST.get("outcome", "")
    made = services.decide_cohort(
        actor=who, cohort=cohort, outcome=outcome, reason=request.POST.get("reason", ""), now=at
    )
    if outcome != "released":
        return _("Decided.")
    said = ngettext("%(n)s award was made.", "%(n)s awards were made.", made) % {"n": made}
    held = sum(bool(one.award) for one in queries.cohort(who, cohort).people) - made
    if held:
        also = ngettext("%(n)s person held it already.", "%(n)s people held it already.", held)
        said = f"{said} {also % {'n': held}}"
    return said
