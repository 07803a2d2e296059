"""A refusal of ours, raised in a page, becomes a page: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from microcred.errors import MicrocredError
from microcred.platform.accounts.models import Account
from microcred.platform.institutions import services

STATUS = {"not-found": 404, "not-allowed": 403, "gone": 410, "conflict": 409, "limit": 429}
"""By the last word of a code."""


class RefusalMiddleware:
    """Catches `MicrocredError` only: anything else is a fault of ours and stays one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a refusal, or None for what is not one."""
        if not isinstance(exception, MicrocredError):
            return None
        if isinstance(request.user, Account):
            services.note_refused_read(
                actor=request.user, error=exception, address=_name(request), now=timezone.now()
            )
        shown = {
            "code": exception.code,
            "sentence": gettext(exception.sentence),
            "remedy": gettext(exception.remedy) if exception.remedy else "",
            "detail": exception.detail,
        }
        return render(request, "web/refusal.html", shown, status=status_of(exception))


def status_of(error: MicrocredError) -> int:
    """The HTTP status of a refusal: the class's own `status`, or by its code; 422 otherwise."""
    own = getattr(error, "status", None)
    if isinstance(own, int):
        return own
    return STATUS.get(error.code.rpartition(".")[2], 422)


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
