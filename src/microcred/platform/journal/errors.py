"""What goes wrong with jobs and mails, as it is shown."""

from __future__ import annotations

from microcred.errors import MicrocredError


class EventNotPlain(MicrocredError):
    """An event holds what the log may not: only ids, hashes and words of ours stand in it."""

    code = "journal.event-not-plain"
    sentence = "An event holds what must not stand in the log."
    remedy = "Give ids in the event, and mark what people wrote with `beside()`."


class KindUnknown(MicrocredError):
    """A kind of job or mail that nobody has registered."""

    code = "journal.kind-unknown"
    sentence = "Nobody here knows how to do this."
    remedy = "The installation's list of subscriptions must name it; then try again."


class JobBroken(MicrocredError):
    """A job stopped by an error that is not one of ours."""

    code = "job.broken"
    sentence = "The work stopped because of a fault in the program."
    remedy = "What was done is kept. The operator finds the cause in the log of the worker."


class WorkerLost(MicrocredError):
    """The worker of a job died at it again and again."""

    code = "job.worker-lost"
    sentence = "The work stopped because its worker died several times."
    remedy = "What was done is kept. The operator should look at the worker's memory and log."


class LeaseLost(MicrocredError):
    """A worker was too slow: another one has its job now."""

    code = "job.lease-lost"
    sentence = "Another worker has taken over this work."
    remedy = "Nothing to do: the other worker goes on."


class JobUnknown(MicrocredError):
    """No job has this id."""

    code = "job.unknown"
    sentence = "There is no such work."
    remedy = "Finished work is forgotten after a while."


class MailReturned(MicrocredError):
    """The mail server refuses the address for good."""

    code = "mail.returned"
    sentence = "The mail was returned: its address does not exist or refuses mail."
    remedy = "Correct the address and send the mail again."


class MailUndelivered(MicrocredError):
    """The mail server could not be reached or would not take the mail, for a long time."""

    code = "mail.undelivered"
    sentence = "The mail could not be sent."
    remedy = "Look at the mail server's settings, then send the mail again."


class MailBroken(MicrocredError):
    """The words of a mail could not be made."""

    code = "mail.broken"
    sentence = "The mail could not be written because of a fault in the program."
    remedy = "The operator finds the cause in the log of the worker; then send the mail again."
