"""What a learner holds, examined now, as the rules count it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.portfolio import queries as portfolio
from microcred.platform.portfolio.queries import Reported
from microcred.platform.portfolio.recipients import Whose
from microcred.platform.qualifications.accredited import ToRead, read_reports
from microcred.platform.qualifications.reading import Read
from microcred.rules.facts import State

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def holdings(account: Account, now: datetime) -> list[Read]:
    """Everything that a learner has accepted or brought along, each verified anew.

    Ids are those of the portfolio. What is archived, erased or names somebody else is left out.
    """
    return as_read(portfolio.reports(account, now))


def as_read(found: Sequence[Reported]) -> list[Read]:
    """What was reported as the rules count it, in order."""
    read = read_reports([ToRead(one.report, one.id, one.title) for one in found])
    return [
        replace(owned(each, one.whose), elsewhere=one.elsewhere)
        for one, each in zip(found, read, strict=True)
    ]


def owned(read: Read, whose: str) -> Read:
    """A credential as it counts for who gave it: nobody's counts for nobody, another's least of all.

    Neither is a question of the issuer any more, but for what is bound to a DID alone: whose that is can
    still be shown. What failed already stays as it is.
    """
    if whose not in (Whose.NOBODY, Whose.OTHER) or read.held.state not in (State.VERIFIED, State.UNDECIDED):
        return replace(read, whose=whose)
    settled = read.held.state is State.VERIFIED or read.issuer_open
    if whose == Whose.NOBODY and read.bound_to and settled:
        unshown = replace(read.held, state=State.UNDECIDED)
        return replace(read, held=unshown, identity_open=True, whose=whose)
    state = State.OTHER_PERSON if whose == Whose.OTHER else State.UNDECIDED
    return replace(read, held=replace(read.held, state=state), issuer_open=False, whose=whose)
