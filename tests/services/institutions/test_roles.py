from __future__ import annotations

from datetime import datetime

import pytest
from tests.services.institutions.conftest import Person

from microcred.errors import MicrocredError
from microcred.platform.accounts import services as accounts
from microcred.platform.institutions import access, queries, services
from microcred.platform.institutions.access import NotAllowed, NotFound
from microcred.platform.institutions.models import Institution
from microcred.platform.institutions.profile import Profile
from microcred.platform.institutions.roles import SENTENCES, Role

pytestmark = pytest.mark.django_db

MAY = {
    "see": {role.value for role in Role},
    "profile": {"owner", "admin"},
    "review": {"owner", "admin"},
    "members": {"owner", "admin"},
    "see keys": {"owner", "admin"},
    "keys": {"owner"},
}


@pytest.mark.parametrize("verb", sorted(MAY))
@pytest.mark.parametrize("role", [role.value for role in Role])
def test_each_role_may_do_what_the_table_says_and_nothing_else(
    role: str, verb: str, alder: Institution, person: Person
) -> None:
    actor = person(role)
    if role in MAY[verb]:
        assert access.institution(actor, alder.public_id, to=verb) == alder
    else:
        with pytest.raises(NotAllowed):
            access.institution(actor, alder.public_id, to=verb)


@pytest.mark.parametrize("verb", sorted(MAY))
def test_strangers_learn_nothing_not_even_that_it_is_there(
    verb: str, alder: Institution, person: Person
) -> None:
    for actor in (person(), None):
        with pytest.raises(NotFound):
            access.institution(actor, alder.public_id, to=verb)
        with pytest.raises(NotFound):
            access.require(actor, alder, MAY[verb])
    with pytest.raises(NotFound):
        access.institution(person("owner"), "no-such-institution", to=verb)


def test_an_owner_elsewhere_is_a_stranger_here(alder: Institution, person: Person, now: datetime) -> None:
    other = person()
    services.create(actor=other, profile=Profile("Birch"), owner=other, now=now)
    with pytest.raises(NotFound):
        services.rotate_key(actor=other, institution=alder.public_id, now=now)


def test_several_roles_add_up(alder: Institution, person: Person) -> None:
    both = person("author", "reviewer")
    access.require(both, alder, ["author"])
    access.require(both, alder, ["reviewer", "owner"])
    with pytest.raises(NotAllowed):
        access.require(both, alder, ["awarder"])


def test_a_closed_account_has_no_roles(alder: Institution, person: Person) -> None:
    gone = person("admin")
    gone.is_active = False
    gone.save()
    with pytest.raises(NotFound):
        access.require(gone, alder, ["admin"])
    assert queries.memberships(gone) == []


CHANGES = {
    "rotate a key": lambda actor, at, now: services.rotate_key(actor=actor, institution=at, now=now),
    "declare a key lost": lambda actor, at, now: services.compromise_key(
        actor=actor, institution=at, key="x", since=now, now=now
    ),
    "change the profile": lambda actor, at, now: services.change_profile(
        actor=actor, institution=at, profile=Profile("Stolen"), now=now
    ),
    "change the review": lambda actor, at, now: services.change_review(
        actor=actor, institution=at, before_publishing=False, batches_over=None, now=now
    ),
    "set the logo": lambda actor, at, now: services.remove_logo(actor=actor, institution=at, now=now),
    "invite": lambda actor, at, now: services.invite(
        actor=actor, institution=at, email="x@example.org", roles=["viewer"], now=now
    ),
    "change roles": lambda actor, at, now: services.change_roles(
        actor=actor, institution=at, account_id=1, roles=["viewer"], now=now
    ),
    "remove": lambda actor, at, now: services.remove_member(
        actor=actor, institution=at, account_id=1, now=now
    ),
    "withdraw": lambda actor, at, now: services.withdraw_invitation(
        actor=actor, institution=at, invitation="x", now=now
    ),
    "list members": lambda actor, at, now: queries.members(actor, at),
    "list invitations": lambda actor, at, now: queries.invitations(actor, at, now),
    "list keys": lambda actor, at, now: queries.keys(actor, at, now),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_guarded_is_refused_to_strangers_and_small_roles(
    what: str, alder: Institution, person: Person, now: datetime
) -> None:
    for actor, refusal in ((person(), NotFound), (None, NotFound), (person("awarder", "author"), NotAllowed)):
        with pytest.raises(MicrocredError) as caught:
            CHANGES[what](actor, alder.public_id, now)
        assert type(caught.value) is refusal
    alder.refresh_from_db()
    assert alder.name == "Alder College"


def test_each_role_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Role)


def test_only_the_owner_or_an_operator_founds_an_institution(person: Person, now: datetime) -> None:
    stranger = person()
    owner = accounts.create(email="other@example.org", name="Other", now=now)
    with pytest.raises(NotAllowed):
        services.create(actor=stranger, profile=Profile("Birch"), owner=owner, now=now)
    stranger.is_staff = True
    assert services.create(actor=stranger, profile=Profile("Birch"), owner=owner, now=now)
    assert [row.name for row in queries.memberships(owner)] == ["Birch"]
