"""Too many checks at once are told to come again before the site is entered; all else goes through."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from microcred.platform.config.front import CHECKS, Front, bounded, read_by
from microcred.platform.config.pauses import pausing

PROBLEM = {"status": 503, "code": "verifier.busy"}


class Site:
    """An application whose answers wait until they are let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.entered = threading.Semaphore(0)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("HTTP_X_FAILS"):
            raise RuntimeError("an accident")
        if environ["REQUEST_METHOD"] == "POST" and not environ.get("HTTP_X_QUICK"):
            self.entered.release()
            assert self.go.wait(10)
        start("200 OK", [])
        return [b"report"]


def asked(
    front: Front, path: str = "/verify.json", method: str = "POST", **headers: str
) -> tuple[str, Any, bytes]:
    told: list[Any] = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, **headers}
    body = b"".join(front(environ, lambda status, fields: told.append((status[:3], dict(fields)))))
    return (*told[0], body)


def front(site: Site, away: int = 0) -> Front:
    return Front(
        site,
        away=lambda: away,
        problem=PROBLEM,
        texts={"en": "Come again.", "fr": "Revenez."},
        most=2,
        again="3",
    )


def filled(front: Front, site: Site, count: int) -> list[threading.Thread]:
    threads = [threading.Thread(target=asked, args=(front,)) for _ in range(count)]
    for one in threads:
        one.start()
    for _ in threads:
        assert site.entered.acquire(timeout=10)
    return threads


def let_go(site: Site, threads: list[threading.Thread]) -> None:
    site.go.set()
    for one in threads:
        one.join(10)


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("/verify.json", "", "application/problem+json"),
        ("/verify.json", "text/html", "application/problem+json"),
        ("/verify", "application/json", "application/problem+json"),
        ("/verify", "text/html,*/*;q=0.8", "text/plain; charset=utf-8"),
    ],
)
def test_one_too_many_is_told_when_to_come_again(path: str, accept: str, kind: str) -> None:
    site = Site()
    bounded = front(site)
    threads = filled(bounded, site, 2)
    status, fields, body = asked(bounded, path, HTTP_ACCEPT=accept)
    let_go(site, threads)
    assert (status, fields["Retry-After"], fields["Content-Type"]) == ("503", "3", kind)
    assert fields["Content-Length"] == str(len(body))
    assert body == b"Come again." if kind.startswith("text/plain") else json.loads(body) == PROBLEM


@pytest.mark.parametrize("path", sorted(CHECKS))
def test_every_address_that_checks_is_counted(path: str) -> None:
    from django.urls import resolve

    assert resolve(path).func is not None
    site = Site()
    bounded_site = front(site)
    threads = filled(bounded_site, site, 2)
    status = asked(bounded_site, path)[0]
    let_go(site, threads)
    assert status == "503"


@pytest.mark.parametrize(
    ("accepted", "cookie", "language"),
    [
        ("", "", "en"),
        ("fr", "", "fr"),
        ("fr-CA,en;q=0.8", "", "fr"),
        ("en;q=0.5,fr;q=0.9", "", "fr"),
        ("de,fr;q=0.1", "", "fr"),
        ("fr;q=0,de", "", "en"),
        ("fr;q=nonsense", "", "en"),
        ("en", "a=b; django_language=fr; c=d", "fr"),
        ("fr", "django_language=en", "en"),
        ("fr", "my_django_language=en", "fr"),
        (";;;,,,=" * 5_000, "django_language=", "en"),
    ],
    ids=[
        "none",
        "French",
        "of Canada",
        "by weight",
        "second choice",
        "refused",
        "no weight",
        "chosen",
        "chosen against the browser",
        "another cookie",
        "rubbish",
    ],
)
def test_a_person_is_told_in_their_language(accepted: str, cookie: str, language: str) -> None:
    environ = {"HTTP_ACCEPT_LANGUAGE": accepted, "HTTP_COOKIE": cookie}
    assert read_by(environ, ("en", "fr")) == language


def test_the_site_refuses_in_each_of_its_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr("microcred.platform.config.front.tune", lambda: None)
    site = Site()
    found = bounded(site)
    threads = filled(found, site, found.most)
    told = {
        language: asked(found, "/verify", HTTP_ACCEPT="text/html", HTTP_ACCEPT_LANGUAGE=language)
        for language, _ in settings.LANGUAGES
    }
    let_go(site, threads)
    for language, (status, fields, _body) in told.items():
        assert (status, fields["Content-Language"]) == ("503", language)
    assert len({body for _, _, body in told.values()}) == len(told) >= 2


def test_whoever_leaves_makes_room() -> None:
    site = Site()
    bounded = front(site)
    let_go(site, filled(bounded, site, 2))
    assert asked(bounded)[0] == "200"


def test_an_accident_makes_room_too() -> None:
    bounded = front(Site())
    for _ in range(5):
        with pytest.raises(RuntimeError):
            asked(bounded, HTTP_X_FAILS="1")
    assert asked(bounded, HTTP_X_QUICK="1")[0] == "200"


@pytest.mark.parametrize(("path", "method"), [("/verify", "GET"), ("/desk", "GET"), ("/", "HEAD")])
def test_pages_are_shown_while_checks_are_refused(path: str, method: str) -> None:
    site = Site()
    bounded = front(site)
    threads = filled(bounded, site, 2)
    status = asked(bounded, path, method)[0]
    let_go(site, threads)
    assert status == "200"


def test_who_waits_for_the_network_takes_nobodys_place() -> None:
    site = Site()
    bounded = front(site, away=1)
    threads = filled(bounded, site, 2)
    status = asked(bounded, HTTP_X_QUICK="1")[0]
    let_go(site, threads)
    assert status == "200"


class Asking:
    """An application that asks the database so often."""

    def __init__(self, queries: int) -> None:
        self.queries = queries

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        from django.db import connection

        for _ in range(self.queries):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        if environ.get("HTTP_X_FAILS"):
            raise RuntimeError("an accident")
        start("200 OK", [])
        return [b"report"]


@pytest.mark.django_db
@pytest.mark.parametrize(("crowded", "pauses"), [(True, 3), (False, 0)], ids=["among others", "alone"])
def test_a_check_lets_others_go_first_before_each_query(crowded: bool, pauses: int) -> None:
    paused: list[float] = []
    site = pausing(Asking(3), lambda: crowded, paused.append)
    assert list(site({}, lambda *given: None)) == [b"report"]
    assert len(paused) == pauses
    assert all(one > 0 for one in paused)


@pytest.mark.django_db
def test_what_follows_a_check_in_its_thread_does_not_pause() -> None:
    paused: list[float] = []
    site = pausing(Asking(1), lambda: True, paused.append)
    with pytest.raises(RuntimeError):
        site({"HTTP_X_FAILS": "1"}, lambda *given: None)
    Asking(2)({}, lambda *given: None)
    assert len(paused) == 1


@pytest.mark.django_db
def test_two_checks_at_once_pause_and_a_page_never_does(monkeypatch: pytest.MonkeyPatch) -> None:
    paused: list[float] = []
    monkeypatch.setattr("microcred.platform.config.pauses.time.sleep", paused.append)
    site, asking = Site(), Asking(2)

    def both(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        return (asking if environ.get("HTTP_X_QUICK") else site)(environ, start)

    bounded = Front(both, away=lambda: 0, problem=PROBLEM, texts={"en": "Come again."}, most=3, again="3")
    counts, threads = [], []
    for waiting in (0, 1):
        threads += filled(bounded, site, waiting)
        for path in ("/verify.json", "/desk"):
            assert asked(bounded, path, HTTP_X_QUICK="1")[0] == "200"
            counts.append(len(paused))
            paused.clear()
    let_go(site, threads)
    assert counts == [0, 0, 2, 0]


def test_what_a_check_needs_is_there_before_the_first_one(monkeypatch: pytest.MonkeyPatch) -> None:
    import gc
    import sys

    from microcred.platform.config import front as module
    from microcred.vc.defaults import default_canoniser

    done: list[str] = []
    monkeypatch.setattr(sys, "setswitchinterval", lambda seconds: done.append("turn"))
    monkeypatch.setattr(gc, "set_threshold", lambda *given: done.append("threshold"))
    monkeypatch.setattr(gc, "freeze", lambda: done.append(str(default_canoniser.cache_info().currsize)))
    default_canoniser.cache_clear()
    module.tune()
    assert done == ["turn", "1", "threshold"]
