"""What would count, before anybody applies: nothing is stored."""

from __future__ import annotations

import pytest
from django.apps import apps
from tests import house
from tests.services.admissions.scene import NOW, Scene, scene, stored

from microcred.platform.admissions import queries, services
from microcred.platform.admissions.errors import NothingDropped, TooManyDropped
from microcred.platform.admissions.services import Dropped, Estimate
from microcred.platform.awards import services as awards

pytestmark = pytest.mark.django_db
OWN = ("admissions", "qualifications", "portfolio", "awards", "credentials", "verifier", "journal")


def estimated(here: Scene, *ids: str) -> Estimate:
    dropped = [Dropped(f"{one}.json", stored(one)) for one in ids]
    read = services.examined(dropped, now=NOW)
    return services.estimate(queries.open_programme(here.programme), read, NOW)


def test_both_parts_give_entry_and_one_alone_says_what_is_missing() -> None:
    here, learner = scene(), house.person()
    talk, data = here.award(learner), here.award(learner, "data")
    assert estimated(here, talk, data).parts[0].told.outcome == "met"
    alone = estimated(here, talk).parts[0].told
    assert (alone.outcome, alone.missing) == ("not-yet", "3")
    assert [row.outcome for row in alone.rows] == ["Not yet", "Met", "Not yet"]


def test_a_revoked_credential_counts_nowhere_and_says_why() -> None:
    here, learner = scene(), house.person()
    talk, data = here.award(learner), here.award(learner, "data")
    awards.revoke(
        actor=here.registrar,
        institution=here.at,
        public_ids=[talk],
        reason="Mixed up.",
        now=NOW,
    )
    told = estimated(here, talk, data).parts[0].told
    assert told.apart == (("Presenting to an audience", "It was revoked."),)
    assert told.outcome == "not-yet"


def test_the_same_credential_twice_counts_once() -> None:
    here, learner = scene(), house.person()
    talk, data = here.award(learner), here.award(learner, "data")
    told = estimated(here, talk, data, data).parts[0].told
    assert told.outcome == "met"
    assert [why for _, why in told.apart] == ["It is a copy of a credential that is here already."]


def test_what_is_no_credential_is_told_apart() -> None:
    here = scene()
    read = services.examined([Dropped("letter.txt", b"Dear Sir")], now=NOW)
    told = services.estimate(queries.open_programme(here.programme), read, NOW).parts[0].told
    assert told.apart == (("letter.txt", "Its verification failed."),)


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(NothingDropped):
        services.examined([Dropped("a", b"  ")], now=NOW)
    with pytest.raises(TooManyDropped):
        services.examined([Dropped(str(n), b"{}") for n in range(41)], now=NOW)


def test_nothing_is_stored() -> None:
    here, learner = scene(), house.person()
    talk = here.award(learner)

    def rows() -> int:
        return sum(model.objects.count() for app in OWN for model in apps.get_app_config(app).get_models())

    before = rows()
    estimated(here, talk)
    assert rows() == before
