"""The worker: seals the log, does the jobs that are due, and sends the mails.

Any number of workers on any number of machines share one database. A worker that is killed loses nothing: its
claims run out with their leases, and what it had committed stays.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import datetime
from threading import Event

from django.db import OperationalError, close_old_connections
from django.utils import timezone

from microcred.errors import MicrocredError
from microcred.platform.journal.errors import JobBroken, LeaseLost
from microcred.platform.journal.leases import Clock
from microcred.platform.journal.models import Job
from microcred.platform.journal.services import claiming, mailing, rounds, sealing
from microcred.platform.journal.subscriptions import job_handler

_log = logging.getLogger(__name__)
_LOT = 100
_QUIET = 0.5  # seconds between two notes of progress


def run_due(now: datetime, limit: int | None = None, stop: Event | None = None) -> int:
    """Seals what happened and does the jobs that are due, until none is; how many jobs.

    With `limit`, not more than so many; with `stop` set, none more after the one in hand.
    """
    clock, count = Clock(now), 0
    while (limit is None or count < limit) and not (stop and stop.is_set()):
        sealing.seal()
        job = claiming.claim(clock())
        if job is None:
            return count
        _do(job, clock)
        count += 1
    return count


def work(stop: Event | None = None, every: float = 1.0) -> None:
    """Works until `stop` is set: rounds, jobs and mails, looking for more each `every` seconds.

    A database that is away for a moment is waited for.
    """
    stop = stop or Event()
    while not stop.is_set():
        close_old_connections()
        try:
            now = timezone.now()
            rounds.begin(now)
            jobs = run_due(now, limit=_LOT, stop=stop)
            mails = mailing.send_due(timezone.now(), limit=_LOT)
            if _LOT in (jobs, mails):
                continue  # there is more
        except OperationalError:
            _log.exception("the database does not answer")
        stop.wait(every)


def _do(job: Job, clock: Clock) -> None:
    """One job to its end; whatever goes wrong in it is written to its row, not raised."""
    try:
        _perform(job, clock)
    except LeaseLost:
        _log.warning("job %s (%s): another worker has it now", job.pk, job.kind)
    except MicrocredError as refused:
        _log.warning("job %s (%s): %s", job.pk, job.kind, refused.code)
        claiming.put_off(job, clock(), refused.code, refused.detail)
    except Exception as broken:
        _log.exception("job %s (%s) broke", job.pk, job.kind)
        kind = type(broken)  # its words may hold what people wrote
        claiming.put_off(job, clock(), JobBroken.code, f"{kind.__module__}.{kind.__qualname__}")
    else:
        claiming.finish(job, clock())


def _perform(job: Job, clock: Clock) -> None:
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if done >= total or time.monotonic() - told >= _QUIET:
            told = time.monotonic()
            claiming.renew(job, clock(), done, total)

    steps = job_handler(job.kind)(job.reference, clock(), tell)
    if isinstance(steps, Iterator):
        for done, total in steps:
            tell(done, total)
