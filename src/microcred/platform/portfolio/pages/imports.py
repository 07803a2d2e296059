"""Credentials from elsewhere: given, examined, kept, counted, removed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.accounts.errors import TooOften
from microcred.platform.portfolio import access, queries, services
from microcred.platform.portfolio.errors import AlreadyKept, NotACredential, OwnAlready
from microcred.platform.portfolio.pages.forms import AddForm
from microcred.platform.portfolio.pages.requests import now, words_of
from microcred.platform.portfolio.queries.holdings import imported_entry
from microcred.platform.verifier import intake, visitors
from microcred.platform.verifier.gate import GATE
from microcred.platform.verifier.intake import Given
from microcred.platform.verifier.queries import domain_of
from microcred.platform.verifier.sources import SteppingAside, outside
from microcred.vc.report import VerificationReport
from microcred.vc.verdicts import Verdict


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@visitors.bounded(intake.REQUEST_BYTES)
def add(request: HttpRequest) -> HttpResponse:
    """Takes in a credential from elsewhere."""
    form = AddForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        who = me(request)
        try:
            with GATE.inside():
                kept = services.keep(actor=who, given=_given(request), now=now())
        except AlreadyKept as error:
            messages.info(request, words_of(error))
            return redirect("portfolio:imported", error.detail)
        except OwnAlready as error:
            messages.info(request, words_of(error))
            return redirect("portfolio:credentials")
        except MicrocredError as error:
            if isinstance(error, TooOften) or getattr(error, "status", 422) != 422:
                raise
            why = f"{error.detail} " if isinstance(error, NotACredential) and error.detail else ""
            form.add_error("text", f"{why}{words_of(error)}")
        else:
            messages.success(request, _("It was checked and is kept."))
            return redirect("portfolio:imported", kept)
    status = 422 if form.errors else 200
    return render(request, "portfolio/add.html", {"form": form}, status=status)


def _given(request: HttpRequest) -> Given:
    """What the request holds; raises as `intake` says, or `TooOften`."""
    visitors.count(request)
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        return intake.from_file(str(file.name), file.read())
    fetcher = SteppingAside(outside().lists, GATE.aside)
    return intake.from_text(request.POST.get("text", ""), account=me(request), now=now(), fetcher=fetcher)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def imported(request: HttpRequest, public_id: str) -> HttpResponse:
    """One credential from elsewhere as its last check found it; a POST checks it again."""
    who = me(request)
    report: VerificationReport | None = None
    if request.method == "POST":
        visitors.count(request)
        with GATE.inside():
            report = services.check_again(actor=who, public_id=public_id, now=now())
    row = access.imported(who, public_id)
    entry = imported_entry(row)
    shown = {
        "one": entry,
        "report": report,
        "file_name": row.file_name,
        "address": row.address,
        "added_at": row.added_at,
        "domain": domain_of(row.issuer),
        "grey": entry.verdict in (Verdict.EXPIRED, Verdict.WITHDRAWN),
        "skills": entry.held.skills if entry.held else (),
        "recipient": "" if row.recipient.startswith(("did:", "urn:", "http")) else row.recipient,
        "whose": row.whose,
        "reflection": queries.reflection(who, public_id),
    }
    return render(request, "portfolio/imported.html", shown)


@never_cache
@login_required
@require_safe
def file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The bytes as they were given."""
    row = access.imported(me(request), public_id)
    return as_file(
        bytes(row.body), row.file_name or f"{row.title[:80] or 'credential'}.{row.found_in or 'json'}"
    )


def as_file(body: bytes, name: str) -> HttpResponse:
    """Bytes of somebody else's making, to be saved and never shown in the page's own name."""
    answer = HttpResponse(body, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@login_required
@require_POST
def count(request: HttpRequest, public_id: str) -> HttpResponse:
    """Counts it in the private view, or no more."""
    wanted = request.POST.get("count") == "yes"
    try:
        services.count_privately(actor=me(request), public_id=public_id, counted=wanted, now=now())
    except MicrocredError as error:
        messages.error(request, words_of(error))
    else:
        told = _("It counts in your private view of your skills.") if wanted else _("It counts no more.")
        messages.success(request, told)
    return redirect("portfolio:imported", public_id)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Deletes an import."""
    services.remove(actor=me(request), public_id=public_id)
    messages.success(request, _("It was removed from your credentials."))
    return redirect("portfolio:credentials")
