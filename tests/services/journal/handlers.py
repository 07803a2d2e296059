"""Who hears and does what in these tests: named by `settings.SUBSCRIPTIONS`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend as LocmemBackend
from django.db import transaction

from microcred.platform.awards.events import BatchStep
from microcred.platform.journal import services as journal
from microcred.platform.journal.errors import JobUnknown
from microcred.platform.journal.messages import MailMessage
from microcred.platform.journal.models import Entry

_HERE = "tests.services.journal.handlers"
EVENTS = {
    "awards.BatchStep": (f"{_HERE}.hear",),
    "awards.AwardAnswered": (f"{_HERE}.hear", f"{_HERE}.hear_badly"),
    "credentials.StatusChanged": (f"{_HERE}.hear",),
}
JOBS = {
    "tests.count": f"{_HERE}.count",
    "tests.refuse": f"{_HERE}.refuse",
    "tests.break": f"{_HERE}.break_down",
    "tests.steps": f"{_HERE}.steps",
    "tests.tell": f"{_HERE}.tell_only",
    "tests.slow": f"{_HERE}.too_slow",
    "tests.wait": f"{_HERE}.wait",
}
PERIODIC = {"tests.hourly": (f"{_HERE}.hourly", timedelta(hours=1))}
MAILS = {"tests.hello": f"{_HERE}.hello", "tests.broken": f"{_HERE}.break_down_writing"}

STEPS = 6
heard: list[Any] = []
done: list[str] = []


def hear(event: Any, *, now: datetime) -> None:
    heard.append(event)


def hear_badly(event: Any, *, now: datetime) -> None:
    heard.append("badly")
    if heard.count("badly") < 3:
        raise RuntimeError("not yet")


def count(reference: str, now: datetime, tell: Callable[[int, int], None]) -> None:
    done.append(reference)


def refuse(reference: str, now: datetime, tell: Callable[[int, int], None]) -> None:
    done.append(reference)
    raise JobUnknown(reference)


def break_down(reference: str, now: datetime, tell: Callable[[int, int], None]) -> None:
    done.append(reference)
    raise ZeroDivisionError("ada@example.org")


def tell_only(reference: str, now: datetime, tell: Callable[[int, int], None]) -> None:
    tell(3, 4)


def wait(reference: str, now: datetime, tell: Callable[[int, int], None]) -> None:
    print("waiting", flush=True)
    time.sleep(0.3)


def too_slow(reference: str, now: datetime, tell: Callable[[int, int], None]) -> None:
    """Another worker takes the job meanwhile."""
    from microcred.platform.journal.leases import LEASE
    from microcred.platform.journal.services.claiming import claim

    assert claim(now + LEASE * 2) is not None
    tell(1, 1)


def steps(reference: str, now: datetime, tell: Callable[[int, int], None]) -> Iterator[tuple[int, int]]:
    """Six steps, each a transaction that holds its own checkpoint: the entries written so far."""
    while True:
        with transaction.atomic():
            number = Entry.objects.filter(kind="awards.BatchStep").count()
            if number == STEPS:
                return
            journal.record(BatchStep(reference, f"step {number}", 1, now, None))
            if os.environ.get("HANG_AT") == str(number):
                print("hanging", flush=True)
                time.sleep(600)
        yield number + 1, STEPS


def hourly(*, now: datetime) -> int:
    done.append("hourly")
    return 1


def hello(reference: str) -> MailMessage | None:
    if reference == "nothing":
        return None
    return MailMessage(
        f"{reference}@example.org", f"Hello {reference}", "Your link: https://x.example/1", "<p>Hello"
    )


def break_down_writing(reference: str) -> MailMessage:
    raise ZeroDivisionError


class Killed(BaseException):
    """What a killed process looks like from inside: nothing more is written."""


class PostOffice(LocmemBackend):
    """Refuses some addresses for good, some for now, and dies at one."""

    def send_messages(self, messages: list[EmailMessage]) -> int:  # type: ignore[override]
        to = messages[0].to[0]
        if to.startswith("gone"):
            raise SMTPRecipientsRefused({to: (550, b"no such user")})
        if to.startswith("full"):
            raise SMTPRecipientsRefused({to: (452, b"mailbox full")})
        if to.startswith("away"):
            raise ConnectionRefusedError
        sent = super().send_messages(messages)
        if to.startswith("killer"):
            raise Killed
        return sent
