"""One request, one answer: what an Idempotency-Key promises, kept by the database alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from microcred.platform.gateways.errors import IdempotencyKeyInvalid, IdempotencyKeyReused
from microcred.platform.gateways.models import Answer
from microcred.platform.journal import services as journal

LASTS = timedelta(hours=24)
"""How long the same request gets the same answer."""


@dataclass(frozen=True)
class Reply:
    """What was answered: the HTTP status and the JSON; `again` when it was not done now."""

    status: int
    body: Any
    again: bool = False


def answered_once(
    *, institution_id: int, key: str, request_sha256: str, now: datetime, work: Callable[[], Reply]
) -> Reply:
    """Does `work` unless the same request was answered already; then that answer.

    The claim on the key, the work and the answer stand in one transaction: of two requests at once the
    second waits for the first at the unique key. A refusal rolls everything back and is not remembered, so
    the request can be repeated once its cause is mended; what the log says of it stays. Raises
    `IdempotencyKeyInvalid`, `IdempotencyKeyReused` for another request with this key, and what `work` raises.
    """
    if not 0 < len(key) <= 255 or not key.isascii() or not key.isprintable():
        raise IdempotencyKeyInvalid(key[:40])
    with journal.holding_refusals(), transaction.atomic():
        Answer.objects.filter(institution_id=institution_id, key=key, made_at__lte=now - LASTS).delete()
        try:
            with transaction.atomic():
                row = Answer.objects.create(
                    institution_id=institution_id, key=key, request_sha256=request_sha256, made_at=now
                )
        except IntegrityError:
            return _again(institution_id, key, request_sha256)
        reply = work()
        row.status, row.body = reply.status, reply.body
        row.save(update_fields=["status", "body"])
    return reply


def forget_answers(*, now: datetime) -> int:
    """Deletes answers that are no longer given again; how many. For the hourly round."""
    return Answer.objects.filter(made_at__lte=now - LASTS).delete()[0]


def _again(institution_id: int, key: str, request_sha256: str) -> Reply:
    found = Answer.objects.get(institution_id=institution_id, key=key)
    if found.request_sha256 != request_sha256:
        raise IdempotencyKeyReused(key[:40])
    return Reply(found.status, found.body, again=True)
