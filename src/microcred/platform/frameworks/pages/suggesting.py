"""Suggestions from a text, and from a table of course descriptions. The author confirms each."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from microcred.errors import MicrocredError, every_error
from microcred.platform.frameworks import access, memory, queries, services
from microcred.platform.frameworks.jobs import COURSES
from microcred.platform.frameworks.pages.importing import reason_words, why
from microcred.platform.journal import queries as journal
from microcred.skills.errors import SkillsError
from microcred.skills.readers.sources import MemoryFile
from microcred.skills.search.suggest import CREDIT, LONGEST_TEXT

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LARGEST_TABLE = 20_000_000
COURSES_A_PAGE = 40


class TextForm(forms.Form):
    """A description of a course, or a job advert."""

    text = forms.CharField(
        label=_("Description or job advert"),
        help_text=_("Paste it in English. Nothing of it is kept, and nothing leaves this site."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=LONGEST_TEXT,
    )


class CoursesForm(forms.Form):
    """A table of course descriptions."""

    table = forms.FileField(
        label=_("CSV or Excel file"),
        help_text=_("With the columns title and description, and code if there is one."),
    )

    def clean_table(self) -> MemoryFile:
        """The file in memory; a table of two thousand descriptions is far below the limit."""
        file = self.cleaned_data["table"]
        if file.size > LARGEST_TABLE:
            raise forms.ValidationError(gettext("This file is larger than 20 MB."))
        return MemoryFile(file.name, file.read())


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def suggest(request: HttpRequest) -> HttpResponse:
    """A text in, suggested skills out, each with its words; those that are ticked as a sheet."""
    if request.POST.get("confirm"):
        return _confirmed(request)
    form = TextForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = memory.loaded().suggester().suggest(form.cleaned_data["text"])
        except SkillsError as error:
            form.add_error("text", f"{gettext(error.sentence)} {gettext(error.remedy)}")
    loaded = memory.loaded()
    rows = [
        {"of": each, "id": loaded.skill_ids[each.skill], "soft": each.skill in loaded.soft}
        for each in found or ()
    ]
    sources = loaded.credits_of([each.skill for each in found or ()])
    shown = {"form": form, "asked": found is not None, "found": rows, "credits": [*sources, CREDIT]}
    return render(request, "frameworks/suggest.html", shown)


def _confirmed(request: HttpRequest) -> HttpResponse:
    loaded = memory.loaded()
    lines = queries.known_skills(loaded, request.POST.getlist("skill"), "en")
    rows = [
        {"skill": line.label, "address": line.address, "words": request.POST.get(f"words {line.address}", "")}
        for line in lines
    ]
    return sheet("skills.csv", ("skill", "address", "words"), rows)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def courses(request: HttpRequest) -> HttpResponse:
    """A table of course descriptions in."""
    form = CoursesForm(request.POST or None, request.FILES or None)
    actor = cast("Account", request.user)
    if request.method == "POST" and form.is_valid():
        try:
            found = services.ask_courses(actor=actor, file=form.cleaned_data["table"], now=timezone.now())
            return redirect("frameworks:course_table", found)
        except MicrocredError as error:
            form.add_error("table", why(error))
    shown = {"form": form, "tables": queries.course_tables(actor)}
    return render(request, "frameworks/courses.html", shown)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def course_table(request: HttpRequest, public_id: str) -> HttpResponse:
    """The suggestions for every course, to confirm page by page; what is ticked comes back as one sheet."""
    actor = cast("Account", request.user)
    table = access.course_table(actor, public_id)
    pages = Paginator(range(len(table.courses)), COURSES_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    if request.method == "POST" and table.finished_at:
        table = services.tick_courses(
            actor=actor,
            public_id=public_id,
            rows=range(page.start_index() - 1, page.end_index()),
            chosen=request.POST.getlist("skill"),
        )
        if request.POST.get("go") and page.has_next():
            return redirect(f"{request.path}?page={page.next_page_number()}")
        rows = services.confirmed_rows(table)
        return sheet("courses-with-skills.csv", ("code", "title", "skill", "address", "words"), rows)
    named = [skill["skill"] for row in table.courses for skill in row.get("skills", ())]
    shown = {
        "table": table,
        "page": page,
        "rows": [(at, table.courses[at], _sentence(table.courses[at])) for at in page.object_list],
        "job": journal.latest_job(COURSES, public_id),
        "credits": [*memory.loaded().credits_of(named), CREDIT],
        "without": sum(not row.get("skills") for row in table.courses),
        "chosen": sum(any(s.get("ticked") for s in row.get("skills", ())) for row in table.courses),
        "left_out": [{**row, "why": reason_words(row["reason"])} for row in table.report["notes"]],
    }
    return render(request, "frameworks/course_table.html", shown)


def _sentence(row: Mapping[str, str]) -> str:
    """Why nothing was suggested for a course, where its text could not be read."""
    found = next((kind for kind in every_error() if row.get("error") and kind.code == row["error"]), None)
    return gettext(found.sentence) if found else ""


@never_cache
@login_required
@require_GET
def course_progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far the suggestions for a table are."""
    table = access.course_table(cast("Account", request.user), public_id)
    shown = {"table": table, "job": journal.latest_job(COURSES, public_id)}
    return render(request, "frameworks/parts/course_progress.html", shown)


def sheet(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> HttpResponse:
    """A CSV to take away. What a spreadsheet would run as a formula is made harmless."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(answer)
    writer.writerow(columns)
    writer.writerows([_harmless(row[column]) for column in columns] for row in rows)
    return answer


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
