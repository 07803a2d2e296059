"""A worker that can be killed: `python measures.py MINUTES`. One person is a portion; it says each before it does it.

It begins when it is told a line. So many minutes later than now, so that leases of workers that are silent have run out.
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from typing import Any

import django
from django.utils import timezone


def main() -> None:
    """Does every job that is due, those of silent workers too."""
    django.setup()
    from microcred.platform.journal import worker
    from microcred.platform.qualifications.services import portions

    work = portions.work
    portions.SIZE = 1

    def told(row: Any, portion: Any, *rest: Any) -> None:
        print(portion.number, flush=True)
        time.sleep(0.3)
        work(row, portion, *rest)

    portions.work = told
    print("ready", flush=True)
    sys.stdin.readline()
    worker.run_due(timezone.now() + timedelta(minutes=int(sys.argv[1])))


if __name__ == "__main__":
    main()
