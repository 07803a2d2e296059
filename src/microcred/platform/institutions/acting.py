"""For whom somebody acts: one institution at a time, remembered in the session, switched by one link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from microcred.platform.accounts.models import Account
from microcred.platform.institutions import queries
from microcred.platform.institutions.queries import MembershipRow
from microcred.platform.institutions.roles import SENTENCES, Role, named
from microcred.platform.web.layout import Choice

KEY = "acting_for"


@dataclass(frozen=True, slots=True)
class Acting:
    """The institution that somebody acts for, the roles they have there, and the others they could choose."""

    institution: MembershipRow
    others: tuple[MembershipRow, ...]

    @property
    def sentence(self) -> str:
        """The roles in one sentence: what a single one may do, or the names of several."""
        roles = self.institution.roles
        if len(roles) == 1:
            role = Role(roles[0])
            return f"{role.label}: {SENTENCES[role]}"
        return named(roles)


def acting(request: HttpRequest) -> Acting | None:
    """For whom the signed-in person acts, or None for somebody who belongs nowhere.

    A page of an institution (an address with `institution` in it) acts for that one, and it is remembered.
    Asked of the database once a request.
    """
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return None
    if not hasattr(request, "_acting"):
        request._acting = _found(request, account)  # type: ignore[attr-defined]
    found: Acting | None = request._acting  # type: ignore[attr-defined]
    return found


def layout_parts(request: HttpRequest) -> dict[str, Any]:
    """Parts of a `web.layout.Layout` that say for whom somebody acts; none for those who belong nowhere."""
    found = acting(request)
    if found is None:
        return {}
    return {
        "acting_for": found.institution.name,
        "acting_as": found.sentence,
        "acting_choices": [
            Choice(one.name, reverse("institutions:enter", args=[one.public_id])) for one in found.others
        ],
        "band": found.institution.colour,
    }


def _asked_for(request: HttpRequest) -> str:
    match = getattr(request, "resolver_match", None)
    return str(match.kwargs.get("institution", "")) if match else ""


def _found(request: HttpRequest, account: Account) -> Acting | None:
    rows = queries.memberships(account)
    if not rows:
        return None
    wanted = _asked_for(request) or request.session.get(KEY)
    chosen = next((row for row in rows if row.public_id == wanted), rows[0])
    if chosen.public_id == _asked_for(request) and request.session.get(KEY) != chosen.public_id:
        request.session[KEY] = chosen.public_id
    return Acting(chosen, tuple(row for row in rows if row != chosen))
