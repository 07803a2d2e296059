"""Two installations, each in a process and with a database of its own, read each other's registry."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import quote
from urllib.request import urlopen

import pytest

SCRIPT = Path(__file__).with_name("installation.py")
STARTS_WITHIN = 60


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Installation:
    """One installation: its own folder, SQLite file, origin and server."""

    def __init__(self, folder: Path, name: str, port: int, other: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.environ = {
            **os.environ,
            "MICROCRED_DATA": str(folder),
            "MICROCRED_ORIGIN": self.origin,
            "MICROCRED_FETCH_EXCEPTIONS": f"127.0.0.1:{other}",
            "MICROCRED_KEY_ENCRYPTION_KEY": "only-for-tests-0123456789abcdefghijklmnopqrs",
            "MICROCRED_WEB_SECRET": "only for tests",
            "DJANGO_SETTINGS_MODULE": "microcred.platform.config.settings",
            "PYTHONPATH": str(SCRIPT.parents[3]),
        }
        self.environ.pop("DATABASE_URL", None)
        folder.mkdir()
        self.made = self.ask("build", name)
        self.server = subprocess.Popen([sys.executable, SCRIPT, "serve", str(port)], env=self.environ)
        self._wait()

    def ask(self, *words: str) -> dict[str, str]:
        """What the script answers, run in this installation."""
        done = subprocess.run(
            [sys.executable, SCRIPT, *words], env=self.environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        answer: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
        return answer

    def _wait(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            try:
                with urlopen(f"{self.origin}/registry/list", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")


class Replayer(BaseHTTPRequestHandler):
    """Somebody in the place of an installation who answers with what it said before."""

    said: ClassVar[dict[str, bytes]] = {}

    def do_GET(self) -> None:
        body = self.said.get(self.path)
        self.send_response(404 if body is None else 200)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def replayed(origin: str, said: dict[str, bytes]) -> Iterator[None]:
    Replayer.said = said
    server = HTTPServer(("127.0.0.1", int(origin.rpartition(":")[2])), Replayer)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def said_by(one: Installation) -> dict[str, bytes]:
    """What the registry of an installation answers now to whoever reads it."""
    paths = ["/.well-known/openid-federation", "/registry/dids", "/registry/list"]
    found = {}
    while paths:
        path = paths.pop()
        with urlopen(f"{one.origin}{path}", timeout=20) as answer:
            found[path] = answer.read()
        if path == "/registry/list":
            paths += [f"/registry/fetch?sub={quote(sub, safe='')}" for sub in json.loads(found[path])]
    return found


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Installation, Installation]]:
    one, two = _free(), _free()
    first = Installation(tmp_path / "first", "Alder", one, two)
    second = Installation(tmp_path / "second", "Birch", two, one)
    yield first, second
    for each in (first, second):
        each.server.terminate()
        each.server.wait(10)


def test_each_verifies_the_others_credential_to_green_with_the_whole_chain(
    both: tuple[Installation, Installation],
) -> None:
    first, second = both
    for here, there in ((first, second), (second, first)):
        before = here.ask("verify", there.made["credential"])
        assert (before["verdict"], before["standing"]) == ("issuer-unknown", "")
        assert here.ask("read", there.origin) == {"rights": "1", "withdrawals": "0", "refused": ""}
        after = here.ask("verify", there.made["credential"])
        assert (after["verdict"], after["standing"]) == ("holds", "passed")
    rotated = second.ask("rotate", second.made["college"])["credential"]
    renewed = first.ask("verify", rotated)
    assert (renewed["verdict"], renewed["standing"]) == ("holds", "passed")
    first.ask("withdraw", first.made["right"])
    dated_back = first.ask("award_back", first.made["college"])["credential"]
    assert second.ask("read", first.origin)["withdrawals"] == "1"
    earlier = second.ask("verify", first.made["credential"])
    assert (earlier["standing"], earlier["reason"]) == ("passed", "withdrawn later")
    unproven = second.ask("verify", dated_back)
    assert (unproven["standing"], unproven["reason"]) == ("undecided", "before withdrawal unproven")


def test_an_older_registry_that_is_replayed_is_refused_and_the_withdrawal_stays_known(
    both: tuple[Installation, Installation],
) -> None:
    first, second = both
    older = said_by(first)
    first.ask("withdraw", first.made["right"])
    assert second.ask("read", first.origin)["withdrawals"] == "1"
    first.server.terminate()
    first.server.wait(10)
    with replayed(first.origin, older):
        refused = second.ask("read_refused", first.origin)
    assert refused == {"code": "network.statement-rolled-back", "logged": "network.statement-rolled-back"}
    assert second.ask("verify_right", first.made["right"])["withdrawn"] == "yes"
