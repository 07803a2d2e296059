"""The subscriptions of these tests, and processes on the database of a test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.services.journal import handlers

PROCESS = Path(__file__).parent / "process.py"
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(autouse=True)
def _subscriptions(settings: Any) -> None:
    settings.SUBSCRIPTIONS = handlers.__name__
    handlers.heard.clear()
    handlers.done.clear()


@pytest.fixture
def start(shared_database: dict[str, str]) -> Iterator[Start]:
    """Starts `process.py` with arguments on the database of this test."""
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str, **more: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(PROCESS), *arguments]
        environ = shared_database | more
        started.append(subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()
