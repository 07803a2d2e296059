"""The check when an award is made: the one that page, sheet and API pass through."""

from __future__ import annotations

from datetime import datetime

from microcred.platform.institutions import queries as institutions
from microcred.platform.network import words
from microcred.platform.network.errors import OutsideScope
from microcred.platform.network.queries.standings import standing
from microcred.platform.network.scope import Subject, Verb


def require_right(*, institution_id: int, subject: Subject, now: datetime, verb: Verb = "certify") -> None:
    """Returns where a right of the institution covers `subject` at `now`; asked once for a whole batch.

    Raises `OutsideScope` with the reason.
    """
    found = standing(institutions.issuer(institution_id).did, subject, now, verb=verb)
    if found.outcome != "passed":
        limits = words.limits(found.limits)
        raise OutsideScope(f"{words.REASONS[found.reason]} {limits}".strip())
