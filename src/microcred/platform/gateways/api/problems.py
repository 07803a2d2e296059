"""Refusals as RFC 9457 problem details, with the stable code of ours."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from ninja.errors import ValidationError

from microcred.errors import MicrocredError
from microcred.platform.accounts.errors import TooOften
from microcred.platform.gateways.errors import RequestInvalid
from microcred.platform.institutions.queries import origin
from microcred.platform.verifier.visitors import AGAIN

MEDIA_TYPE = "application/problem+json"
PATH = "/api/v1/problems/"
BY_LAST_WORD = {"not-found": 404, "not-allowed": 403, "gone": 410, "conflict": 409, "limit": 429}
CODES = {
    "award.already": 409,
    "achievement.state": 409,
    "achievement.edited-meanwhile": 409,
    "batch.state": 409,
    "enrolment.state": 409,
    "assessment.state": 409,
    "credential.superseded": 409,
    "credential.state-final": 409,
}
"""Refusals that are about the present state of a thing, not about the request."""


def status_of(error: MicrocredError) -> int:
    """The HTTP status of a refusal: of its class, of its code, or 422."""
    own = getattr(error, "status", None)
    if isinstance(own, int):
        return own
    if isinstance(error, TooOften):
        return 429
    return CODES.get(error.code) or BY_LAST_WORD.get(error.code.rpartition(".")[2], 422)


def problem(request: HttpRequest, error: MicrocredError, **more: Any) -> HttpResponse:
    """The answer for a refusal; `more` are members beside those of the RFC."""
    status = status_of(error)
    body = {
        "type": f"{origin()}{PATH}{error.code}",
        "title": gettext(error.sentence),
        "status": status,
        "detail": error.detail,
        "code": error.code,
        "remedy": gettext(error.remedy) if error.remedy else "",
        **more,
    }
    answer = JsonResponse(body, status=status, content_type=MEDIA_TYPE)
    answer["Cache-Control"] = "no-store"
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="microcred"'
    for kind, seconds in AGAIN.items():
        if isinstance(error, kind):
            answer["Retry-After"] = seconds
    return answer


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The answer for fields that are wrong: each with its place and what is wrong with it."""
    found = [{"at": _place(one["loc"]), "what": str(one["msg"])} for one in error.errors]
    first = f"{found[0]['at']}: {found[0]['what']}" if found else ""
    return problem(request, RequestInvalid(first), errors=found[:100])


def _place(location: Any) -> str:
    """`body.rows.3.email`: without the name of the parameter of ours in which a body is put."""
    parts = [str(part) for part in location]
    if len(parts) > 1 and parts[0] == "body":
        parts = [parts[0], *parts[2:]]
    return ".".join(parts)
