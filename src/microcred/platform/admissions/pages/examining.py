"""The examiner's side: the queue, one case by the seven questions, the decision."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from microcred.errors import MicrocredError
from microcred.platform.admissions import access, casebook, queries, services
from microcred.platform.admissions.answering import in_words
from microcred.platform.admissions.documents import outcome_words
from microcred.platform.admissions.facts import QUESTIONS
from microcred.platform.admissions.models import CaseItem
from microcred.platform.admissions.pages.public import TITLES
from microcred.platform.admissions.services.cases import OUTCOMES
from microcred.platform.admissions.services.evaluating import held_of
from microcred.platform.admissions.words import named
from microcred.platform.qualifications.pages.rules import actor_of
from microcred.platform.qualifications.shown import told

ASKED: dict[str, Promise] = {
    "quality": gettext_lazy("Quality assured?"),
    "verified": gettext_lazy("Verified?"),
    "level": gettext_lazy("Which level?"),
    "outcomes": gettext_lazy("Which outcomes?"),
    "workload": gettext_lazy("How much work?"),
    "assessment": gettext_lazy("How assessed?"),
    "identity": gettext_lazy("Whose identity was checked?"),
}


class DecisionForm(forms.Form):
    """The decision with its reasons."""

    outcome = forms.ChoiceField(label=gettext_lazy("Decision"), widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=gettext_lazy("Reasons, which the applicant reads"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    conditions = forms.CharField(
        label=gettext_lazy("Conditions, if any"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (one, outcome_words(one)) for one in OUTCOMES
        ]


class PaperForm(forms.Form):
    """What a paper says, as the person who saw it enters it."""

    title = forms.CharField(label=gettext_lazy("What it shows"), max_length=300)
    achievement = forms.CharField(
        label=gettext_lazy("Address of the micro-credential that it stands for, if any"),
        required=False,
        max_length=500,
    )
    credits = forms.DecimalField(
        label=gettext_lazy("ECTS credits"), required=False, min_value=0, max_value=300, decimal_places=2
    )
    level = forms.IntegerField(label=gettext_lazy("EQF level"), required=False, min_value=1, max_value=8)


@never_cache
@login_required
@require_safe
def cases(request: HttpRequest, institution: str) -> HttpResponse:
    """The queue, filtered."""
    state, mine = request.GET.get("state", ""), request.GET.get("mine") == "1"
    programme = request.GET.get("programme", "")
    rows = casebook.queue(
        actor_of(request),
        institution,
        state=state if state in ("submitted", "proposed", "appealed", "decided") else "",
        mine=mine,
        programme=programme,
    )
    context = {
        "institution": institution,
        "rows": rows,
        "state": state,
        "mine": mine,
        "programme": programme,
        "programmes": queries.of_institution(actor_of(request), institution),
        "now": timezone.now(),
    }
    return render(request, "admissions/cases.html", context)


@never_cache
@login_required
@require_safe
def examine(request: HttpRequest, institution: str, case: str) -> HttpResponse:
    """One case: what the rules say, each credential by the seven questions, precedents, the decision."""
    return _examine(request, institution, case, DecisionForm(), 200)


def _examine(
    request: HttpRequest, institution: str, case: str, form: DecisionForm, status: int
) -> HttpResponse:
    found, now = access.case(actor_of(request), case, to="view"), timezone.now()
    items = casebook.items(found)
    held = held_of(items)
    names = {f"item-{one.position}": one.name for one in items}
    programme = queries.detail(found.programme)
    parts = [
        (TITLES[what], book, rule.version, told(rule, held, now.date(), names)[0])
        for what, book, rule in programme.rules
    ]
    made = casebook.decisions(found, told=False)
    context = {
        "institution": institution,
        "case": casebook.row_of(found),
        "found": found,
        "items": [
            (
                one,
                [
                    (ASKED[name], in_words(name, one.answers.get(name, "")))
                    for name in QUESTIONS
                    if name != "verified"
                ],
                named(one),
            )
            for one in items
        ],
        "parts": parts,
        "paper_form": PaperForm(auto_id="paper_%s"),
        "form": form,
        "decisions": [(one, outcome_words(one.outcome)) for one in made],
        "open": found.state in ("submitted", "appealed"),
        "decided_before": any(one.decided_by_id == actor_of(request).pk for one in made),
        "alike": casebook.alike(found) if found.state == "submitted" else [],
        "precedents": [
            (row, one, outcome_words(one.outcome), n) for row, one, n in casebook.precedents(found)
        ],
        "now": now,
    }
    return render(request, "admissions/examine.html", context, status=status)


def _answered(item: CaseItem) -> list[tuple[Promise, str]]:
    """What a credential says to the questions; whether it is verified has a mark of its own."""
    asked = [name for name in QUESTIONS if name != "verified"]
    return [(ASKED[name], in_words(name, item.answers.get(name, ""))) for name in asked]


@login_required
@require_POST
def step(request: HttpRequest, institution: str, case: str) -> HttpResponse:
    """Takes on, accepts an issuer, sees a paper, decides, approves."""
    what, actor, now = request.POST.get("what", ""), actor_of(request), timezone.now()
    position = request.POST.get("position", "")
    number = int(position) if position.isdigit() else 0
    try:
        if what == "assign":
            services.assign(actor=actor, public_id=case, now=now)
        elif what == "accept":
            services.accept_issuer(actor=actor, public_id=case, position=number, now=now)
        elif what == "see":
            paper = PaperForm(request.POST)
            if not paper.is_valid():
                messages.error(request, _("Say what the paper shows, with numbers as numbers."))
                return redirect("admissions:examine", institution, case)
            services.see_paper(
                actor=actor, public_id=case, position=number, stated=paper.cleaned_data, now=now
            )
        elif what == "approve":
            services.approve(actor=actor, public_id=case, now=now)
            messages.success(request, _("Approved. The applicant gets a mail."))
        elif what == "decide":
            form = DecisionForm(request.POST)
            if not form.is_valid():
                return _examine(request, institution, case, form, 422)
            chosen = [case, *request.POST.getlist("alike")]
            count = services.decide_alike(actor=actor, public_ids=chosen, now=now, **form.cleaned_data)
            messages.success(request, _("Decided: %(count)s.") % {"count": count})
        else:
            raise Http404
    except MicrocredError as error:
        messages.error(request, f"{_(error.sentence)} {error.detail} {_(error.remedy)}")
    return redirect("admissions:examine", institution, case)


@login_required
@require_GET
def paper(request: HttpRequest, institution: str, case: str, position: int) -> HttpResponse:
    """A paper as it was given: to be saved, never shown by the site itself."""
    found = access.case(actor_of(request), case, to="view")
    item = next((one for one in casebook.items(found) if one.position == position and one.paper), None)
    if item is None or item.body is None:
        raise Http404
    reply = HttpResponse(bytes(item.body), content_type="application/octet-stream")
    reply["Content-Disposition"] = f'attachment; filename="paper-{position}"'
    reply["X-Content-Type-Options"] = "nosniff"
    return reply
