"""The check when an award is made: the one that page, sheet and API pass through. A refusal is logged."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime

from microcred.errors import MicrocredError
from microcred.platform.institutions import queries as institutions
from microcred.platform.journal import services as journal
from microcred.platform.network import words
from microcred.platform.network.errors import OutsideScope
from microcred.platform.network.events import AwardRefused
from microcred.platform.network.queries.standings import standing
from microcred.platform.network.scope import Subject, Verb


def require_right(
    *, institution_id: int, subject: Subject, now: datetime, verb: Verb = "certify", achievement: str = ""
) -> None:
    """Returns where a right of the institution covers `subject` at `now`; asked once for a whole batch.

    `achievement` is the public id of what would be awarded, for the log. Raises `OutsideScope` with the
    reason.
    """
    found = standing(institutions.issuer(institution_id).did, subject, now, verb=verb)
    if found.outcome != "passed":
        limits = words.limits(found.limits)
        raise OutsideScope(
            f"{words.REASONS[found.reason]} {limits}".strip(),
            institution=institution_id,
            achievement=achievement,
            reason=found.reason,
            limits=tuple(found.limits),
        )


def refused_awards_told(*, actor: int | None, now: datetime) -> AbstractContextManager[None]:
    """Around a transaction that awards: where no right covers it, the log says who tried what, when, and why
    it was refused."""

    def event_of(error: MicrocredError) -> AwardRefused | None:
        if not isinstance(error, OutsideScope):
            return None
        return AwardRefused(error.institution, error.achievement, error.reason, error.limits, now, actor)

    return journal.telling_refusals(event_of)
