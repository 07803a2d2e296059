"""The officer's four steps from a sheet of results to awards: Sheet, Columns, Check, Release."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from microcred.errors import MicrocredError
from microcred.platform.awards import queries, services, words
from microcred.platform.awards.facts import facts
from microcred.platform.awards.models import BatchState, RowState
from microcred.platform.awards.pages.fields import CAN_BE_TAKEN, CERTAINTY, EDITABLE, FIELDS, SLIPS
from microcred.platform.awards.pages.forms import ColumnsForm, ReleaseForm, RuleForm, SheetForm
from microcred.platform.awards.pages.requests import actor, now, refuse
from microcred.platform.awards.queries import BatchDetail, RowDetail
from microcred.platform.awards.sheets import Problem
from microcred.platform.catalogue import access as catalogue_access
from microcred.platform.catalogue import queries as catalogue

PREVIEW = 3
"""Cells shown of each column."""
PAGE = 50
LISTED = 200
"""Rows of each other state that are listed; the rest stands in the sheet to take back."""


def choices(request: HttpRequest, institution: str) -> list[tuple[str, str]]:
    """The published micro-credentials of an institution, for those who award; raises `NotAllowed`."""
    catalogue_access.institution(actor(request), institution, to="award")
    rows = catalogue.of_institution(actor(request), institution)
    return [(row.public_id, row.name) for row in rows if row.state == "published"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, institution: str) -> HttpResponse:
    """Step 1: which micro-credential, the file, and how identity was established."""
    achievements = choices(request, institution)
    form = SheetForm(request.POST or None, request.FILES or None, achievements=achievements)
    chosen = request.GET.get("achievement")
    if chosen:
        form.fields["achievement"].initial = chosen
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["sheet"]
        try:
            batch = services.award_many(
                actor=actor(request),
                achievement=form.cleaned_data["achievement"],
                file_name=upload.name,
                data=upload.read(),
                now=now(),
                identity=form.identity(),
            )
        except MicrocredError as error:
            refuse(form, "sheet", error)
        else:
            found = queries.batch(actor(request), batch)
            sure = found.columns is not None and found.columns.certain and found.rule.judges
            return redirect("awards:check" if sure else "awards:columns", institution, batch)
    shown = {"form": form, "institution": institution, "achievements": achievements}
    return render(request, "awards/sheet.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, institution: str, batch: str) -> HttpResponse:
    """Step 2: which column holds what, and who passes."""
    found = queries.batch(actor(request), batch)
    if found.state != BatchState.CHECKING or found.columns is None:
        return redirect("awards:batch", institution, batch)
    form = ColumnsForm(request.POST or None, columns=found.columns)
    rule = RuleForm(request.POST) if request.method == "POST" else RuleForm.of(found.rule)
    if request.method == "POST" and form.is_valid() and rule.is_valid():
        try:
            services.set_columns(
                actor=actor(request),
                public_id=batch,
                now=now(),
                fields=form.chosen(),
                dates=form.cleaned_data["dates"] or None,
                rule=rule.rule(),
            )
        except MicrocredError as error:
            refuse(rule if error.code.startswith("rule") else form, None, error)
        else:
            return redirect("awards:check", institution, batch)
    shown = {
        "batch": found,
        "institution": institution,
        "form": form,
        "rule": rule,
        "columns": _columns(found, form, queries.sheet_head(actor(request), batch, PREVIEW)),
        "urls": urls(institution, batch),
    }
    return render(request, "awards/columns.html", shown)


def _columns(found: BatchDetail, form: ColumnsForm, head: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    assert found.columns is not None
    return [
        {
            "header": column.header,
            "field": form[f"column-{column.index}"],
            "certainty": CERTAINTY[column.certainty],
            "guess": column.certainty == "guess",
            "cells": [row[column.index] for row in head],
        }
        for column in found.columns.columns
    ]


def urls(institution: str, batch: str) -> list[str]:
    """The addresses of the four steps, for going back."""
    return [
        reverse("awards:sheet", args=[institution]),
        reverse("awards:columns", args=[institution, batch]),
        reverse("awards:check", args=[institution, batch]),
        reverse("awards:release", args=[institution, batch]),
    ]


@login_required
@require_GET
def check(request: HttpRequest, institution: str, batch: str) -> HttpResponse:
    """Step 3: the counts, the rows that need somebody with the remedy in place, and three samples."""
    found = queries.batch(actor(request), batch)
    if found.state != BatchState.CHECKING:
        return redirect("awards:batch", institution, batch)
    who = actor(request)
    counts = found.counts
    open_rows = Paginator(range(counts.needs_you), PAGE).get_page(request.GET.get("page"))
    first = (open_rows.number - 1) * PAGE
    needing = queries.rows(who, batch, state=RowState.NEEDS_YOU, first=first, most=PAGE)
    samples = queries.samples(who, batch, now())
    shown = {
        "batch": found,
        "institution": institution,
        "counts": counts,
        "first_line": first_line(found),
        "needing": [_row(row, found) for row in needing],
        "page": open_rows,
        "slips": [_row(row, found) for row in queries.rows(who, batch, slips=True, most=PAGE)],
        **{
            state.value: [_listed(row) for row in queries.rows(who, batch, state=state, most=LISTED)]
            for state in (RowState.NOT_PASSED, RowState.ALREADY, RowState.LEFT_OUT)
        },
        "samples": [_sample(one.document, one.number) for one in samples],
        "urls": urls(institution, batch),
    }
    return render(request, "awards/check.html", shown)


def first_line(found: BatchDetail) -> str:
    """“404 to award, 6 not passed, 2 need you”."""
    counts = found.counts
    parts = [ngettext("%(n)s to award", "%(n)s to award", counts.to_award) % {"n": counts.to_award}]
    if counts.not_passed:
        parts.append(_("%(n)s not passed") % {"n": counts.not_passed})
    if counts.already:
        parts.append(_("%(n)s hold it already") % {"n": counts.already})
    if counts.left_out:
        parts.append(_("%(n)s left out") % {"n": counts.left_out})
    if counts.needs_you:
        parts.append(
            ngettext("%(n)s needs you", "%(n)s need you", counts.needs_you) % {"n": counts.needs_you}
        )
    return ", ".join(parts)


def _row(row: RowDetail, found: BatchDetail) -> dict[str, Any]:
    """A row with its problems, and the fields that can be put right in its place."""
    headers = {column.header: column.field for column in found.columns.columns} if found.columns else {}
    wrong = {headers.get(one.column, one.column) for one in row.problems}
    fields = [
        {"name": name, "label": FIELDS[name], "value": row.values.get(name, ""), "wrong": name in wrong}
        for name in EDITABLE
        if name in wrong or name in ("name", "email") or name in row.values
    ]
    return {
        "number": row.number,
        "values": row.values,
        "problems": [_problem(one) for one in row.problems],
        "fields": fields,
        "slips": [
            {"one": slip, "words": SLIPS.get(slip.code, slip.code), "take": slip.code in CAN_BE_TAKEN}
            for slip in row.slips
        ],
    }


def _problem(one: Problem) -> dict[str, str]:
    words_ = f"{_(one.sentence)} {_(one.remedy)}"
    return {"column": one.column, "value": one.value, "words": words_}


def _listed(row: RowDetail) -> dict[str, Any]:
    """A row that needs nobody: its number, whom it is about, its cells."""
    given = row.values
    named = given.get("name") or f"{given.get('first_name', '')} {given.get('last_name', '')}".strip()
    return {"number": row.number, "who": named or given.get("email", ""), "values": given}


def _sample(document: dict[str, Any], number: int) -> dict[str, Any]:
    said = facts(document)
    return {
        "number": number,
        "facts": said,
        "sentence": words.sentence(said),
        "certified": words.certified(said),
        "marks": words.marks(said),
    }


@login_required
@require_POST
def row(request: HttpRequest, institution: str, batch: str, number: int) -> HttpResponse:
    """Puts one row right, leaves it out, or takes it in again."""
    who, what = actor(request), request.POST.get("what", "fix")
    try:
        if what == "leave":
            services.leave_out(actor=who, public_id=batch, numbers=[number], now=now())
        elif what == "take":
            services.take_in(actor=who, public_id=batch, numbers=[number], now=now())
        else:
            given = {name: request.POST[name] for name in FIELDS if name in request.POST}
            services.fix_row(actor=who, public_id=batch, number=number, values=given, now=now())
    except MicrocredError as error:
        messages.error(request, str(error))
    return _back(institution, batch, "#rows" if what != "take" else "#left-out")


@login_required
@require_POST
def leave_open(request: HttpRequest, institution: str, batch: str) -> HttpResponse:
    """Leaves out every row that still needs somebody."""
    count = services.leave_out_open(actor=actor(request), public_id=batch, now=now())
    text = ngettext("%(n)s row was left out.", "%(n)s rows were left out.", count) % {"n": count}
    messages.success(request, text)
    return _back(institution, batch, "")


def _back(institution: str, batch: str, anchor: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("awards:check", args=[institution, batch]) + anchor)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, institution: str, batch: str) -> HttpResponse:
    """Step 4: when; the button says what it does."""
    who, at = actor(request), now()
    found = queries.batch(who, batch)
    if found.state != BatchState.CHECKING:
        return redirect("awards:batch", institution, batch)
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moment = form.moment(at)
        try:
            services.release(actor=who, public_id=batch, now=at, release_at=moment)
        except MicrocredError as error:
            refuse(form, None, error)
        else:
            return redirect("awards:batch", institution, batch)
    shown = {
        "batch": found,
        "institution": institution,
        "form": form,
        "counts": found.counts,
        "button": _("Release %(n)s awards") % {"n": found.counts.to_award}
        if found.counts.to_award != 1
        else _("Release 1 award"),
        "urls": urls(institution, batch),
        "today": date_format(at, "DATETIME_FORMAT"),
    }
    return render(request, "awards/release.html", shown)


@login_required
@require_POST
def approve(request: HttpRequest, institution: str, batch: str) -> HttpResponse:
    """The second person's yes."""
    try:
        services.approve(actor=actor(request), public_id=batch, now=now())
        messages.success(request, _("You have approved this batch."))
    except MicrocredError as error:
        messages.error(request, str(error))
    return redirect("awards:release", institution, batch)
