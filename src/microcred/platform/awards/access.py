"""Who may do what with awards and batches: the one way to guarded ones."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from microcred.platform.accounts import queries as accounts
from microcred.platform.awards.models import Acceptance, Award, Batch
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

ROLES = {
    "view": ("owner", "admin", "awarder", "reviewer", "certifier", "viewer"),
    "award": ("owner", "admin", "awarder"),
    "approve": ("owner", "admin", "awarder", "reviewer"),
}
INVITATION = timedelta(days=180)
"""How long the link of a mail opens what nobody has answered; a new mail begins it anew."""


def batch(actor: Account | None, public_id: str, *, to: str) -> Batch:
    """The batch, locked unless only viewed; raises `NotFound` for strangers, `NotAllowed` for other roles."""
    rows = Batch.objects.select_related("institution", "version__achievement")
    if to != "view":
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise institutions.NotFound(public_id[:40])
    institutions.require(actor, found.institution, ROLES[to])
    return found


def award(actor: Account | None, public_id: str, *, to: str) -> Award:
    """An award for the institution that made it; raises as `batch`."""
    rows = Award.objects.select_related("institution", "achievement")
    if to != "view":
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=public_id).first()
    if found is None:
        raise institutions.NotFound(public_id[:40])
    institutions.require(actor, found.institution, ROLES[to])
    return found


def held(actor: Account | None, public_id: str, key: str, now: datetime) -> Award:
    """An award for the person it was made to, locked; raises `NotFound` for everybody else."""
    found = Award.objects.select_for_update().filter(pk=public_id).first()
    if found is None or not is_holder(found, actor, key, now):
        raise institutions.NotFound(public_id[:40])
    return found


def is_holder(found: Award, actor: Account | None, key: str, now: datetime) -> bool:
    """Whether this is the holder: by account, by a confirmed address, or by the key of the mail's link.

    An award with a holder's account is no longer opened by the mail for somebody who is signed in as another.
    """
    if actor is not None:
        if found.learner_id is not None:
            return found.learner_id == actor.pk
        if found.email and found.email in accounts.confirmed_addresses(actor):
            return True
    return has_key(found, key, now)


def has_key(found: Award, key: str, now: datetime) -> bool:
    """Whether `key` is that of the mail's link, and the invitation still stands if nobody has answered."""
    if not key or not hmac.compare_digest(key.encode(), found.token.encode()):
        return False
    invited = found.invited_at or found.awarded_at
    return found.acceptance != Acceptance.PENDING or now < invited + INVITATION
