"""What the pages read of a request, how a refusal is worded, and how a file goes out."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from microcred.errors import MicrocredError
from microcred.platform.accounts.models import Account
from microcred.ports.clock import SystemClock

_CLOCK = SystemClock()


def now() -> datetime:
    """The present time."""
    return _CLOCK.now()


def actor(request: HttpRequest) -> Account:
    """Who is signed in: these pages ask for it."""
    return cast(Account, request.user)


def words_of(error: MicrocredError) -> str:
    """What happened and what to do, with the place it is about."""
    parts = [gettext(error.sentence)]
    if error.detail:
        parts.append(f"({error.detail})")
    if error.remedy:
        parts.append(gettext(error.remedy))
    return " ".join(parts)


def tell(request: HttpRequest, error: MicrocredError) -> None:
    """Says a refusal on top of the next page."""
    messages.error(request, words_of(error))


def download(found: tuple[str, str, bytes]) -> HttpResponse:
    """A file of somebody's as a download that no browser opens in the site's own name."""
    name, media_type, body = found
    answer = HttpResponse(body, content_type="application/octet-stream")
    answer["X-Microcred-Media-Type"] = media_type
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer
