"""An award that is dated before a withdrawal and stood in no log: undecided for a reader, noted in the log.

Whoever withdrew the right can read there that such awards turn up. Noted once for each award, and so many of
one right in a day: only who holds the key of the institution that lost its right can make them at all.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from microcred.platform.journal import queries as written
from microcred.platform.journal import services as journal
from microcred.platform.network.events import AwardUnproven
from microcred.platform.network.models import Right
from microcred.platform.network.queries import Part

UNPROVEN = "before withdrawal unproven"
KIND = "network.AwardUnproven"
MOST = 100
"""Entries of one right within a day."""


def note_unproven(parts: Iterable[Part], body: bytes, *, now: datetime) -> bool:
    """Whether the log now says for the first time that this award, `body`, was shown; harmless twice.

    `parts` are those of the award, as of its own date.
    """
    found = next((one.standing for one in parts if one.standing and one.standing.reason == UNPROVEN), None)
    if found is None:
        return False
    ended = next(link.address for link in found.links if link.given.withdrawn_at == found.withdrawn_at)
    right, giver = Right.objects.values_list("public_id", "giver_id").get(address=ended)
    mark, day = _mark(body), now - timedelta(days=1)
    if written.mentioned(mark) or written.mentioned(right, kind=KIND, since=day) >= MOST:
        return False
    journal.record(AwardUnproven(giver, right, mark, now))
    return True


def _mark(body: bytes) -> str:
    digest = salted_hmac("network.award-unproven", body, algorithm="sha256").digest()[:16]
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")
