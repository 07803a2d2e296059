"""A register is measured on what was verified last time; whatever changed since is verified anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests import house
from tests.services.admissions.scene import NOW, Scene, scene, stored

from microcred.platform.accounts.events import AccountErased
from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.institutions import services as keys
from microcred.platform.institutions.access import by_public_id
from microcred.platform.portfolio import services as portfolio
from microcred.platform.portfolio.rounds import Round
from microcred.platform.qualifications import established, services
from microcred.platform.qualifications.holdings import holdings
from microcred.platform.qualifications.models import Established
from microcred.platform.qualifications.reading import at_home
from microcred.platform.verifier.models import ListKind, TrustList
from microcred.rules.facts import HeldCredential, State

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every credential that is verified from now on."""
    bodies: list[bytes] = []
    examine = Round.examine

    def noted(self: Round, body: bytes) -> object:
        bodies.append(body)
        return examine(self, body)

    monkeypatch.setattr(Round, "examine", noted)
    return bodies


def learner(here: Scene) -> Account:
    """Somebody with the talk and the other micro-credential."""
    person = house.person("Ann Alm")
    here.award(person)
    here.award(person, "data")
    return person


def held(here: Scene, person: Account, now: object = NOW) -> list[HeldCredential]:
    home = by_public_id(here.at).did
    return established.held_by([person.pk], home, now)[person.pk]  # type: ignore[arg-type]


def test_it_is_exactly_what_a_verification_finds_the_first_time_and_again(examined: list[bytes]) -> None:
    here = scene()
    person = learner(here)
    home = by_public_id(here.at).did
    first, again = held(here, person), held(here, person, LATER)
    assert len(examined) == 2
    assert first == again == [at_home(one.held, home) for one in holdings(person, NOW)]
    assert {one.state for one in first} == {State.VERIFIED}


def revoked(here: Scene, person: Account) -> None:
    row = Established.objects.filter(learner=person).order_by("credential").first()
    assert row is not None
    owner = here.registrar if b"Alder" in stored(row.credential) else here.other
    at = here.at if owner == here.registrar else here.elsewhere
    awards.revoke(actor=owner, institution=at, public_ids=[row.credential], reason="An error", now=NOW)


def replaced(here: Scene, person: Account) -> None:
    keys.rotate_key(actor=here.registrar, institution=here.at, now=NOW)


def listed(here: Scene, person: Account) -> None:
    TrustList.objects.create(kind=ListKind.values[0], name="Of the operator", as_of=NOW)


CHANGES: dict[str, tuple[Callable[[Scene, Account], None], timedelta, int]] = {
    "a revoked credential alone": (revoked, timedelta(hours=1), 1),
    "what an institution signed whose key was replaced": (replaced, timedelta(hours=1), 1),
    "all once a trust list came": (listed, timedelta(hours=1), 2),
    "all after a day": (lambda here, person: None, established.LASTS, 2),
}


@pytest.mark.parametrize("case", CHANGES)
def test_verified_anew_is(case: str, examined: list[bytes]) -> None:
    change, after, number = CHANGES[case]
    here = scene()
    person = learner(here)
    held(here, person)
    change(here, person)
    examined.clear()
    found = held(here, person, NOW + after)
    assert len(examined) == number
    assert [one.state for one in found].count(State.REVOKED) == (change is revoked)


def test_what_is_not_sound_is_never_kept() -> None:
    here = scene()
    person = learner(here)
    held(here, person)
    revoked(here, person)
    held(here, person, LATER)
    assert Established.objects.filter(learner=person, at=LATER).count() == 0
    assert [one.state for one in held(here, person, LATER)].count(State.VERIFIED) == 1


def test_what_is_put_away_counts_no_longer_and_what_was_erased_leaves_nothing() -> None:
    here = scene()
    person = learner(here)
    first = held(here, person)
    portfolio.archive(actor=person, public_ids=[first[0].id], now=NOW)
    assert [one.id for one in held(here, person, LATER)] == [first[1].id]
    services.hear_account_erased(AccountErased(person.pk, LATER, None), now=LATER)
    assert not Established.objects.filter(learner=person).exists()


def test_what_counts_no_longer_is_deleted_with_the_daily_round() -> None:
    here = scene()
    held(here, learner(here))
    assert services.forget_established(now=LATER) == 0
    assert services.forget_established(now=NOW + established.LASTS) == 2
