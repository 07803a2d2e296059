"""A check among several lets the others go first, for an instant before each of its queries.

A thread that computes keeps its processor until its time there is over, which on a server's kernel may be ten
milliseconds, and the one lock that all threads share with it. Whoever is to be told to come again would wait
for that several times over: to be read, to be answered, to be sent. A thread that sleeps waits for nobody to
take the processor away from it, so each check does, as short as it can, at places that it passes every few
milliseconds. Alone it never does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

PAUSE = 0.00001
"""Seconds: the kernel makes it some 60 microseconds, and all that matters is that it is not nothing."""


def pausing(
    application: Application, crowded: Callable[[], bool], pause: Callable[[float], None] | None = None
) -> Application:
    """The application, which pauses before each query while it is `crowded`."""
    from django.db import connection

    def before_query(execute: Callable[..., Any], *query: Any) -> Any:
        if crowded():
            (pause or time.sleep)(PAUSE)
        return execute(*query)

    def paused(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        with connection.execute_wrapper(before_query):
            return application(environ, start)

    return paused
