"""Requests that make something: done once for an Idempotency-Key, and answered the same again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

import orjson
from django.http import HttpResponse
from pydantic import BaseModel

from microcred.platform.gateways import services
from microcred.platform.gateways.access import Caller
from microcred.platform.gateways.services import Reply


def created(
    caller: Caller,
    key: str,
    what: str,
    body: BaseModel | bytes | None,
    now: datetime,
    work: Callable[[], BaseModel],
) -> HttpResponse:
    """The answer 201 of `work`, or the same answer as before, marked `Idempotent-Replayed`.

    `what` and `body` are what makes two requests the same. Raises as `services.answered_once`.
    """
    if not key:
        return _answer(_reply(work))
    reply = services.answered_once(
        institution_id=caller.institution_id,
        key=key,
        request_sha256=_digest(what, body),
        now=now,
        work=lambda: _reply(work),
    )
    return _answer(reply)


def _reply(work: Callable[[], BaseModel]) -> Reply:
    return Reply(201, work().model_dump(mode="json"))


def _answer(reply: Reply) -> HttpResponse:
    answer = HttpResponse(orjson.dumps(reply.body), status=reply.status, content_type="application/json")
    answer["Cache-Control"] = "no-store"
    if reply.again:
        answer["Idempotent-Replayed"] = "true"
    return answer


def _digest(what: str, body: BaseModel | bytes | None) -> str:
    """By meaning where it is JSON: white space and the order of keys make no other request."""
    sent = body.model_dump_json().encode() if isinstance(body, BaseModel) else body or b""
    return sha256(what.encode() + b"\0" + sent).hexdigest()
