"""The API as Django serves it: its parts, its refusals, its description."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from microcred.errors import MicrocredError
from microcred.platform.gateways.access import Caller
from microcred.platform.gateways.api import (
    awards,
    batches,
    checking,
    desk,
    enrolments,
    institutions,
    learners,
    micro_credentials,
    offeringresults,
    results,
)
from microcred.platform.gateways.api.plain import plain
from microcred.platform.gateways.api.problems import invalid, problem
from microcred.platform.gateways.errors import AddressUnknown, MethodRefused, RequestUnreadable
from microcred.platform.institutions.services import note_refused_read

ROUTERS = (
    institutions.router,
    micro_credentials.router,
    awards.router,
    batches.router,
    learners.router,
    enrolments.router,
    results.router,
    offeringresults.router,
    checking.router,
    desk.router,
)


View = Callable[..., HttpResponseBase]


class _Parser(Parser):
    """JSON that is JSON: no NaN, no comments, nothing nested a thousand deep."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body; raises `ValueError`."""
        return plain(orjson.loads(request.body))


class _Renderer(BaseRenderer):
    """Times as RFC 3339 in UTC, `null` where a field has no value."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """The JSON."""
        return orjson.dumps(data, option=orjson.OPT_UTC_Z)


api = NinjaAPI(
    title="Microcred",
    version="1",
    description="Award micro-credentials, follow them, and check credentials of anybody.",
    urls_namespace="api-1",
    openapi_url=None,
    docs_url=None,
    parser=_Parser(),
    renderer=_Renderer(),
)
for _router in ROUTERS:
    api.add_router("", _router)


@api.exception_handler(MicrocredError)
def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    caller = getattr(request, "auth", None)
    if isinstance(caller, Caller):
        name = request.resolver_match.view_name if request.resolver_match else ""
        note_refused_read(actor=caller.account, error=error, address=name, now=timezone.now())
    return problem(request, error)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    return invalid(request, error)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, RequestUnreadable(str(error)))


@api.exception_handler(Http404)
def _nowhere(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, AddressUnknown(request.path[:200]))


def addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    """The addresses for Django's list; a method that one does not answer is refused like anything else."""
    patterns, app, namespace = api.urls
    for one in patterns:
        if isinstance(one, URLPattern):
            one.callback = _answering(one.callback)
    return patterns, app, namespace


def _answering(view: View) -> View:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        refused = problem(request, MethodRefused(f"{request.method}"))
        refused["Allow"] = ", ".join(sorted(answer["Allow"].split(", ")))
        return refused

    return answered
