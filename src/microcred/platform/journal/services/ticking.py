"""Everything that is due, once: for a timer of the machine where no worker runs all the time."""

from __future__ import annotations

from datetime import datetime

from microcred.platform.journal import worker
from microcred.platform.journal.services import mailing, rounds


def tick(now: datetime) -> int:
    """Begins the rounds that are due, does the jobs and sends the mails; how many jobs were done."""
    rounds.begin(now)
    count = worker.run_due(now)
    mailing.send_due(now)
    return count
