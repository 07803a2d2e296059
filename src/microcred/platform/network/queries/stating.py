"""What educators said, signed, of an achievement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from microcred.platform.credentials import services as credentials
from microcred.platform.institutions import queries as institutions
from microcred.platform.network import access
from microcred.platform.network.models import EducatorStatement
from microcred.vc.jsontext import parse
from microcred.vc.openbadges import issuer_profile

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement in a list. `state` is active, expired or withdrawn."""

    credential: str
    achievement: str
    title: str
    part: str
    stated_at: datetime
    withdrawn_at: datetime | None
    withdrawal: str
    reason: str
    state: str


def statements(actor: Account | None, institution: str, now: datetime) -> list[StatementRow]:
    """What an institution stated of its part, newest first; raises `NotFound` or `NotAllowed`."""
    own = access.institution(actor, institution, to="view")
    rows = EducatorStatement.objects.filter(institution=own).order_by("-stated_at", "-pk")
    return [_row(row, now) for row in rows]


def _row(row: EducatorStatement, now: datetime) -> StatementRow:
    over = row.ends is not None and row.ends <= now
    state = "withdrawn" if row.withdrawn_at else "expired" if over else "active"
    title = row.title or str(parse(credentials.stored_form(row.credential).body).get("name", ""))
    return StatementRow(
        row.credential,
        row.achievement,
        title,
        row.part,
        row.stated_at,
        row.withdrawn_at,
        row.withdrawal,
        row.reason,
        state,
    )


def profile_of(institution_id: int) -> dict[str, Any]:
    """An institution as the issuer of its statements, as it is named now."""
    one = institutions.issuer(institution_id)
    return issuer_profile(one.did, one.name, country=one.country, url=one.website).document()


def educator_statements(
    achievement: str, now: datetime, *, certifier: int | None = None
) -> list[dict[str, Any]]:
    """The signed endorsements of the achievement at an address that hold now, as they go into credentials.

    A document may describe nobody in two ways: what the institution numbered `certifier` stated itself, under
    a name that it bears no more, is left out of what it signs now.
    """
    rows = EducatorStatement.objects.filter(
        Q(ends=None) | Q(ends__gt=now), achievement=achievement, withdrawn_at=None
    )
    return [
        stated
        for row in rows.order_by("part", "pk")
        if (stated := parse(credentials.stored_form(row.credential).body))
        and (row.institution_id != certifier or stated["issuer"] == profile_of(row.institution_id))
    ]
