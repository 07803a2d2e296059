"""Founding an institution, and what it says of itself."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.institutions import access, didweb, logos, queries
from microcred.platform.institutions.errors import ProfileInvalid
from microcred.platform.institutions.events import InstitutionChanged, InstitutionFounded
from microcred.platform.institutions.models import Institution, Logo, Membership
from microcred.platform.institutions.profile import Profile
from microcred.platform.institutions.roles import Role
from microcred.platform.institutions.services.keys import add_key
from microcred.platform.journal import services as journal
from microcred.ports.identifiers import new_public_id

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

LARGEST_LIMIT = 1_000_000


def create(
    *, actor: Account | None, profile: Profile, owner: Account | None, now: datetime, kind: str = "Ed25519"
) -> str:
    """Founds an institution with its DID and its first key, of `kind`; its public id.

    `owner` is the first member; None where the first owner is to be invited by an operator. Raises
    `NotAllowed` for an actor who is neither the owner nor an operator of the site, `ProfileInvalid`, or
    `KeyStoreLocked`.
    """
    if actor is not None and not actor.is_staff and (owner is None or owner.pk != actor.pk):
        raise access.NotAllowed
    columns = profile.checked()
    public_id = new_public_id()
    with transaction.atomic():
        found = Institution.objects.create(
            public_id=public_id,
            did=didweb.institution_did(queries.origin(), public_id),
            created_at=now,
            **columns,
        )
        if owner is not None:
            Membership.objects.create(institution=found, account=owner, role=Role.OWNER, since=now)
        journal.record(InstitutionFounded(found.pk, now, actor.pk if actor else None))
        add_key(found, actor, now, kind=kind)
    return public_id


def change_profile(*, actor: Account | None, institution: str, profile: Profile, now: datetime) -> None:
    """Sets what the institution says of itself. Credentials that are signed keep what they say.

    Raises `ProfileInvalid` naming the field, `NotAllowed` or `NotFound`.
    """
    columns = profile.checked()
    with transaction.atomic():
        found = access.institution(actor, institution, to="profile", lock=True)
        for name, value in columns.items():
            setattr(found, name, value)
        found.save(update_fields=list(columns))
        _record(found, "profile", actor, now)


def set_logo(*, actor: Account | None, institution: str, data: bytes, now: datetime) -> None:
    """Sets the logo, a PNG; raises `LogoRefused`, `NotAllowed` or `NotFound`."""
    digest = logos.accepted(data)
    with transaction.atomic():
        found = access.institution(actor, institution, to="profile", lock=True)
        Logo.objects.update_or_create(institution=found, defaults={"body": data, "sha256": digest})
        _record(found, "logo", actor, now)


def remove_logo(*, actor: Account | None, institution: str, now: datetime) -> None:
    """Takes the logo away; raises `NotAllowed` or `NotFound`."""
    with transaction.atomic():
        found = access.institution(actor, institution, to="profile", lock=True)
        Logo.objects.filter(institution=found).delete()
        _record(found, "logo", actor, now)


def change_review(
    *,
    actor: Account | None,
    institution: str,
    before_publishing: bool,
    batches_over: int | None,
    now: datetime,
) -> None:
    """Sets what needs a second person: publishing, and batches of more than so many awards (None: none).

    Raises `ProfileInvalid`, `NotAllowed` or `NotFound`.
    """
    if batches_over is not None and not 0 <= batches_over <= LARGEST_LIMIT:
        raise ProfileInvalid("batches_over")
    with transaction.atomic():
        found = access.institution(actor, institution, to="review", lock=True)
        found.review_before_publishing, found.review_batches_over = before_publishing, batches_over
        found.save(update_fields=["review_before_publishing", "review_batches_over"])
        _record(found, "review", actor, now)


def _record(found: Institution, part: str, actor: Account | None, now: datetime) -> None:
    journal.record(InstitutionChanged(found.pk, part, now, actor.pk if actor else None))
