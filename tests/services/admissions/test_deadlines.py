"""Deadlines: examiners are reminded before and after, once each, and the applicant reads until when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import house
from tests.services.admissions.scene import NOW, Scene, scene

from microcred.platform.accounts.models import Account
from microcred.platform.admissions import services
from microcred.platform.admissions.mails import due, overdue
from microcred.platform.admissions.models import Case
from microcred.platform.config import subscriptions
from microcred.platform.journal.models import Mail
from microcred.platform.qualifications.holdings import holdings

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DUE, OVERDUE = "admissions.due", "admissions.overdue"


def applied(here: Scene, learner: Account) -> str:
    here.award(learner)
    return services.apply(
        actor=learner, programme=here.programme, read=holdings(learner, NOW), papers=(), now=NOW
    )


def mails() -> list[tuple[str, str]]:
    found = Mail.objects.filter(kind__startswith="admissions.").exclude(kind="admissions.decided")
    return [(one.kind, one.reference.partition(".")[2]) for one in found.order_by("kind", "reference")]


def rounds(*days: int) -> None:
    """The hourly round, on each of these days after the application and twice."""
    for day in days:
        for hours in (0, 1):
            services.remind_due(now=NOW + day * DAY + timedelta(hours=hours))


def test_who_took_a_case_on_is_reminded_once_before_and_once_after() -> None:
    here, learner = scene(), house.person()
    ruth = house.member(here.at, "Ruth Amsel", "registrar")
    case = applied(here, learner)
    services.assign(actor=ruth, public_id=case, now=NOW)
    rounds(1, 24)
    assert mails() == []
    rounds(25, 26)
    assert mails() == [(DUE, str(ruth.pk))]
    rounds(28, 29, 60)
    assert mails() == [(DUE, str(ruth.pk)), (OVERDUE, str(ruth.pk))]


def test_a_case_that_nobody_took_on_reminds_its_registrars_or_else_its_owner() -> None:
    here, learner = scene(), house.person()
    applied(here, learner)
    rounds(26)
    assert mails() == [(DUE, str(here.registrar.pk))]
    two = [house.member(here.at, name, "registrar") for name in ("Ruth Amsel", "Sean Bell")]
    house.member(here.at, "Vera Blick", "viewer")
    rounds(29)
    assert [who for kind, who in mails() if kind == OVERDUE] == sorted(str(one.pk) for one in two)


def test_what_waits_for_a_second_person_reminds_somebody_else_than_who_proposed_it() -> None:
    here, learner = scene(four_eyes=True), house.person()
    ruth = house.member(here.at, "Ruth Amsel", "reviewer")
    case = applied(here, learner)
    services.decide(actor=here.registrar, public_id=case, outcome="admitted", reasons="Met.", now=NOW)
    rounds(29)
    assert mails() == [(OVERDUE, str(ruth.pk))]


def test_a_decided_case_reminds_nobody_and_an_appeal_has_a_deadline_of_its_own() -> None:
    here, learner = scene(), house.person()
    ruth = house.member(here.at, "Ruth Amsel", "registrar")
    case = applied(here, learner)
    rounds(29)
    assert {kind for kind, _ in mails()} == {OVERDUE}
    services.decide(actor=ruth, public_id=case, outcome="refused", reasons="No.", now=NOW + 30 * DAY)
    rounds(31, 90)
    assert len(mails()) == 1
    services.appeal(actor=learner, public_id=case, text="Look again.", now=NOW + 91 * DAY)
    rounds(117)
    assert mails()[0] == (DUE, str(here.registrar.pk))


def test_what_is_decided_within_days_is_not_reminded_of_at_once() -> None:
    here, learner = scene(days=2), house.person()
    applied(here, learner)
    rounds(0, 1)
    assert mails() == []
    rounds(3)
    assert mails() == [(OVERDUE, str(here.registrar.pk))]


@pytest.mark.parametrize(
    ("write", "words"), [(due, "To be decided by 11 June 2026"), (overdue, "Overdue since 11 June 2026")]
)
def test_the_mail_names_programme_day_and_place_and_not_the_applicant(write: object, words: str) -> None:
    here, learner = scene(), house.person()
    case = applied(here, learner)
    reference = f"{case}.{here.registrar.pk}"
    mail = write(reference)  # type: ignore[operator]
    assert mail.to == here.registrar.email
    assert words in mail.subject
    assert f"/o/{here.at}/cases/{case}" in mail.text
    assert learner.name not in mail.subject + mail.text
    services.decide(actor=here.registrar, public_id=case, outcome="admitted", reasons="Met.", now=NOW)
    assert write(reference) is None  # type: ignore[operator]


def test_the_round_is_one_of_those_that_the_tick_makes() -> None:
    name, every = subscriptions.PERIODIC["admissions.deadlines"]
    assert (name, every) == ("microcred.platform.admissions.services.remind_due", timedelta(hours=1))
    assert {DUE, OVERDUE} <= subscriptions.MAILS.keys()


@pytest.mark.parametrize(("days", "words"), [(9, "To be decided by"), (-1, "It was to be decided by")])
def test_the_applicant_reads_until_when_in_the_list_and_on_the_case(days: int, words: str) -> None:
    here, learner = scene(), house.person()
    case = applied(here, learner)
    Case.objects.update(due_at=timezone.now() + days * DAY)
    client = Client()
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    for page in ("/applications", f"/applications/{case}"):
        assert words in client.get(page).content.decode(), page
