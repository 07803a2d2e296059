"""What became of mails: for the demo's page, and for those who sent a batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from microcred.platform.journal.models import Mail, MailState

_CHUNK = 500
_SHOWN: dict[str, str] = {
    MailState.QUEUED: "queued",
    MailState.SENDING: "queued",
    MailState.SENT: "sent",
    MailState.FAILED: "returned",
    MailState.DROPPED: "dropped",
}

References = Iterable[str] | QuerySet[Any, Any]


@dataclass(frozen=True)
class MailLine:
    """One mail in a list; `state` is queued, sent, returned (`error` says why) or dropped.

    `to` and `subject` are there where the installation keeps mails.
    """

    id: str
    kind: str
    reference: str
    state: str
    error: str
    queued_at: datetime
    sent_at: datetime | None
    to: str
    subject: str


@dataclass(frozen=True)
class MailDetail:
    """One mail with its words."""

    line: MailLine
    text: str
    html: str
    language: str


def outgoing() -> QuerySet[Mail]:
    """All mails, newest first; a page is cut out of it and shown by `line`. Only for a demo's own page."""
    return Mail.objects.order_by("-queued_at", "-pk")


def line(found: Mail) -> MailLine:
    """A mail as a line of a list."""
    return MailLine(
        found.pk,
        found.kind,
        found.reference,
        _SHOWN[found.state],
        found.error,
        found.queued_at,
        found.sent_at,
        found.to,
        found.subject,
    )


def mail(public_id: str) -> MailDetail | None:
    """One mail with its words, where they are kept."""
    found = Mail.objects.filter(pk=public_id).first()
    return MailDetail(line(found), found.text, found.html, found.language) if found else None


def mails_about(reference: str) -> list[MailLine]:
    """The mails about one id, newest first."""
    return [line(found) for found in Mail.objects.filter(reference=reference).order_by("-queued_at", "-pk")]


def mail_states(references: References) -> dict[str, int]:
    """How many of the latest mails about some ids are queued, sent, returned and dropped.

    States without one are absent.
    """
    return dict(Counter(_SHOWN[state] for _, state, _ in _latest(references).values()))


def returned(references: References) -> dict[str, str]:
    """The ids whose latest mail failed, with the code that says why."""
    latest = _latest(references).items()
    return {reference: error for reference, (_, state, error) in latest if state == MailState.FAILED}


def _latest(references: References) -> dict[str, tuple[str, str, str]]:
    """The latest mail about each id: its own id, state and error. A query of ids is joined, not fetched."""
    latest = {}
    for part in _parts(references):
        found = Mail.objects.filter(reference__in=part).order_by("queued_at", "pk")
        for reference, *rest in found.values_list("reference", "pk", "state", "error"):
            latest[reference] = (rest[0], rest[1], rest[2])
    return latest


def _parts(references: References) -> Iterable[Any]:
    if isinstance(references, QuerySet):
        return [references]
    known = list(references)
    return [known[start : start + _CHUNK] for start in range(0, len(known), _CHUNK)]
