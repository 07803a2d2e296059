"""A mail as it goes out, and why one did not; without the database."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from microcred.errors import MicrocredError
from microcred.platform.journal.errors import MailBroken, MailReturned, MailUndelivered
from microcred.platform.journal.messages import MailMessage


@dataclass(frozen=True)
class Unsent:
    """Why a mail was not sent: its code, and whether trying again is useless. `cause` is for the log."""

    code: str
    final: bool = False
    cause: BaseException | None = None


def compose(public_id: str, message: MailMessage) -> EmailMultiAlternatives:
    """The message for Django's mail. Sent twice, it carries the same Message-ID."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    mail = EmailMultiAlternatives(
        subject=" ".join(message.subject.split()),
        body=message.text,
        to=[message.to],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={
            "Message-ID": f"<{public_id}@{domain}>",
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def failure_of(error: Exception) -> Unsent:
    """What an error in writing or sending comes to. Answers of mail servers hold addresses: not logged."""
    if isinstance(error, MicrocredError):
        return Unsent(error.code)
    if isinstance(error, SMTPRecipientsRefused):
        refused = all(500 <= code < 600 for code, _ in error.recipients.values())
        return Unsent(MailReturned.code, final=True) if refused else Unsent(MailUndelivered.code)
    if isinstance(error, SMTPDataError) and 500 <= error.smtp_code < 600:
        return Unsent(MailReturned.code, final=True)
    if isinstance(error, (SMTPException, OSError)):
        return Unsent(MailUndelivered.code)
    return Unsent(MailBroken.code, cause=error)
