"""Another process at the same database: `work` until killed, or `record` a number of events and seal."""

from __future__ import annotations

import signal
import sys
from datetime import UTC, datetime
from threading import Event

import django
from django.conf import settings

django.setup()
settings.SUBSCRIPTIONS = "tests.services.journal.handlers"

from django.db import transaction  # noqa: E402

from microcred.platform.awards.events import AwardReplaced  # noqa: E402
from microcred.platform.journal import services as journal  # noqa: E402
from microcred.platform.journal import worker  # noqa: E402


def record(count: int) -> None:
    for number in range(count):
        with transaction.atomic():
            journal.record(AwardReplaced("a" * 22, "b" * 22, "renewal", number, datetime.now(UTC), None))
            if number % 4 == 3:
                transaction.set_rollback(True)
        journal.seal()


if sys.argv[1] == "record":
    record(int(sys.argv[2]))
else:
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    worker.work(stop, every=0.05)
