"""The demo's outgoing mails, so that everybody can play the recipient; and how far a job is."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from microcred.platform.journal import queries

_LINES = 50
# The mail's own page may show what the mail brings along, and run or fetch nothing.
_MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)


@never_cache
@require_GET
def mails(request: HttpRequest) -> HttpResponse:
    """All outgoing mails of the demo, newest first."""
    _only_demo()
    page = Paginator(queries.outgoing(), _LINES).get_page(request.GET.get("page"))
    lines = [queries.line(one) for one in page.object_list]
    return render(request, "journal/mails.html", {"page": page, "lines": lines})


@never_cache
@require_GET
def mail(request: HttpRequest, mail: str) -> HttpResponse:
    """One outgoing mail of the demo, as text."""
    found = _mail(mail)
    return render(request, "journal/mail.html", {"mail": found, "line": found.line})


@never_cache
@require_GET
def mail_html(request: HttpRequest, mail: str) -> HttpResponse:
    """The same mail as a mail program shows it; nothing in it can act."""
    found = _mail(mail)
    if not found.html:
        raise Http404
    answer = HttpResponse(found.html)
    answer["Content-Security-Policy"] = _MAIL_POLICY
    return answer


@never_cache
@require_GET
def progress(request: HttpRequest, job: str) -> HttpResponse:
    """How far a job is: the component that asks here again, until it is over."""
    found = queries.progress(job)
    if found is None:
        raise Http404
    return render(request, "journal/progress.html", {"job": found, "url": request.path})


def _mail(public_id: str) -> queries.MailDetail:
    _only_demo()
    found = queries.mail(public_id)
    if found is None:
        raise Http404
    return found


def _only_demo() -> None:
    if not settings.DEMO:
        raise Http404
