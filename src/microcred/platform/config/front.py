"""In front of Django: too many checks at once are refused before the site is entered.

A check is computing. Whoever is told to come again must not wait for it: the refusal is made of a few
instructions, with no session, no middleware and no database behind it, and threads take turns often enough
that it gets to them soon.
"""

from __future__ import annotations

import gc
import json
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

CHECKS = frozenset({"/verify", "/verify.json", "/verify.pdf", "/verify.zip"})
TURN = 0.0005
"""Seconds after which a computing thread lets another one in. Python's own 5 ms, with five threads that
compute, would keep a refusal waiting for 25 ms.
"""

COLLECT = 20_000
"""New objects after which memory is searched for circles. Python's own 700 means twice for each check."""


def tune() -> None:
    """Sets this process up for many checks: whose turn it is, and how often memory is searched."""
    sys.setswitchinterval(TURN)
    gc.freeze()  # what was loaded stays loaded
    gc.set_threshold(COLLECT, 10, 10)


class Front:
    """The application with a bound on checks: `most` of them work or wait their turn at once.

    Those that wait for the network do not count; `away` says how many these are. `again` is after how many
    seconds to come again.
    """

    def __init__(
        self,
        application: Application,
        *,
        away: Callable[[], int],
        problem: dict[str, Any],
        text: str,
        most: int,
        again: str,
    ) -> None:
        self._application = application
        self._away = away
        self._most = most
        self._again = again
        self._json = json.dumps(problem).encode()
        self._text = text.encode()
        self._lock = threading.Lock()
        self._inside = 0

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """As WSGI says."""
        if environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] not in CHECKS:
            return self._application(environ, start)
        with self._lock:
            full = self._inside - self._away() >= self._most
            self._inside += not full
        if full:
            return self._refused(environ, start)
        try:
            return self._application(environ, start)
        finally:
            with self._lock:
                self._inside -= 1

    def _refused(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        page = "text/html" in environ.get("HTTP_ACCEPT", "") and not environ["PATH_INFO"].endswith(".json")
        kind, body = (
            ("text/plain; charset=utf-8", self._text) if page else ("application/problem+json", self._json)
        )
        headers = [
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Retry-After", self._again),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start("503 Service Unavailable", headers)
        return [body]


def bounded(application: Application) -> Front:
    """The site's application with its checks bounded, in a process that is set up for them."""
    from microcred.platform.verifier.errors import VerifierBusy
    from microcred.platform.verifier.gate import GATE
    from microcred.platform.verifier.visitors import AGAIN

    tune()
    problem = {
        "type": "about:blank",
        "title": VerifierBusy.sentence,
        "status": 503,
        "detail": "",
        "code": VerifierBusy.code,
        "remedy": VerifierBusy.remedy,
    }
    text = f"{VerifierBusy.sentence} {VerifierBusy.remedy}"
    return Front(
        application,
        away=lambda: GATE.away,
        problem=problem,
        text=text,
        most=GATE.places,
        again=AGAIN[VerifierBusy],
    )
