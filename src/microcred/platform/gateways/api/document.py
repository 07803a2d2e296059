"""The description of the API: OpenAPI 3.1, with every refusal as RFC 9457, the same for every reader."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from microcred.platform.gateways.api.problems import MEDIA_TYPE
from microcred.platform.gateways.api.site import api
from microcred.platform.gateways.scopes import Scope
from microcred.platform.institutions.queries import origin

PROBLEM = {
    "type": "object",
    "description": "A refusal, by RFC 9457. `code` is stable; `docs/reference/errors.md` lists every one.",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "remedy": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"at": {"type": "string"}, "what": {"type": "string"}},
            },
        },
    },
}
REFUSALS = {
    "400": "The request could not be read.",
    "401": "There is no key, or it opens nothing.",
    "403": "The key was not made for this, or the role of its account does not include it.",
    "404": "There is nothing here that the key opens.",
    "405": "This address does not answer this method.",
    "409": "Not possible in the present state.",
    "411": "The request does not say how long it is.",
    "413": "The request is larger than what is read here.",
    "422": "A field has a value that cannot be, or a rule of the institution forbids it.",
    "429": "Too many requests; `Retry-After` says when to come again.",
    "503": "Too much work at once; `Retry-After` says when to come again.",
}
DESCRIPTION = """Award micro-credentials, follow them, and check credentials of anybody.

An owner or administrator of an institution makes a key under Settings, API keys. It acts for that
institution alone, as the person who made it, within its scopes, until its end. Send it as
`Authorization: Bearer` with each request. Lists come in pages: `next` of one answer is `cursor` of the
following request. A request that makes something may carry an `Idempotency-Key`.
"""


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    made: dict[str, Any] = _plain(dict(api.get_openapi_schema(path_prefix="/api/v1/")))
    made["info"] |= {
        "description": DESCRIPTION,
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    }
    made["servers"] = [{"url": origin()}]
    components = made["components"]
    components["schemas"]["Refusal"] = PROBLEM
    components["responses"] = {name: _refusal(words) for name, words in REFUSALS.items()}
    components["securitySchemes"] = {
        "KeyAuth": {
            "type": "http",
            "scheme": "bearer",
            "description": "A key of an institution. Scopes: " + ", ".join(one.value for one in Scope) + ".",
        }
    }
    made["tags"] = [{"name": tag} for tag in _tags(made)]
    for path in made["paths"].values():
        for operation in path.values():
            operation["responses"] |= {
                name: {"$ref": f"#/components/responses/{name}"} for name in _refusals_of(operation)
            }
    return made


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation as method, path and its description."""
    return [
        (method.upper(), path, operation)
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]


def _refusals_of(operation: dict[str, Any]) -> list[str]:
    if operation.get("security"):
        return [name for name in REFUSALS if name != "503"]
    return [name for name in REFUSALS if name not in ("403", "409")]


def _refusal(words: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Refusal"}
    return {"description": words, "content": {MEDIA_TYPE: {"schema": schema}}}


def _tags(made: dict[str, Any]) -> list[str]:
    found = [tag for path in made["paths"].values() for one in path.values() for tag in one.get("tags", ())]
    return list(dict.fromkeys(found))


def _plain(value: Any) -> Any:
    """Keys as text, as they stand in JSON, and no value shared between two places."""
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return deepcopy(value)
