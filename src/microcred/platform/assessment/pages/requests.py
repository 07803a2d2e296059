"""What the pages read of a request, how a refusal is worded, and how a file goes out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from microcred.errors import MicrocredError
from microcred.platform.web.asking import now, words_of


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


__all__ = [
    "download",
    "now",
    "tell",
    "words_of",
]
