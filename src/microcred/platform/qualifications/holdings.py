"""What a learner holds, examined now, as the rules count it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.awards import queries as awards
from microcred.platform.credentials import services as credentials
from microcred.platform.credentials.errors import ContentGone
from microcred.platform.qualifications.reading import Read, read_report
from microcred.platform.verifier.services import examine_for
from microcred.platform.verifier.sources import outside

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def holdings(account: Account, now: datetime) -> list[Read]:
    """Every award of an account that was not declined, each checked as a stranger would; ids are public ids.

    Copies that were erased are left out.
    """
    sources = outside().sources(now=now)
    found = []
    for row in awards.held_by(account):
        if row.acceptance == "declined":
            continue
        try:
            body = credentials.stored_form(row.public_id).body
        except ContentGone:
            continue
        found.append(
            read_report(examine_for(body, at=now, sources=sources), identifier=row.public_id, name=row.title)
        )
    return found
