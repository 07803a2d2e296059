"""Who may do what with rules and qualifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microcred.platform.institutions import access as institutions
from microcred.platform.qualifications.errors import RuleUnknown
from microcred.platform.qualifications.models import RuleBook

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

ROLES = {
    "view": ("owner", "admin", "author", "reviewer", "registrar", "certifier", "viewer"),
    "write": ("owner", "admin", "registrar"),
    "confirm": ("owner", "certifier"),
}
"""What each role of an institution may do."""


def institution(actor: Account | None, public_id: str, *, to: str) -> Institution:
    """The institution for somebody who may do that with its rules; raises `NotFound` or `NotAllowed`."""
    found = institutions.by_public_id(public_id)
    institutions.require(actor, found, ROLES[to])
    return found


def book(actor: Account | None, public_id: str, *, to: str) -> RuleBook:
    """A rule with its versions for somebody who may do that with it; raises as `institution`."""
    found = RuleBook.objects.select_related("institution").filter(public_id=public_id).first()
    if found is None:
        raise RuleUnknown(public_id[:40])
    institutions.require(actor, found.institution, ROLES[to])
    return found


def certifiers(institution: Institution) -> list[int]:
    """The accounts that confirm qualifications of an institution: its certifiers, else its owners."""
    members = institution.memberships.order_by("account_id")
    found = members.filter(role="certifier") or members.filter(role="owner")
    return list(dict.fromkeys(found.values_list("account_id", flat=True)))


def awarder(actor: Account | None, institution: Institution) -> Account | None:
    """Who is named as awarding: the person who confirmed where they may award, else an owner."""
    able = institution.memberships.filter(role__in=("owner", "admin", "awarder")).select_related("account")
    own = able.filter(account_id=actor.pk).first() if actor else None
    found = own or able.filter(role="owner").order_by("pk").first()
    return found.account if found else None
