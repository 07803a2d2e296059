"""What a learner holds, examined now, as the rules count it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.portfolio import queries as portfolio
from microcred.platform.portfolio.queries import Reported
from microcred.platform.portfolio.recipients import Whose
from microcred.platform.qualifications.reading import Read, read_report
from microcred.rules.facts import State

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def holdings(account: Account, now: datetime) -> list[Read]:
    """Everything that a learner has accepted or brought along, each verified anew.

    Ids are those of the portfolio. What is archived, erased or names somebody else is left out.
    """
    return [_read(one) for one in portfolio.reports(account, now)]


def _read(one: Reported) -> Read:
    """A sound import that names nobody is undecided: anybody could have brought it along."""
    read = read_report(one.report, identifier=one.id, name=one.title)
    held = read.held
    if one.whose == Whose.NOBODY and held.state is State.VERIFIED:
        held = replace(held, state=State.UNDECIDED)
    return replace(read, held=held, elsewhere=one.elsewhere, by_name=one.whose == Whose.NAME)
