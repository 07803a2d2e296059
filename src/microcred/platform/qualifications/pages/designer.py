"""The designer: a pathway by a form, as a picture, and as the rule that it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from microcred.errors import MicrocredError
from microcred.platform.awards.addresses import achievement_address
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.institutions import queries as institutions
from microcred.platform.qualifications import access, drawing, queries, services, shown
from microcred.platform.qualifications.pages.rules import actor_of
from microcred.platform.qualifications.trapping import traps_here


class DesignForm(forms.Form):
    """A pathway: what it gives, what must be had, and of what may be chosen."""

    achievement = forms.ChoiceField(label=gettext_lazy("The micro-credential that it gives"))
    required = forms.MultipleChoiceField(
        label=gettext_lazy("Required: all of these"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    electives = forms.MultipleChoiceField(
        label=gettext_lazy("Electives: some of these"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    choose = forms.IntegerField(
        label=gettext_lazy("How many electives"), required=False, min_value=1, max_value=50
    )
    credits = forms.IntegerField(
        label=gettext_lazy("ECTS credits in all, from what counts"), required=False, min_value=1
    )
    automatic = forms.BooleanField(
        label=gettext_lazy("Award it on completion, without a person's confirmation"), required=False
    )

    def __init__(self, *args: Any, institution_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = catalogue.published()
        names = {one.id: one.name for one in institutions.institutions()}
        offered = [(row.public_id, f"{row.name} ({names.get(row.institution_id, '')})") for row in rows]
        own = [(row.public_id, row.name) for row in rows if row.institution_id == institution_id]
        self.fields["achievement"].choices = own  # type: ignore[attr-defined]
        self.fields["required"].choices = offered  # type: ignore[attr-defined]
        self.fields["electives"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Something is asked for, and not more electives than there are."""
        found: dict[str, Any] = super().clean() or {}
        electives, choose = found.get("electives") or [], found.get("choose")
        if not (found.get("required") or electives or found.get("credits")):
            raise forms.ValidationError(_("Choose what it takes: a part, or credits."))
        if electives and (choose or 1) > len(electives):
            self.add_error("choose", _("These are more than there are to choose from."))
        return found

    def parts(self) -> dict[str, Any]:
        """The keys of the rule."""
        found = self.cleaned_data
        parts: list[dict[str, Any]] = [_given(one) for one in found["required"]]
        if found["electives"]:
            parts.append(
                {
                    "kind": "n-of",
                    "n": found["choose"] or 1,
                    "title": _("Electives"),
                    "parts": [_given(one) for one in found["electives"]],
                }
            )
        group: dict[str, Any] = {"kind": "group", "parts": parts}
        if found["credits"]:
            group |= {"credits": found["credits"], "others": {}}
        return {"credentialWeight": 10, "requirement": group}


def _given(achievement: str) -> dict[str, Any]:
    return {
        "kind": "micro-credential",
        "microCredential": achievement_address(achievement),
        "title": queries.title_of(achievement),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def design(request: HttpRequest, institution: str) -> HttpResponse:
    """A new pathway."""
    found = access.institution(actor_of(request), institution, to="write")
    form = DesignForm(request.POST or None, institution_id=found.pk)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.new_qualification(
                actor=actor_of(request),
                achievement=form.cleaned_data["achievement"],
                now=timezone.now(),
                parts=form.parts(),
                automatic=form.cleaned_data["automatic"],
            )
        except MicrocredError as error:
            form.add_error(None, f"{_(error.sentence)} {error.detail} {_(error.remedy)}")
        else:
            return redirect("qualifications:designed", institution, made)
    return render(request, "qualifications/design.html", {"institution": institution, "form": form})


@login_required
@require_http_methods(["GET", "HEAD"])
def designed(request: HttpRequest, institution: str, qualification: str) -> HttpResponse:
    """A pathway as a picture, with its traps, and the ways to change, import and publish it."""
    found = queries.qualification(qualification)
    book = queries.book(actor_of(request), found.book)
    version = book.draft or book.versions[0]
    context = {
        "institution": institution,
        "qualification": found,
        "book": book,
        "version": version,
        "words": shown.asked(version.rule),
        "traps": shown.warnings(traps_here(found.book, version.rule, timezone.now().date())),
        "picture": mark_safe(drawing.picture(found.title, drawing.stops(version.rule))),  # noqa: S308
    }
    return render(request, "qualifications/designed.html", context)


@login_required
@require_POST
def table(request: HttpRequest, institution: str, book: str) -> HttpResponse:
    """Imports an equivalence table into the draft, and says what became of each row."""
    file = request.FILES.get("table")
    if file is None:
        messages.error(request, _("Choose a file first."))
        return redirect("qualifications:rule", institution, book)
    read = services.import_table(
        actor=actor_of(request), public_id=book, data=file.read(), now=timezone.now()
    )
    notes = [(note.row, _(note.fault.sentence), note.detail) for note in read.notes]
    context = {"institution": institution, "book": book, "read": read, "notes": notes}
    return render(request, "qualifications/table.html", context)


@login_required
@require_POST
def publish(request: HttpRequest, institution: str, qualification: str) -> HttpResponse:
    """Publishes the draft of a pathway."""
    found = queries.qualification(qualification)
    try:
        services.publish(actor=actor_of(request), public_id=found.book, now=timezone.now())
        messages.success(request, _("It is published: learners can begin it."))
    except MicrocredError as error:
        messages.error(request, f"{_(error.sentence)} {error.detail} {_(error.remedy)}")
    return redirect("qualifications:designed", institution, qualification)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cohort(request: HttpRequest, institution: str) -> HttpResponse:
    """Everybody on the way, and what waits for the certifier."""
    if request.method == "POST":
        progress, what = request.POST.get("progress", ""), request.POST.get("what", "")
        try:
            if what == "keep":
                services.keep(actor=actor_of(request), progress=progress, now=timezone.now())
                messages.success(request, _("It stands as it is."))
            else:
                services.confirm(actor=actor_of(request), progress=progress, now=timezone.now())
                messages.success(request, _("It is awarded. The learner gets a mail."))
        except MicrocredError as error:
            messages.error(request, f"{_(error.sentence)} {error.detail} {_(error.remedy)}")
        return redirect("qualifications:cohort", institution)
    context = {
        "institution": institution,
        "rows": queries.cohort(actor_of(request), institution),
        "qualifications": queries.own_qualifications(actor_of(request), institution),
    }
    return render(request, "qualifications/cohort.html", context)
