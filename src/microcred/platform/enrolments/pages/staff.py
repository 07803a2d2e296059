"""The educator's side: who is enrolled, who waits, and which invoices are open."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from microcred.platform.accounts.asking import me
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.enrolments import access, queries, services, words


@login_required
@require_safe
def offerings(request: HttpRequest, institution: str) -> HttpResponse:
    """An institution's published offerings, how full each is, and the invoices."""
    found = access.institution(me(request), institution, to="view")
    rows = [(one, queries.taken(one)) for one in catalogue.offerings(institution_id=found.pk)]
    return render(request, "enrolments/offerings.html", {"rows": rows, "institution": institution})


@login_required
@require_safe
def enrolled(request: HttpRequest, institution: str, offering: str) -> HttpResponse:
    """Who is enrolled in an offering and who waits."""
    rows = queries.enrolments(me(request), offering)
    shown = {
        "rows": [(row, words.STATES[row.state]) for row in rows],
        "offering": catalogue.offering(offering),
        "institution": institution,
        "manages": access.may_manage(me(request), offering),
    }
    return render(request, "enrolments/enrolled.html", shown)


@login_required
@require_safe
def invoices(request: HttpRequest, institution: str) -> HttpResponse:
    """The invoices of an institution."""
    rows = queries.invoices(me(request), institution)
    shown = {"rows": [(row, words.INVOICES[row.invoice_state]) for row in rows], "institution": institution}
    return render(request, "enrolments/invoices.html", shown)


@login_required
@require_POST
def paid(request: HttpRequest, institution: str, invoice: str) -> HttpResponse:
    """Notes that an invoice is paid."""
    services.mark_paid(
        actor=me(request),
        invoice=invoice,
        now=timezone.now(),
        reference=request.POST.get("reference", ""),
    )
    messages.success(request, _("The invoice is paid; the place is the learner's."))
    return redirect("enrolments:invoices", institution)


@login_required
@require_POST
def paid_back(request: HttpRequest, institution: str, invoice: str) -> HttpResponse:
    """Notes that the amount of a credit note was paid back."""
    services.mark_paid_back(actor=me(request), invoice=invoice, now=timezone.now())
    messages.success(request, _("It is paid back."))
    return redirect("enrolments:invoices", institution)
