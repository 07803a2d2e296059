"""Who asks: the reader, their address, and how often and how much they may ask at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from microcred.errors import MicrocredError
from microcred.platform.accounts import limits
from microcred.platform.accounts.errors import TooOften
from microcred.platform.verifier.errors import GivenTooLarge, LengthUnknown, VerifierBusy

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

PER_MINUTE = 120
"""Checks from one address in a minute; `settings.VERIFY_PER_MINUTE`, where 0 means without a limit."""
AGAIN = {VerifierBusy: "3", TooOften: "60"}
"""Seconds after which coming again helps."""

View = Callable[..., HttpResponse]


def reader(request: HttpRequest) -> Account | None:
    """Whoever is signed in, or None."""
    user = getattr(request, "user", None)
    return cast("Account", user) if user is not None and user.is_authenticated else None


def address(request: HttpRequest) -> str:
    """Where a request comes from. A proxy on this machine is believed about the last hop before it."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if direct not in ("127.0.0.1", "::1"):
        return direct
    return str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip() or direct


def count(request: HttpRequest, checks: int = 1) -> None:
    """Counts a request; raises `TooOften`."""
    most = getattr(settings, "VERIFY_PER_MINUTE", PER_MINUTE)
    if most:
        limits.spend("verify", address(request), most=max(1, most // checks), seconds=60)


def wants_json(request: HttpRequest) -> bool:
    """Whether the answer is for a program."""
    return (
        request.path.endswith(".json")
        or request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    )


def bounded(most_bytes: int) -> Callable[[View], View]:
    """A view of which POST bodies over `most_bytes` are refused before they are read.

    Refusals get their status, `Retry-After` where coming again helps, and JSON where the reader is a program.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if request.method == "POST":
                    _check_length(request, most_bytes)
                return view(request, *args, **kwargs)
            except MicrocredError as error:
                return refusal(request, error)

        return guarded

    return wrap


def refusal(request: HttpRequest, error: MicrocredError) -> HttpResponse:
    """The answer for a refusal, as a page or as RFC 9457 JSON."""
    status = getattr(error, "status", None) or (429 if isinstance(error, TooOften) else 422)
    shown = {
        "code": error.code,
        "sentence": gettext(error.sentence),
        "remedy": gettext(error.remedy) if error.remedy else "",
        "detail": error.detail,
    }
    answer: HttpResponse
    if wants_json(request):
        body = {
            "type": "about:blank",
            "title": error.sentence,
            "status": status,
            "detail": error.detail,
            "code": error.code,
            "remedy": error.remedy,
        }
        answer = JsonResponse(body, status=status, content_type="application/problem+json")
    elif isinstance(error, VerifierBusy):
        # Told quickly, when there is least time: no session, no navigation.
        text = f"{shown['sentence']} {shown['remedy']}"
        answer = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    else:
        answer = render(request, "web/refusal.html", shown, status=status)
    if type(error) in AGAIN:
        answer["Retry-After"] = AGAIN[type(error)]
    return answer


def _check_length(request: HttpRequest, most: int) -> None:
    try:
        length = int(request.META.get("CONTENT_LENGTH") or "")
    except ValueError:
        raise LengthUnknown from None
    if length > most:
        raise GivenTooLarge(f"{length} bytes")
