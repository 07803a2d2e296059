"""The subscriptions of these tests, and a database that several processes share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection, connections
from tests.services.journal import handlers

PROCESS = Path(__file__).parent / "process.py"
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(autouse=True)
def _subscriptions(settings: Any) -> None:
    settings.SUBSCRIPTIONS = handlers.__name__
    handlers.heard.clear()
    handlers.done.clear()


@pytest.fixture
def start(transactional_db: None, tmp_path: Path) -> Iterator[Start]:
    """Starts `process.py` with arguments on the database of this test; SQLite in a file meanwhile."""
    own = connections["default"]
    if connection.vendor == "sqlite":
        file = tmp_path / "shared.sqlite3"
        connection.cursor().execute("VACUUM INTO %s", [str(file)])
        shared = own.copy()
        shared.settings_dict["NAME"] = str(file)
        connections["default"] = shared
        url = f"sqlite:///{file}"
    else:
        known = own.settings_dict
        login = quote(known["USER"]) + (f":{quote(known['PASSWORD'])}" if known["PASSWORD"] else "")
        url = f"postgresql://{login}@:{known['PORT']}/{known['NAME']}?host={quote(known['HOST'])}"
    environ = {**os.environ, "DATABASE_URL": url, "MICROCRED_DATA": str(tmp_path)}
    environ["DJANGO_SETTINGS_MODULE"] = "microcred.platform.config.settings"
    environ["PYTHONPATH"] = str(Path(__file__).parents[3])
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str, **more: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(PROCESS), *arguments]
        started.append(subprocess.Popen(command, env=environ | more, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()
    if connections["default"] is not own:
        connections["default"].close()
        connections["default"] = own
