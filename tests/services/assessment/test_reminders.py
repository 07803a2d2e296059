"""One mail before a last day, to who still has to hand in and did not say no; and the learner's page of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import assessing, house
from tests.assessing import WORK
from tests.services.assessment.test_enrolled import offered, signed_in

from microcred.platform.accounts.events import AccountErased
from microcred.platform.assessment import queries, services
from microcred.platform.assessment.models import Reminder, Unreminded
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.catalogue.models import Offering
from microcred.platform.enrolments import services as enrolments
from microcred.platform.journal.models import Mail
from microcred.platform.journal.services import send_due

pytestmark = pytest.mark.django_db


def due_in(days: int) -> tuple[assessing.Scene, datetime]:
    """A learner who is enrolled where work is due in so many days."""
    at = timezone.now()
    made = assessing.scene(due=(at + timedelta(days=days)).date())
    enrolments.enrol(actor=made.learner, offering=offered(made), now=at)
    Mail.objects.all().delete()
    return made, at


def sent(at: datetime, outbox: list[Any]) -> list[Any]:
    send_due(at, 100)
    return [one for one in outbox if "is due on" in one.subject]


def test_who_has_to_hand_in_is_reminded_once(mailoutbox: list[Any]) -> None:
    made, at = due_in(10)
    assert services.remind(now=at) == 0
    near = at + timedelta(days=3)
    assert services.remind(now=near) == 1
    assert services.remind(now=near + timedelta(hours=1)) == 0
    [mail] = sent(near, mailoutbox)
    assert mail.to == [made.learner.email]
    assert f"/m/{made.achievement}/hand-in" in mail.body
    assert "/assessments/" in mail.body


def test_nobody_is_reminded_of_what_is_in_over_or_only_waited_for(mailoutbox: list[Any]) -> None:
    made, at = due_in(3)
    other = house.person("Ben")
    services.hand_in(actor=made.learner, method=made.method, work=WORK, now=at)
    assert services.remind(now=at) == 0
    enrolments.enrol(actor=other, offering=offered(made, places=1), now=at)
    assert services.remind(now=at + timedelta(days=4)) == 0
    assert services.remind(now=at) == 1
    services.hand_in(actor=other, method=made.method, work=WORK, now=at)
    assert sent(at, mailoutbox) == []


def test_who_says_no_is_not_reminded_and_can_say_yes_again(mailoutbox: list[Any]) -> None:
    made, at = due_in(3)
    client = signed_in(made.learner)
    assert "Do not remind me" in client.get("/assessments/").content.decode()
    assert client.post("/assessments/reminders", {"wanted": "no"}).status_code == 302
    assert services.remind(now=at) == 0
    assert queries.account_data(made.learner)["wants_reminders"] is False
    assert client.post("/assessments/reminders", {"wanted": "yes"}).status_code == 302
    assert services.remind(now=at) == 1
    client.post("/assessments/reminders", {"wanted": "no"})
    assert sent(at, mailoutbox) == []
    services.hear_account_erased(AccountErased(account=made.learner.pk, at=at, actor=None), now=at)
    assert not Reminder.objects.exists()
    assert not Unreminded.objects.exists()


def test_the_learners_page_says_what_is_due_what_runs_what_is_over_and_what_came_of_it() -> None:
    made, at = due_in(3)
    client: Client = signed_in(made.learner)
    page = client.get("/enrolments").content.decode()
    assert "What is due" in page
    assert "the last day is" in page
    assert "Your credential" not in page
    award = awards.award_one(
        actor=made.owner,
        achievement=made.achievement,
        values={"name": made.learner.name, "email": made.learner.email},
        identity=Identity(),
        now=at,
    )
    Offering.objects.update(starts_on=at.date() - timedelta(9), ends_on=at.date() - timedelta(1))
    page = client.get("/enrolments").content.decode()
    over = page.partition("What is over")[2]
    assert "It is over" in over
    assert f'href="/c/{award}"' in over
    stranger = signed_in(house.person("Ben")).get("/enrolments").content.decode()
    assert award not in stranger
