"""The worker as a process of its own: `python -m microcred.platform.config.work`, or `microcred work`."""

from __future__ import annotations

import os
import signal
import sys
from threading import Event

import django

from microcred.platform.config.serve import SETTINGS


def main() -> int:
    """Works until it is told to stop, and then finishes what it is at."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    from microcred.platform.journal.worker import work  # models need Django

    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(stop)
    return 0


if __name__ == "__main__":
    sys.exit(main())
