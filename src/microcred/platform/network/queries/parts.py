"""By what right each of those behind a credential did its part: taught, assessed, certified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from microcred.errors import MicrocredError
from microcred.platform.network.queries.standings import Standing, logged, standing
from microcred.platform.network.scope.parties import Party, parties
from microcred.platform.network.scope.subjects import awarded_at, subject_of


@dataclass(frozen=True, slots=True)
class Part:
    """An institution with a part in a credential; `standing` is None where no right of that kind is known."""

    party: Party
    standing: Standing | None


def parts_of(document: Mapping[str, Any], body: bytes) -> tuple[Part, ...]:
    """The parts in a credential whose proof holds, as of the date of the award.

    `body` is the signed text, whose hash is looked for in the log. Empty for what is no Open Badge with a
    date.
    """
    try:
        at, subject = awarded_at(document), subject_of(document)
    except (MicrocredError, KeyError, TypeError, ValueError):
        return ()
    if at is None:
        return ()
    logged_at = logged(sha256(body).hexdigest())
    found = []
    for one in parties(document):
        how = standing(one.did, one.subject(subject), at, verb=one.verb, logged_at=logged_at)
        found.append(Part(one, None if how.reason == "none" else how))
    return tuple(found)
