"""The list of who hears and does what, read from the module that `settings.SUBSCRIPTIONS` names.

That module stands in the composition root, since only that knows every app. It has four names, each of which
may be absent; functions are given by their dotted name:

    EVENTS = {"awards.Awarded": ("….portfolio.services.hear_awarded",)}        f(event, now=now)
    JOBS = {"awards.release": "….awards.jobs.release"}                          f(reference, now, tell)
    PERIODIC = {"awards.reminders": ("….awards.services.send_reminders", timedelta(hours=1))}    f(now=now)
    MAILS = {"awards.awarded": "….awards.mails.awarded"}                        f(id) -> MailMessage | None
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from microcred.platform.journal.errors import KindUnknown

DEFAULT = "microcred.platform.config.subscriptions"
OWN_JOBS = {
    "journal.deliver": "microcred.platform.journal.services.delivering.deliver",
    "journal.round": "microcred.platform.journal.services.rounds.perform",
    "journal.task": "microcred.platform.journal.tasks_backend.perform",
}
OWN_PERIODIC = {"journal.tidy": ("microcred.platform.journal.services.tidying.tidy", timedelta(days=1))}


def listeners(kind: str) -> Sequence[str]:
    """The dotted names of those who hear events of a kind."""
    found: Mapping[str, Sequence[str]] = _table("EVENTS")
    return found.get(kind, ())


def job_handler(kind: str) -> Callable[..., Any]:
    """Who does jobs of a kind; raises `KindUnknown`."""
    found: Mapping[str, str] = {**_table("JOBS"), **OWN_JOBS}
    return _function(found.get(kind), kind)


def periodic() -> dict[str, timedelta]:
    """The periodic works and how often each is done."""
    return {kind: every for kind, (_, every) in _periodic().items()}


def periodic_handler(kind: str) -> Callable[..., Any]:
    """Who does a periodic work; raises `KindUnknown`."""
    name, _ = _periodic().get(kind, (None, None))
    return _function(name, kind)


def mail_renderer(kind: str) -> Callable[[str], Any]:
    """Who writes mails of a kind; raises `KindUnknown`."""
    found: Mapping[str, str] = _table("MAILS")
    return _function(found.get(kind), kind)


def _periodic() -> dict[str, tuple[str, timedelta]]:
    return {**_table("PERIODIC"), **OWN_PERIODIC}


def _table(name: str) -> Mapping[str, Any]:
    module = import_module(getattr(settings, "SUBSCRIPTIONS", DEFAULT))
    table: Mapping[str, Any] = getattr(module, name, {})
    return table


def _function(name: str | None, kind: str) -> Callable[..., Any]:
    if name is None:
        raise KindUnknown(kind)
    function: Callable[..., Any] = import_string(name)
    return function
