"""In front of Django: too many checks at once are refused before the site is entered.

A check is computing. Whoever is told to come again must not wait for it: the refusal is made of a few
instructions, with no session, no middleware and no database behind it, and checks pause often enough that it
gets its turn soon.
"""

from __future__ import annotations

import gc
import json
import re
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from microcred.platform.config.pauses import Application, pausing

CHECKS = frozenset(
    {"/verify", "/verify.json", "/verify.pdf", "/verify.zip", "/api/v1/verify", "/api/v1/verify/address"}
    | {f"/vc-api/{name}" for name in ("credentials/verify", "presentations/verify", "credentials/derive")}
)
"""Every fixed address at which a place of the verifier's gate is taken."""
TURN = 0.0005
"""Seconds after which a computing thread lets another one in. Python's own 5 ms, with five threads that
compute, would keep a refusal waiting for 25 ms.
"""

COLLECT = (4_000, 5, 100)
"""After how many new objects memory is searched for circles, and how often what survived is searched again.
Python's own 700 means twice for each check. Many more mean that all threads stand still at once for long:
13 ms for 20,000 new ones, 70 ms with those that survived.
"""


_CHOSEN = re.compile(r"(?:^|;\s*)django_language=([a-z]{2})")
_WEIGHT = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


def tune() -> None:
    """Sets this process up for many checks: what they need is there, whose turn it is, and how often memory
    is searched.
    """
    from microcred.vc.defaults import default_canoniser

    default_canoniser()  # a sixth of a second, which is nobody's to wait for
    sys.setswitchinterval(TURN)
    gc.collect()
    gc.freeze()  # what was loaded stays loaded
    gc.set_threshold(*COLLECT)


class Front:
    """The application with a bound on checks: `most` of them work or wait their turn at once.

    Those that wait for the network do not count; `away` says how many these are. `texts` are the refusal by
    language, the first one for all others. `again` is after how many seconds to come again.
    """

    def __init__(
        self,
        application: Application,
        *,
        away: Callable[[], int],
        problem: dict[str, Any],
        texts: Mapping[str, str],
        most: int,
        again: str,
    ) -> None:
        self._application = pausing(application, lambda: self._inside > 1)
        self._page = application
        self._away = away
        self.most = most
        self._again = again
        self._json = json.dumps(problem).encode()
        self._texts = {language: text.encode() for language, text in texts.items()}
        self._lock = threading.Lock()
        self._inside = 0

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """As WSGI says."""
        if environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] not in CHECKS:
            return self._page(environ, start)
        with self._lock:
            full = self._inside - self._away() >= self.most
            self._inside += not full
        if full:
            return self._refused(environ, start)
        try:
            return self._application(environ, start)
        finally:
            with self._lock:
                self._inside -= 1

    def _refused(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        headers = [
            ("Retry-After", self._again),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        if "text/html" in environ.get("HTTP_ACCEPT", "") and environ["PATH_INFO"] == "/verify":
            language = read_by(environ, self._texts)
            body = self._texts[language]
            headers += [("Content-Type", "text/plain; charset=utf-8"), ("Content-Language", language)]
        else:
            body = self._json
            headers += [("Content-Type", "application/problem+json")]
        headers += [("Content-Length", str(len(body)))]
        start("503 Service Unavailable", headers)
        return [body]


def read_by(environ: Mapping[str, Any], languages: Iterable[str]) -> str:
    """Which of `languages` the reader chose here, else the browser's own, else the first."""
    offered = list(languages)
    chosen = _CHOSEN.search(environ.get("HTTP_COOKIE", ""))
    wanted = [(1.0, chosen[1])] if chosen else []
    for part in environ.get("HTTP_ACCEPT_LANGUAGE", "")[:200].split(","):
        name, _, rest = part.strip().lower().partition(";")
        weight = _WEIGHT.fullmatch(rest.replace(" ", "")) if rest else None
        if weight or not rest:
            wanted.append((float(weight[1]) if weight else 1.0, name.partition("-")[0]))
    wanted.sort(key=lambda one: -one[0])  # of equal weight the first stays first
    return next((name for weight, name in wanted if weight and name in offered), offered[0])


def bounded(application: Application) -> Front:
    """The site's application with its checks bounded, in a process that is set up for them."""
    from django.conf import settings
    from django.urls import resolve
    from django.utils.translation import gettext, override

    from microcred.platform.verifier.errors import VerifierBusy
    from microcred.platform.verifier.gate import GATE
    from microcred.platform.verifier.visitors import AGAIN

    resolve("/verify")  # every page, loaded before memory is set up
    tune()
    problem = {
        "type": "about:blank",
        "title": VerifierBusy.sentence,
        "status": 503,
        "detail": "",
        "code": VerifierBusy.code,
        "remedy": VerifierBusy.remedy,
    }
    texts = {}
    for language, _ in settings.LANGUAGES:
        with override(language):
            texts[language] = f"{gettext(VerifierBusy.sentence)} {gettext(VerifierBusy.remedy)}"
    return Front(
        application,
        away=lambda: GATE.away,
        problem=problem,
        texts=texts,
        most=GATE.places,
        again=AGAIN[VerifierBusy],
    )
