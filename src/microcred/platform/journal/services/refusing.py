"""What is refused stands in the log too: written once the transaction that it ended is rolled back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from microcred.errors import MicrocredError
from microcred.platform.journal.services.recording import record

_held: ContextVar[list[Any] | None] = ContextVar("refusals held back", default=None)


@contextmanager
def telling_refusals(event_of: Callable[[MicrocredError], Any | None]) -> Iterator[None]:
    """Around a service's transaction: records what `event_of` makes of a refusal, which then goes on.

    None for a refusal that needs no word in the log.
    """
    try:
        yield
    except MicrocredError as refused:
        event = event_of(refused)
        held = _held.get()
        if event is not None and held is None:
            record(event)
        elif event is not None and held is not None:
            held.append(event)
        raise


@contextmanager
def holding_refusals() -> Iterator[None]:
    """Around a transaction that encloses services: what they told of refusals is recorded after it.

    Within it, the rollback would take the entry along.
    """
    held: list[Any] = []
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
        for event in held:
            record(event)
