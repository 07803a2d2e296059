"""The description of the API for programs and for people, and the page of each refusal."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from microcred.errors import every_error
from microcred.platform.gateways.api.document import document, operations
from microcred.platform.gateways.api.problems import problem
from microcred.platform.gateways.errors import AddressUnknown


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document, for everybody."""
    answer = HttpResponse(json.dumps(document(), ensure_ascii=False), content_type="application/json")
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "public, max-age=300"
    return answer


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The same as a page to read, made here: nothing is fetched from elsewhere."""
    groups: dict[str, list[dict[str, object]]] = {}
    for method, path, operation in operations():
        groups.setdefault(operation["tags"][0], []).append(
            {
                "method": method,
                "path": path,
                "summary": operation.get("description") or operation["summary"],
                "scope": operation.get("x-scope", ""),
                "roles": ", ".join(operation.get("x-roles", ())),
                "parameters": operation.get("parameters", ()),
                "body": _body(operation),
            }
        )
    return render(request, "gateways/reference.html", {"groups": groups.items()})


@require_safe
def refusal(request: HttpRequest, code: str) -> HttpResponse:
    """What a code of a refusal means, and what to do."""
    found = next((kind for kind in every_error() if kind.code == code), None)
    if found is None:
        raise Http404
    shown = {
        "code": found.code,
        "sentence": gettext(found.sentence),
        "remedy": gettext(found.remedy) if found.remedy else "",
        "detail": "",
    }
    return render(request, "web/refusal.html", shown)


@csrf_exempt
def nowhere(request: HttpRequest, path: str) -> HttpResponse:
    """Any other address below the API."""
    return problem(request, AddressUnknown(path[:200]))


def _body(operation: dict[str, object]) -> list[str]:
    """The names of the fields of the body, those that must be there first."""
    content = operation.get("requestBody", {})
    assert isinstance(content, dict)
    names: list[str] = []
    for media in content.get("content", {}).values():
        schema = media.get("schema", {})
        if "$ref" in schema:
            schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        needed = schema.get("required", [])
        names += [f"{one}*" for one in needed]
        names += [one for one in schema.get("properties", {}) if one not in needed]
    return names
