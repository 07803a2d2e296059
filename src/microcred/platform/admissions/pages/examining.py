"""The examiner's side: one case by the seven questions, the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

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
from microcred.platform.admissions.facts import QUESTIONS, from_json
from microcred.platform.admissions.models import OPEN, Case, CaseItem, Decision
from microcred.platform.admissions.pages.public import TITLES
from microcred.platform.admissions.services.cases import OUTCOMES
from microcred.platform.admissions.services.evaluating import held_of
from microcred.platform.admissions.words import named, to_look_at
from microcred.platform.institutions import access as institutions
from microcred.platform.qualifications import queries as qualifications
from microcred.platform.qualifications.pages.rules import actor_of
from microcred.platform.qualifications.shown import Told, apart_of, told

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

_Part = tuple[Promise, str, int, Told]
"""What a rule is for, its public id and version, and what it comes to."""
DIGITS = 19
"""An account's number is shorter."""

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
def examine(request: HttpRequest, institution: str, case: str) -> HttpResponse:
    """One case: what the rules say, each credential by the seven questions, precedents, the decision."""
    return _examine(request, institution, case, DecisionForm(), 200)


def _examine(
    request: HttpRequest, institution: str, case: str, form: DecisionForm, status: int
) -> HttpResponse:
    actor = actor_of(request)
    found, now = access.case(actor, case, to="view"), timezone.now()
    items, made = casebook.items(found), casebook.decisions(found, told=False)
    open_ = found.state in OPEN
    parts = _asked_now(found, items, now) if open_ else _asked_then(made[-1], items)
    context = {
        "institution": institution,
        "case": casebook.row_of(found),
        "found": found,
        "items": [_item(one, found, open_=open_) for one in items],
        "parts": parts,
        "apart": apart_of(one for *_rest, one in parts),
        "paper_form": PaperForm(auto_id="paper_%s"),
        "form": form,
        "decisions": [(one, outcome_words(one.outcome)) for one in made],
        "open": open_,
        "erased": bool(made) and made[-1].inputs is None,
        "decided_before": any(one.decided_by_id == actor.pk for one in made),
        "may_assign": open_ and _may(actor, found),
        "examiners": _may_take(found, made),
        "alike": casebook.alike(found) if found.state == "submitted" else [],
        "precedents": [
            (row, one, outcome_words(one.outcome), n) for row, one, n in casebook.precedents(found)
        ],
        "now": now,
    }
    return render(request, "admissions/examine.html", context, status=status)


def _asked_now(found: Case, items: Sequence[CaseItem], now: datetime) -> list[_Part]:
    """What the published rules come to today."""
    held, names = held_of(items), _names(items)
    return [
        (TITLES[what], book, rule.version, told(rule, held, now.date(), names)[0])
        for what, book, rule in queries.detail(found.programme).rules
    ]


def _asked_then(made: Decision, items: Sequence[CaseItem]) -> list[_Part]:
    """What a decision was made from: its rule versions, its inputs, its day."""
    if made.inputs is None:
        return []
    held, names = [from_json(one) for one in made.inputs], _names(items)
    return [
        (
            TITLES[part["what"]],
            part["book"],
            part["version"],
            told(
                qualifications.rule_version(part["book"], part["version"]),
                held,
                date.fromisoformat(part["at"]),
                names,
            )[0],
        )
        for part in made.evaluations
    ]


def _names(items: Sequence[CaseItem]) -> dict[str, str]:
    return {f"item-{one.position}": one.name for one in items}


def _item(one: CaseItem, found: Case, *, open_: bool) -> dict[str, object]:
    """One thing that was handed in: its answers, whom it names, and what asks for a closer look."""
    return {
        "item": one,
        "answers": [
            (ASKED[name], in_words(name, one.answers.get(name, "")))
            for name in QUESTIONS
            if name != "verified"
        ],
        "brief": [one.answers[name] for name in ("level", "workload") if one.answers.get(name)],
        "whose": named(one),
        "look": to_look_at(one, found) if open_ else "",
    }


def _may(actor: Account, found: Case) -> bool:
    own = institutions.roles(actor, found.programme.institution)
    return not own.isdisjoint(access.ROLES["decide"])


def _may_take(found: Case, made: Sequence[Decision]) -> list[tuple[int, str]]:
    """To whom a case can be given: not to who has decided it, nor to who has it."""
    left_out = {one.decided_by_id for one in made} | {found.assigned_to_id}
    return [
        (pk, name) for pk, name in access.deciders(found.programme.institution).items() if pk not in left_out
    ]


@login_required
@require_POST
def step(request: HttpRequest, institution: str, case: str) -> HttpResponse:
    """Takes on, accepts an issuer, sees a paper, decides, approves."""
    what, actor, now = request.POST.get("what", ""), actor_of(request), timezone.now()
    position = request.POST.get("position", "")
    number = int(position) if position.isdigit() else 0
    try:
        if what == "assign":
            services.assign(actor=actor, public_id=case, now=now, to=account_in(request.POST.get("to", "")))
        elif what == "hand-back":
            services.hand_back(actor=actor, public_id=case, now=now)
        elif what == "accept":
            services.accept_issuer(actor=actor, public_id=case, position=number, now=now)
        elif what == "accept-identity":
            services.accept_identity(actor=actor, public_id=case, position=number, now=now)
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


def account_in(text: str) -> int | None:
    """The account that a form names; None for oneself."""
    return int(text) if text.isdigit() and len(text) < DIGITS else None


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
