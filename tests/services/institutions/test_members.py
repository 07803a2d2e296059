from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.services.institutions.conftest import Person

from microcred.platform.accounts import services as accounts
from microcred.platform.accounts.errors import AccountHeld
from microcred.platform.accounts.events import AccountErased
from microcred.platform.accounts.models import Account
from microcred.platform.institutions import access, mails, queries, services
from microcred.platform.institutions.errors import (
    AddressInvalid,
    InvitationForAnother,
    InvitationGone,
    LastOwner,
    MemberUnknown,
    NotAllowed,
    NotFound,
    RoleUnknown,
)
from microcred.platform.institutions.models import Institution, Invitation
from microcred.platform.journal.models import Entry, Mail

pytestmark = pytest.mark.django_db


def invited(alder: Institution, actor: Account, now: datetime, email: str, *roles: str) -> Invitation:
    public_id = services.invite(
        actor=actor, institution=alder.public_id, email=email, roles=roles, now=now, language="en"
    )
    return Invitation.objects.get(public_id=public_id)


def test_an_invitation_is_mailed_and_makes_a_member(
    alder: Institution, owner: Account, person: Person, now: datetime
) -> None:
    row = invited(alder, owner, now, " Stranger@Example.org ", "awarder", "author")
    assert Mail.objects.filter(kind="institutions.invited", reference=row.public_id).exists()
    mail = mails.invited(row.public_id)
    assert mail is not None
    assert mail.to == "stranger@example.org"
    assert "Alder College" in mail.subject
    assert f"/invitation/{row.token}" in mail.text
    assert "Olga Owner" in mail.text
    assert "Awards what has been published." in mail.text
    new = person()
    assert services.accept_invitation(actor=new, token=row.token, now=now) == alder.public_id
    assert queries.memberships(new)[0].roles == ("author", "awarder")
    assert mails.invited(row.public_id) is None
    with pytest.raises(InvitationGone):
        services.accept_invitation(actor=new, token=row.token, now=now)


def test_an_invitation_that_was_passed_on_opens_nothing(
    alder: Institution, owner: Account, person: Person, now: datetime
) -> None:
    row = invited(alder, owner, now, "friend@example.org", "awarder")
    other = person()
    with pytest.raises(InvitationForAnother):
        services.accept_invitation(actor=other, token=row.token, now=now)
    assert queries.memberships(other) == []
    accounts.add_confirmed_address(account=other, email="friend@example.org")
    services.accept_invitation(actor=other, token=row.token, now=now)
    assert queries.memberships(other)[0].roles == ("awarder",)


def test_an_invitation_runs_out_and_can_be_taken_back(
    alder: Institution, owner: Account, person: Person, now: datetime
) -> None:
    late = now + queries.LASTS
    row = invited(alder, owner, now, "stranger@example.org", "viewer")
    new = person()
    assert queries.invitation(row.token, late - timedelta(seconds=1)) is not None
    assert queries.invitation(row.token, late) is None
    with pytest.raises(InvitationGone):
        services.accept_invitation(actor=new, token=row.token, now=late)
    services.withdraw_invitation(actor=owner, institution=alder.public_id, invitation=row.public_id, now=now)
    with pytest.raises(InvitationGone):
        services.accept_invitation(actor=new, token=row.token, now=now)


def test_asking_again_replaces_what_was_asked(alder: Institution, owner: Account, now: datetime) -> None:
    first = invited(alder, owner, now, "stranger@example.org", "viewer")
    second = invited(alder, owner, now, "stranger@example.org", "author")
    assert queries.invitation(first.token, now) is None
    assert [row.roles for row in queries.invitations(owner, alder.public_id, now)] == [("author",)]
    assert second.token != first.token


@pytest.mark.parametrize(
    ("email", "roles", "error"),
    [
        ("no address", ["viewer"], AddressInvalid),
        ("x@example.org", [], RoleUnknown),
        ("x@example.org", ["king"], RoleUnknown),
    ],
)
def test_what_cannot_be_asked_is_refused(
    alder: Institution, owner: Account, now: datetime, email: str, roles: list[str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        services.invite(actor=owner, institution=alder.public_id, email=email, roles=roles, now=now)
    assert not Mail.objects.exists()


def test_owners_are_made_and_unmade_by_owners_only(
    alder: Institution, owner: Account, person: Person, now: datetime
) -> None:
    admin, viewer = person("admin"), person("viewer")
    at = alder.public_id
    with pytest.raises(NotAllowed):
        services.invite(actor=admin, institution=at, email="x@example.org", roles=["owner"], now=now)
    with pytest.raises(NotAllowed):
        services.change_roles(actor=admin, institution=at, account_id=viewer.pk, roles=["owner"], now=now)
    with pytest.raises(NotAllowed):
        services.change_roles(actor=admin, institution=at, account_id=admin.pk, roles=["owner"], now=now)
    with pytest.raises(NotAllowed):
        services.change_roles(
            actor=admin, institution=at, account_id=owner.pk, roles=["owner", "viewer"], now=now
        )
    with pytest.raises(NotAllowed):
        services.remove_member(actor=admin, institution=at, account_id=owner.pk, now=now)
    services.change_roles(actor=admin, institution=at, account_id=viewer.pk, roles=["author"], now=now)
    assert access.roles(viewer, alder) == {"author"}


def test_the_last_owner_cannot_go(alder: Institution, owner: Account, person: Person, now: datetime) -> None:
    at, admin = alder.public_id, person("admin")
    with pytest.raises(LastOwner):
        services.leave(actor=owner, institution=at, now=now)
    with pytest.raises(LastOwner):
        services.remove_member(actor=owner, institution=at, account_id=owner.pk, now=now)
    with pytest.raises(LastOwner):
        services.change_roles(actor=owner, institution=at, account_id=owner.pk, roles=["admin"], now=now)
    services.change_roles(actor=owner, institution=at, account_id=admin.pk, roles=["owner"], now=now)
    services.leave(actor=owner, institution=at, now=now)
    with pytest.raises(LastOwner):
        services.leave(actor=admin, institution=at, now=now)
    assert [row.account for row in queries.members(admin, at)] == [admin.pk]


def test_leaving_and_removing_end_every_role(
    alder: Institution, owner: Account, person: Person, now: datetime
) -> None:
    one, other = person("author", "awarder"), person("viewer")
    services.leave(actor=one, institution=alder.public_id, now=now)
    services.remove_member(actor=owner, institution=alder.public_id, account_id=other.pk, now=now)
    assert queries.memberships(one) == queries.memberships(other) == []
    with pytest.raises(NotFound):
        services.leave(actor=one, institution=alder.public_id, now=now)
    with pytest.raises(MemberUnknown):
        services.remove_member(actor=owner, institution=alder.public_id, account_id=other.pk, now=now)


def test_changes_are_told(alder: Institution, owner: Account, person: Person, now: datetime) -> None:
    viewer = person("viewer")
    services.change_roles(
        actor=owner, institution=alder.public_id, account_id=viewer.pk, roles=["author"], now=now
    )
    entry = Entry.objects.filter(kind="institutions.MemberChanged").latest("pk")
    assert entry.institution == alder.pk
    assert entry.actor == owner.pk
    assert "author" in entry.body
    assert "viewer" not in entry.body


def test_the_only_owner_hands_over_before_the_account_is_erased(
    alder: Institution, owner: Account, person: Person, now: datetime
) -> None:
    with pytest.raises(AccountHeld, match="Alder College has no other owner"):
        accounts.erase(actor=owner, now=now)
    other = person("owner")
    accounts.erase(actor=owner, now=now)
    event = AccountErased(owner.pk, now, owner.pk)
    services.hear_account_erased(event, now=now)
    services.hear_account_erased(event, now=now)
    assert [row.account for row in queries.members(other, alder.public_id)] == [other.pk]
    assert Entry.objects.filter(kind="institutions.MemberChanged", actor=owner.pk).count() == 1


def test_a_person_takes_their_memberships_along(alder: Institution, owner: Account) -> None:
    assert queries.account_data(owner) == {
        "memberships": [{"institution": "Alder College", "roles": ["owner"]}]
    }
