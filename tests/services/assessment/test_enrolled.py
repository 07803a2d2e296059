"""From an enrolment to the work that is handed in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import assessing, house
from tests.assessing import POOR, WORK

from microcred.platform.assessment import queries, services
from microcred.platform.assessment.errors import EnrolmentMissing
from microcred.platform.catalogue import services as catalogue
from microcred.platform.catalogue.offered import OfferingTerms
from microcred.platform.enrolments import services as enrolments

pytestmark = pytest.mark.django_db


def offered(made: assessing.Scene, **terms: Any) -> str:
    day = timezone.localdate()
    value = {"starts_on": day + timedelta(9), "ends_on": day + timedelta(60), **terms}
    offering = catalogue.draft_offering(
        actor=made.owner,
        institution=made.certifier,
        achievement=made.achievement,
        terms=OfferingTerms.read(value),
        now=timezone.now(),
    )
    catalogue.publish_offering(actor=made.owner, public_id=offering, now=timezone.now())
    return offering


def signed_in(account: Any) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_where_it_is_asked_for_only_who_is_enrolled_hands_in(now: datetime) -> None:
    made = assessing.scene(enrolled=True)
    offering = offered(made, places=1)
    waits = house.person("Ben")
    with pytest.raises(EnrolmentMissing):
        services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    enrolments.enrol(actor=made.learner, offering=offering, now=timezone.now())
    enrolments.enrol(actor=waits, offering=offering, now=timezone.now())
    assert services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    with pytest.raises(EnrolmentMissing):
        services.hand_in(actor=waits, method=made.method, work=WORK, now=now)


def test_assessment_only_works_without_an_enrolment(now: datetime) -> None:
    made = assessing.scene(enrolled=True)
    assert services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now, at_work=True)


def test_what_can_be_handed_in_follows_the_enrolment_and_the_decision(now: datetime) -> None:
    made = assessing.scene()
    day = now.date()
    assert queries.to_hand_in(made.learner, day) == []
    enrolments.enrol(actor=made.learner, offering=offered(made), now=timezone.now())
    assert [(one.achievement, one.again) for one in queries.to_hand_in(made.learner, day)] == [
        (made.achievement, False)
    ]
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    assert queries.to_hand_in(made.learner, day) == []
    services.mark(actor=made.assessors[0], submission=work, marks=POOR, now=now)
    services.decide(
        actor=made.certifiers[0], submission=work, outcome="again", reason="One message, please.", now=now
    )
    assert [one.again for one in queries.to_hand_in(made.learner, day)] == [True]


def test_the_pages_lead_to_the_form_where_there_is_a_method(now: datetime) -> None:
    made = assessing.scene()
    offering = offered(made)
    enrolments.enrol(actor=made.learner, offering=offering, now=timezone.now())
    bare = house.published(made.owner, made.certifier, name="Something else")
    other = offered(assessing.Scene(**{**vars(made), "achievement": bare}))
    client, address = signed_in(made.learner), f"/m/{made.achievement}/hand-in"
    for page in ("/enrolments", "/assessments/", f"/find/{offering}"):
        assert f'href="{address}"' in client.get(page).content.decode(), page
    assert client.get(address).status_code == 200
    assert "/hand-in" not in client.get(f"/find/{other}").content.decode()


def test_the_form_says_that_an_enrolment_is_missing() -> None:
    made = assessing.scene(enrolled=True, without_course=False)
    page = signed_in(made.learner).get(f"/m/{made.achievement}/hand-in").content.decode()
    assert "Work is taken here from those who are enrolled." in page
    assert "<textarea" not in page
