"""What can be asked: what happened, whether the log is whole, how jobs stand, what became of mails."""

from microcred.platform.journal.queries.chain import ChainReport, head, verify_chain
from microcred.platform.journal.queries.history import Happened, hash_of, history, history_of, mentioned
from microcred.platform.journal.queries.jobs import Progress, failed_jobs, latest_job, progress
from microcred.platform.journal.queries.mails import (
    MailDetail,
    MailLine,
    line,
    mail,
    mail_states,
    mails_about,
    outgoing,
    returned,
)
from microcred.platform.journal.queries.standing import Standing, standing

__all__ = [
    "ChainReport",
    "Happened",
    "MailDetail",
    "MailLine",
    "Progress",
    "Standing",
    "failed_jobs",
    "hash_of",
    "head",
    "history",
    "history_of",
    "latest_job",
    "line",
    "mail",
    "mail_states",
    "mails_about",
    "mentioned",
    "outgoing",
    "progress",
    "returned",
    "standing",
    "verify_chain",
]
