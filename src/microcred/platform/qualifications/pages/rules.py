"""The registrar's rules: the list, the editor with its words beside it, and the published page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from microcred.errors import MicrocredError
from microcred.platform.institutions import queries as institutions
from microcred.platform.qualifications import access, queries, services, shown
from microcred.platform.qualifications.errors import NothingToMeasure
from microcred.platform.qualifications.models import Kind
from microcred.platform.qualifications.queries import BookRow
from microcred.platform.qualifications.register import changes, size
from microcred.platform.qualifications.services.rulebooks import indented, read_draft
from microcred.platform.qualifications.trapping import traps_here
from microcred.rules.errors import RulesError
from microcred.rules.evaluate.evaluation import Outcome

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

AT_ONCE = 20
"""So many people are counted while the page is made; more are a job's."""
KINDS = {
    Kind.QUALIFICATION: gettext_lazy("Qualification"),
    Kind.ENTRY: gettext_lazy("Entry"),
    Kind.CREDIT: gettext_lazy("Credit"),
    Kind.EXEMPTION: gettext_lazy("Exemption"),
}


class RuleForm(forms.Form):
    """The JSON of a rule."""

    body = forms.CharField(
        label=gettext_lazy("The rule as JSON"),
        strip=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 26, "spellcheck": "false", "class": "code"}),
    )


class NewForm(forms.Form):
    """What a new rule is for."""

    title = forms.CharField(label=gettext_lazy("What it is for"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(str(kind), word) for kind, word in KINDS.items()]
    )


def actor_of(request: HttpRequest) -> Account:
    """Who is signed in."""
    return cast("Account", request.user)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, institution: str) -> HttpResponse:
    """All rules of the institution, and a new one."""
    rows = queries.of_institution(actor_of(request), institution)
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.begin(
            actor=actor_of(request),
            institution=institution,
            kind=form.cleaned_data["kind"],
            title=form.cleaned_data["title"],
            now=timezone.now(),
        )
        return redirect("qualifications:rule", institution, made)
    context = {
        "institution": institution,
        "rows": [(row, KINDS[Kind(row.kind)]) for row in rows],
        "form": form,
    }
    return render(request, "qualifications/rules.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, institution: str, book: str) -> HttpResponse:
    """The editor: JSON on one side, its words, its traps and what it would change on the other."""
    found = queries.book(actor_of(request), book)
    version = found.draft or found.published
    if version is None:
        version = found.versions[0]
    form = RuleForm(request.POST or None, initial={"body": indented(version.body)})
    seen: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        what, text = request.POST.get("what", "look"), form.cleaned_data["body"]
        try:
            if what in ("save", "publish", "measure"):
                access.book(actor_of(request), book, to="write")
                stated = request.POST.get("revision", "")
                services.save(
                    actor=actor_of(request),
                    public_id=book,
                    text=text,
                    now=timezone.now(),
                    revision=int(stated) if stated.isdigit() and found.draft else None,
                )
                if what == "publish":
                    number = services.publish(actor=actor_of(request), public_id=book, now=timezone.now())
                    said = _("Version %(number)s is published. Who started before finishes as they began.")
                    messages.success(request, said % {"number": number})
                elif what == "measure":
                    services.measure(actor=actor_of(request), public_id=book, now=timezone.now())
                    messages.success(request, _("The draft is saved, and everybody is counted with it now."))
                else:
                    messages.success(request, _("The draft is saved."))
                return redirect("qualifications:rule", institution, book)
            seen = _seen(found, text)
        except (RulesError, NothingToMeasure) as error:
            form.add_error("body", f"{_(error.sentence)} {error.detail} {_(error.remedy)}")
    elif request.method != "POST":
        seen = _seen(found, version.body)
    context = {
        "institution": institution,
        "book": found,
        "kind": KINDS[Kind(found.kind)],
        "form": form,
        "may_write": _may(request, book),
        "measured": _measured(request, found),
        **seen,
    }
    return render(request, "qualifications/rule.html", context)


def _may(request: HttpRequest, book: str) -> bool:
    try:
        access.book(actor_of(request), book, to="write")
    except MicrocredError:
        return False
    return True


def _measured(request: HttpRequest, found: BookRow) -> dict[str, Any] | None:
    """The last measurement of the draft, with its outcomes in words."""
    row = queries.measured(actor_of(request), found.public_id)
    if row is None:
        return None
    words = [
        (who, shown.outcome_word(Outcome(before)), shown.outcome_word(Outcome(after)))
        for who, before, after in row.changes
    ]
    return {"row": row, "changes": words}


def _seen(found: BookRow, text: str) -> dict[str, Any]:
    """The words of what is written, its traps, and what it would change against what is published."""
    now = timezone.now()
    number = (found.draft or found.versions[0]).number
    made = read_draft(found.public_id, number, text)
    before = found.published.rule if found.published else None
    differs = before is not None and before != made
    about = size(found.public_id, now) if differs else 0
    changed = changes(found.public_id, before, made, now) if before and differs and about <= AT_ONCE else None
    names = queries.names_of(one.person for one in changed.changes) if changed else {}
    return {
        "words": shown.asked(made),
        "traps": shown.warnings(traps_here(found.public_id, made, now.date())),
        "changed": changed,
        "changed_rows": [
            (names.get(one.person, one.person), shown.outcome_word(one.before), shown.outcome_word(one.after))
            for one in (changed.changes[:50] if changed else ())
        ],
        "about": about if about > AT_ONCE else 0,
    }


@require_GET
def published(request: HttpRequest, book: str) -> HttpResponse:
    """What a rule says, for anybody; `?version=` shows an earlier one."""
    found = queries.published_book(book)
    asked = request.GET.get("version", "")
    version = next((one for one in found.versions if str(one.number) == asked), found.versions[0])
    if request.GET.get("format") == "json":
        return HttpResponse(version.body, content_type="application/json")
    context = {
        "book": found,
        "kind": KINDS[Kind(found.kind)],
        "version": version,
        "issuer": institutions.issuer(found.institution_id),
        "words": shown.words(version.rule),
        "body": indented(version.body),
    }
    return render(request, "qualifications/published.html", context)
