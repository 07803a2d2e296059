"""What can be done: tell what happened, queue mails and jobs, and work through what is due."""

from microcred.platform.journal.services.enqueuing import enqueue, try_again
from microcred.platform.journal.services.mailing import queue_mails, resend, send_due
from microcred.platform.journal.services.recording import erase_words, record
from microcred.platform.journal.services.refusing import holding_refusals, telling_refusals
from microcred.platform.journal.services.sealing import seal
from microcred.platform.journal.services.ticking import tick

__all__ = [
    "enqueue",
    "erase_words",
    "holding_refusals",
    "queue_mails",
    "record",
    "resend",
    "seal",
    "send_due",
    "telling_refusals",
    "tick",
    "try_again",
]
