"""Who is a member, and as what: invitations by mail, roles given and taken, leaving."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from microcred.platform.accounts import queries as accounts
from microcred.platform.accounts.events import AccountErased
from microcred.platform.institutions import access
from microcred.platform.institutions.errors import (
    AddressInvalid,
    InvitationForAnother,
    InvitationGone,
    LastOwner,
    MemberUnknown,
    NotAllowed,
    RoleUnknown,
)
from microcred.platform.institutions.events import MemberChanged, MemberInvited
from microcred.platform.institutions.models import Institution, Invitation, Membership
from microcred.platform.institutions.queries import LASTS
from microcred.platform.institutions.roles import Role, ordered
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

MAIL = "institutions.invited"


def invite(
    *,
    actor: Account | None,
    institution: str,
    email: str,
    roles: Iterable[str],
    now: datetime,
    language: str = "",
) -> str:
    """Asks somebody by mail to be a member; the invitation's id. Asking again replaces what was asked before.

    `language` is that of the mail. Raises `AddressInvalid`, `RoleUnknown`, `NotAllowed` (an owner is made
    by an owner only) or `NotFound`.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise AddressInvalid(email[:100]) from None
    given = _checked(roles)
    with transaction.atomic():
        found = access.institution(actor, institution, to="members", lock=True)
        _only_owners_make_owners(actor, found, given)
        Invitation.objects.filter(institution=found, email=email, accepted_at=None).delete()
        made = Invitation.objects.create(
            institution=found,
            email=email,
            roles=list(given),
            language=language,
            invited_at=now,
            invited_by=actor,
        )
        journal.queue_mails(MAIL, [made.public_id], now=now)
        journal.record(MemberInvited(found.pk, made.public_id, given, now, actor.pk if actor else None))
    return made.public_id


def withdraw_invitation(*, actor: Account | None, institution: str, invitation: str, now: datetime) -> None:
    """Takes an invitation back; raises `InvitationGone`, `NotAllowed` or `NotFound`."""
    with transaction.atomic():
        found = access.institution(actor, institution, to="members", lock=True)
        gone, _ = Invitation.objects.filter(
            institution=found, public_id=invitation, accepted_at=None
        ).delete()
        if not gone:
            raise InvitationGone


def accept_invitation(*, actor: Account, token: str, now: datetime) -> str:
    """Makes the actor a member as the invitation says; the institution's public id.

    The address that was invited must be a confirmed one of the account: a mail that was passed on opens
    nothing. Raises `InvitationGone` or `InvitationForAnother`.
    """
    with transaction.atomic():
        row = Invitation.objects.select_for_update().filter(token=token, accepted_at=None).first()
        if row is None or row.invited_at + LASTS <= now:
            raise InvitationGone
        if row.email not in accounts.confirmed_addresses(actor):
            raise InvitationForAnother
        found = Institution.objects.select_for_update().get(pk=row.institution_id)
        row.accepted_at = now
        row.save(update_fields=["accepted_at"])
        _give(found, actor.pk, row.roles, actor.pk, now)
        return found.public_id


def add_member(
    *, actor: Account | None, institution: Institution, account: Account, roles: Iterable[str], now: datetime
) -> None:
    """Makes somebody a member without asking, for scripts and sign-on: `actor` is an operator or None.

    Raises `NotAllowed` or `RoleUnknown`.
    """
    if actor is not None and not actor.is_staff:
        raise NotAllowed
    with transaction.atomic():
        Institution.objects.select_for_update().get(pk=institution.pk)
        _give(institution, account.pk, _checked(roles), actor.pk if actor else None, now)


def change_roles(
    *, actor: Account | None, institution: str, account_id: int, roles: Iterable[str], now: datetime
) -> None:
    """Sets the roles of a member. Owners are made and unmade by owners only.

    Raises `LastOwner`, `MemberUnknown`, `RoleUnknown`, `NotAllowed` or `NotFound`.
    """
    given = _checked(roles)
    with transaction.atomic():
        found = access.institution(actor, institution, to="members", lock=True)
        _set(found, account_id, given, actor, now)


def remove_member(*, actor: Account | None, institution: str, account_id: int, now: datetime) -> None:
    """Takes every role from a member; raises as `change_roles`."""
    with transaction.atomic():
        found = access.institution(actor, institution, to="members", lock=True)
        _set(found, account_id, (), actor, now)


def leave(*, actor: Account, institution: str, now: datetime) -> None:
    """Ends the actor's own membership; raises `LastOwner` or `NotFound`."""
    with transaction.atomic():
        found = access.institution(actor, institution, to="see", lock=True)
        _set(found, actor.pk, (), actor, now, own=True)


def hear_account_erased(event: AccountErased, *, now: datetime) -> None:
    """Ends the memberships of an erased account; harmless twice."""
    with transaction.atomic():
        for found in Institution.objects.select_for_update().filter(
            pk__in=Membership.objects.filter(account_id=event.account).values("institution_id")
        ):
            Membership.objects.filter(institution=found, account_id=event.account).delete()
            journal.record(MemberChanged(found.pk, event.account, (), now, event.actor))


def _checked(roles: Iterable[str]) -> tuple[str, ...]:
    given = ordered(roles)
    if not given or any(role not in Role.values for role in given):
        raise RoleUnknown(", ".join(given)[:100])
    return given


def _only_owners_make_owners(actor: Account | None, found: Institution, roles: Iterable[str]) -> None:
    if Role.OWNER in roles and Role.OWNER not in access.roles(actor, found):
        raise NotAllowed(str(Role.OWNER.label))


def _set(
    found: Institution,
    account_id: int,
    given: tuple[str, ...],
    actor: Account | None,
    now: datetime,
    *,
    own: bool = False,
) -> None:
    """Within a transaction that holds the institution's row, so that two owners cannot go at once."""
    rows = Membership.objects.filter(institution=found, account_id=account_id)
    held = set(rows.values_list("role", flat=True))
    if not held:
        raise MemberUnknown(str(account_id))
    if not own:
        _only_owners_make_owners(actor, found, {*held, *given})
    owners = Membership.objects.filter(institution=found, role=Role.OWNER).exclude(account_id=account_id)
    if Role.OWNER in held and Role.OWNER not in given and not owners.exists():
        raise LastOwner(found.name)
    rows.exclude(role__in=given).delete()
    _give(found, account_id, given, actor.pk if actor else None, now)


def _give(
    found: Institution, account_id: int, roles: Iterable[str], actor_id: int | None, now: datetime
) -> None:
    for role in roles:
        Membership.objects.get_or_create(
            institution=found, account_id=account_id, role=role, defaults={"since": now}
        )
    now_held = Membership.objects.filter(institution=found, account_id=account_id)
    held = ordered(now_held.values_list("role", flat=True))
    journal.record(MemberChanged(found.pk, account_id, held, now, actor_id))
