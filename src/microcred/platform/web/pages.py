"""Two pages: the switch of language, and the living page that shows every component."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from microcred.platform.web.specimens import specimens

YEAR_SECONDS = 365 * 24 * 3600


def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remembers a language in a cookie and goes back to `next`, an address of this site."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR_SECONDS,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return answer


def style(request: HttpRequest) -> HttpResponse:
    """Every component with easy and with hard content. Only where DEBUG or STYLE_PAGE is set."""
    if not (settings.DEBUG or getattr(settings, "STYLE_PAGE", False)):
        raise Http404
    return render(request, "web/style.html", specimens())
