"""A batch after its check: waiting with its undo, being released, released; its samples, slips and sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from microcred.errors import MicrocredError
from microcred.platform.awards import mails, queries, services, words
from microcred.platform.awards.certificates import Slip, certificate_pdf, slips_pdf
from microcred.platform.awards.facts import facts
from microcred.platform.awards.givenback import sheet_given_back
from microcred.platform.awards.models import BatchState
from microcred.platform.awards.pages.answers import pdf, standing
from microcred.platform.awards.pages.forms import ReasonForm
from microcred.platform.awards.pages.requests import actor, now, words_of
from microcred.platform.awards.pages.sheet import first_line
from microcred.platform.journal import queries as journal

SAMPLE = b'{"note":"A sample: nothing was signed."}'
"""What is attached to the sample of a certificate, where the signed record will be."""
_STATES = {
    BatchState.CHECKING: "checking",
    BatchState.SCHEDULED: "scheduled",
    BatchState.RELEASING: "running",
    BatchState.RELEASED: "done",
    BatchState.DISCARDED: "undone",
}
"""The chip of each state."""


@login_required
@require_GET
def batch(request: HttpRequest, institution: str, batch: str) -> HttpResponse:
    """The batch as it stands, with what can be done now."""
    who = actor(request)
    found = queries.batch(who, batch)
    if found.state == BatchState.CHECKING:
        return redirect("awards:check", institution, batch)
    done, total = queries.progress(who, batch)
    shown = {
        "batch": found,
        "institution": institution,
        "state": _STATES[BatchState(found.state)],
        "first_line": first_line(found),
        "done": done,
        "total": total,
        "progress_url": reverse("awards:progress", args=[institution, batch]),
        "overdue": found.release_at is not None and found.release_at <= now(),
        "mails": journal.mail_states(queries.mailed(batch)),
        "slips": len(queries.slips_to_print(who, batch)) if found.state == BatchState.RELEASED else 0,
        "reason": ReasonForm(),
    }
    return render(request, "awards/batch.html", shown)


@login_required
@require_GET
def progress(request: HttpRequest, institution: str, batch: str) -> HttpResponse:
    """The progress bar, asked for again until the release is done."""
    who = actor(request)
    found = queries.batch(who, batch)
    done, total = queries.progress(who, batch)
    waiting = found.state == BatchState.SCHEDULED and (found.release_at or now()) > now()
    finished = found.state not in (BatchState.SCHEDULED, BatchState.RELEASING) or waiting
    shown = {
        "done": done,
        "total": total,
        "label": _("%(done)s of %(total)s awarded") % {"done": done, "total": total},
        "url": request.path,
        "finished": finished,
    }
    return render(request, "awards/progress.html", shown)


@login_required
@require_POST
def undo(request: HttpRequest, institution: str, batch: str) -> HttpResponse:
    """Takes the release back before its time."""
    try:
        services.undo(actor=actor(request), public_id=batch, now=now())
        messages.success(request, _("The release was undone. Nothing was signed and nothing was sent."))
    except MicrocredError as error:
        messages.error(request, words_of(error))
    return redirect("awards:batch", institution, batch)


@login_required
@require_POST
def discard(request: HttpRequest, institution: str, batch: str) -> HttpResponse:
    """Throws the sheet away before anything was awarded."""
    services.discard(actor=actor(request), public_id=batch, now=now())
    messages.success(request, _("The sheet was discarded. Nothing was awarded."))
    return redirect("awards:register", institution)


@login_required
@require_POST
def revoke(request: HttpRequest, institution: str, batch: str) -> HttpResponse:
    """Withdraws every award of the batch, with a reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A reason is needed."))
        return redirect("awards:batch", institution, batch)
    count = services.revoke_batch(
        actor=actor(request), public_id=batch, reason=form.cleaned_data["reason"], now=now()
    )
    text = ngettext("%(n)s award was withdrawn.", "%(n)s awards were withdrawn.", count) % {"n": count}
    messages.success(request, text)
    return redirect("awards:batch", institution, batch)


@login_required
@require_GET
def given_back(request: HttpRequest, institution: str, batch: str) -> HttpResponse:
    """The sheet as it came, with what became of each row."""
    name, data = sheet_given_back(actor(request), batch)
    stem, _dot, ending = name.rpartition(".")
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = disposition(f"{stem or name}-{_('awarded')}.{ending or 'csv'}")
    return answer


@login_required
@require_GET
def slips(request: HttpRequest, institution: str, batch: str) -> HttpResponse:
    """Slips with codes for the people without e-mail."""
    found = queries.batch(actor(request), batch)
    issuer = standing(found.institution_id)
    people = [
        Slip(row.name, row.title, issuer.name, row.claim_code)
        for row in queries.slips_to_print(actor(request), batch)
    ]
    return pdf(slips_pdf(people, issuer.standing, paper=request.GET.get("paper", "a4")), "slips.pdf")


@login_required
@require_GET
def sample(request: HttpRequest, institution: str, batch: str, number: int, form: str) -> HttpResponse:
    """One finished sample before anything is signed: as page, PDF or mail, and marked as a sample."""
    who, at = actor(request), now()
    found = queries.batch(who, batch)
    chosen = next((one for one in queries.samples(who, batch, at) if one.number == number), None)
    if chosen is None:
        raise Http404
    if form == "pdf":
        issuer = standing(found.institution_id)
        made = certificate_pdf(chosen.document, SAMPLE, public_id="sample", at=at, standing=issuer.standing)
        return pdf(made, "sample.pdf")
    shown: dict[str, Any] = {"institution": institution, "batch": found, "number": number}
    if form == "mail":
        shown["mail"] = mails.sample(chosen.document, chosen.email or "name@example.org", at)
        return render(request, "awards/sample_mail.html", shown)
    said = facts(chosen.document)
    shown |= {
        "facts": said,
        "sentence": words.sentence(said),
        "certified": words.certified(said),
        "marks": words.marks(said),
        "weight": list(words.weight(said)),
        "identity": words.identity(said.identity),
        "badge": said.image,
    }
    return render(request, "awards/sample_page.html", shown)


def disposition(name: str) -> str:
    """The header that saves an answer under a name, whatever its letters."""
    return content_disposition_header(True, name) or "attachment"
