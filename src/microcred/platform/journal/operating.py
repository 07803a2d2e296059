"""The operator's page: what waits, what failed and can be tried again, and whether the log is whole."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from microcred.platform.journal import queries, services


@never_cache
@login_required
@require_GET
def operator(request: HttpRequest) -> HttpResponse:
    """How the installation stands."""
    _only_operators(request)
    now = timezone.now()
    shown = {
        "standing": queries.standing(now),
        "failed": queries.failed_jobs(),
        "head": queries.head(),
        "at": now,
    }
    return render(request, "journal/operator.html", shown)


@login_required
@require_POST
def again(request: HttpRequest, job: str) -> HttpResponse:
    """Puts a failed job back on the list."""
    _only_operators(request)
    if services.try_again(job):
        messages.success(request, _("It is tried again."))
    else:
        messages.warning(request, _("That job waits already, or has not failed."))
    return redirect("journal:operator")


@login_required
@require_POST
def check_log(request: HttpRequest) -> HttpResponse:
    """Checks every entry of the log from the first."""
    _only_operators(request)
    report = queries.verify_chain()
    if report.whole:
        words = ngettext(
            "The log is whole: %(n)s entry checks.",
            "The log is whole: all %(n)s entries check.",
            report.length,
        )
        messages.success(request, words % {"n": report.length})
    else:
        words = _("The log is broken at entry %(n)s: %(problem)s. Compare it with a copy of yours.")
        messages.error(request, words % {"n": report.broken_at, "problem": report.problem})
    return redirect("journal:operator")


def _only_operators(request: HttpRequest) -> None:
    if not getattr(request.user, "is_staff", False):
        raise Http404
