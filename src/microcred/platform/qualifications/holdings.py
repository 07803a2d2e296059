"""What a learner holds, examined now, as the rules count it."""

from __future__ import annotations

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
    found = portfolio.reports(account, now)
    read = read_reports([ToRead(one.report, one.id, one.title) for one in found])
    return [_owned(one, each) for one, each in zip(found, read, strict=True)]


def _owned(one: Reported, read: Read) -> Read:
    """A sound import that names nobody is undecided: anybody could have brought it along."""
    held = read.held
    if one.whose == Whose.NOBODY and held.state is State.VERIFIED:
        held = replace(held, state=State.UNDECIDED)
    return replace(read, held=held, elsewhere=one.elsewhere, by_name=one.whose == Whose.NAME)
