"""The site running: secrets, database, the web server and a worker beside it. One command, one machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from io import StringIO
from types import FrameType

import django
from django.core.management import call_command
from django.utils import timezone
from granian import Granian
from granian.constants import Interfaces

from microcred.platform.config import environment

SETTINGS = "microcred.platform.config.settings"
_STOPS = 10.0  # seconds that the worker has to finish what it is at


def prepare() -> None:
    """Django with its secrets stored and its database at the newest state, the catalogue's index too; checks
    refuse a wrong set-up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    environment.data_folder().mkdir(parents=True, exist_ok=True)
    (environment.data_folder() / "static").mkdir(exist_ok=True)
    environment.ensure_secrets()
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("check", tags=["security"], fail_level="ERROR", stdout=StringIO())
    from microcred.platform.catalogue.services import index_due
    from microcred.platform.frameworks.services import load_own_framework

    index_due()
    load_own_framework(now=timezone.now())


def main(host: str = "127.0.0.1", port: int = 8000, workers: int = 2, jobs: int = 1) -> int:
    """Serves until it is stopped; so many workers for jobs run beside it and stop with it."""
    prepare()
    return run(host, port, workers, jobs)


def run(host: str, port: int, workers: int, jobs: int = 1) -> int:
    """The web server in front, the workers beside it."""
    beside = [subprocess.Popen([sys.executable, "-m", "microcred.platform.config.work"]) for _ in range(jobs)]
    server = Granian(
        "microcred.platform.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=8,
        log_access=False,
        respawn_failed_workers=True,
    )
    signal.signal(signal.SIGTERM, _stopped)
    try:
        server.serve()
    finally:
        for worker in beside:
            worker.terminate()
        for worker in beside:
            try:
                worker.wait(_STOPS)
            except subprocess.TimeoutExpired:
                worker.kill()  # its claims run out with their leases; nothing is lost
    return 0


def _stopped(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
