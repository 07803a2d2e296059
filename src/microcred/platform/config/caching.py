"""What is answered to a browser with a session is kept by no cache, unless the page says otherwise."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class PrivateMiddleware:
    """Adds `Cache-Control: private, no-store` where a page sets none.

    By the cookie and not by the account, so that documents for everybody cost no look into the database.
    Pages that are the same for all name their own time. An answer that sets the cookie counts too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on."""
        answer = self.get_response(request)
        name = settings.SESSION_COOKIE_NAME
        known = name in request.COOKIES or name in answer.cookies
        # "Not modified" leaves standing what the kept answer said.
        if known and answer.status_code != 304 and not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "private, no-store"
        return answer
