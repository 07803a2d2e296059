"""The API as Django serves it: its parts, its refusals, its description."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from microcred.errors import MicrocredError
from microcred.platform.gateways.api import institutions
from microcred.platform.gateways.api.problems import invalid, problem
from microcred.platform.gateways.errors import AddressUnknown, RequestUnreadable

ROUTERS = (institutions.router,)


class _Parser(Parser):
    """JSON that is JSON: no NaN, no comments, nothing nested a thousand deep."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body; raises `ValueError`."""
        return orjson.loads(request.body)


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
