"""The operator's page: what is loaded, and importing more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from microcred.errors import MicrocredError, every_error
from microcred.platform.frameworks import access, queries, services
from microcred.platform.frameworks.jobs import IMPORT
from microcred.platform.frameworks.models import ImportRun
from microcred.platform.frameworks.reading import Naming
from microcred.platform.journal import queries as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


class SeveralFiles(forms.ClearableFileInput):
    """A field for files that takes several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; the value is a list of them."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each of the files, checked."""
        several = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(each, initial) for each in several]


class ImportForm(forms.Form):
    """The files, and what they may not say themselves."""

    sources = FilesField(
        label=_("Files"),
        help_text=_(
            "ZIP archives, CSV, Excel or JSON files, as their publisher offers them. Several at once."
        ),
    )
    release = forms.CharField(
        label=_("Release"),
        help_text=_("Only where no file name says it, for instance 1.1.1."),
        max_length=60,
        required=False,
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("Only for a table or skill descriptors of your own."),
        max_length=200,
        required=False,
    )
    credit = forms.CharField(
        label=_("Line of credit"),
        help_text=_("It stands wherever these skills are shown. Only for a table of your own."),
        max_length=500,
        required=False,
    )
    language = forms.CharField(
        label=_("Language of the table"),
        help_text=_("A tag such as en or fr."),
        max_length=35,
        required=False,
        initial="en",
    )
    dry_run = forms.BooleanField(
        label=_("Only say what would change, and change nothing"), required=False, initial=True
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """What is loaded, the last imports, and a form for the next one."""
    actor = cast("Account", request.user)
    access.require_operator(actor)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        naming = Naming(given["release"], given["name"], given["credit"], given["language"] or "en")
        now = timezone.now()
        found = services.ask_import(
            actor=actor, files=given["sources"], naming=naming, dry_run=given["dry_run"], now=now
        )
        return redirect("frameworks:import_run", found)
    shown = {"form": form, "frameworks": queries.frameworks(), "runs": queries.recent_runs()}
    return render(request, "frameworks/imports.html", shown)


@never_cache
@login_required
@require_GET
def import_run(request: HttpRequest, public_id: str) -> HttpResponse:
    """One import: its progress, then what it changed and the report."""
    access.require_operator(cast("Account", request.user))
    run = queries.import_run(public_id)
    return render(request, "frameworks/import_run.html", _shown(run))


@never_cache
@login_required
@require_GET
def import_progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far an import is."""
    access.require_operator(cast("Account", request.user))
    return render(request, "frameworks/parts/import_progress.html", _shown(queries.import_run(public_id)))


def _shown(run: ImportRun) -> dict[str, Any]:
    error = next((kind for kind in every_error() if kind.code == run.error), None)
    return {
        "run": run,
        "job": journal.latest_job(IMPORT, run.pk),
        "parts": [_part(part) for part in run.outcome or ()],
        "stored": any(part["stored"] for part in run.outcome or ()),
        "refused": bool(run.error) or any(part["refused"] for part in run.outcome or ()),
        "sentence": gettext(error.sentence) if error else "",
        "remedy": gettext(error.remedy) if error else "",
    }


def _part(part: dict[str, Any]) -> dict[str, Any]:
    return {
        **part,
        "totals": [{**row, "why": reason_words(row["reason"])} for row in part["report"]["totals"]],
        "notes": [{**row, "why": reason_words(row["reason"])} for row in part["report"]["notes"]],
    }


def reason_words(name: str) -> str:
    """The sentence of a row of a report, by the name of its reason."""
    found = queries.reason(name)
    return gettext(found.sentence) if found else name


def why(error: MicrocredError) -> str:
    """A refusal in one line, for the field that it is about."""
    parts: Sequence[str] = (gettext(error.sentence), error.detail, gettext(error.remedy))
    return " ".join(part for part in parts if part)
