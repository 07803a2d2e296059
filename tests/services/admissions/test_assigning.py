"""Who decides a case: taken on, given to a colleague who is told, given back, one or many at once."""

from __future__ import annotations

import json

import pytest
from django.core import mail
from tests import house
from tests.services.admissions.scene import NOW, Scene, scene
from tests.services.admissions.test_deadlines import applied

from microcred.platform.accounts.models import Account
from microcred.platform.admissions import casebook, services
from microcred.platform.admissions.errors import AnotherPerson, CaseClosed, CaseUnknown, ExaminerUnknown
from microcred.platform.institutions.access import NotAllowed
from microcred.platform.journal import services as journal
from microcred.platform.journal.models import Entry

pytestmark = pytest.mark.django_db


def house_of_two(count: int = 1) -> tuple[Scene, Account, list[str]]:
    """The registrar Rhea, her colleague Ruth, and so many cases."""
    here = scene()
    ruth = house.member(here.at, "Ruth Amsel", "registrar")
    return here, ruth, [applied(here, house.person(f"Ida {n}")) for n in range(count)]


def with_whom(here: Scene, **chosen: str) -> list[str]:
    return [one.assigned_to for one in casebook.queue(here.registrar, here.at, **chosen)]


def mails() -> list[tuple[list[str], str]]:
    mail.outbox.clear()
    journal.send_due(NOW)
    return [(one.to, one.subject) for one in mail.outbox]


def test_a_case_is_given_to_a_colleague_who_is_told_and_given_back() -> None:
    here, ruth, (case,) = house_of_two()
    services.assign(actor=here.registrar, public_id=case, now=NOW, to=ruth.pk)
    assert with_whom(here) == ["Ruth Amsel"]
    assert mails() == [
        ([ruth.email], "For you to decide by 11 June 2026: an application for “Bachelor of Care”")
    ]
    services.hand_back(actor=ruth, public_id=case, now=NOW)
    assert with_whom(here) == [""]
    journal.seal()
    told = [(one.kind, json.loads(one.body)) for one in Entry.objects.filter(mentions__reference=case)]
    steps = [(kind, body.get("step"), body.get("to")) for kind, body in told]
    assert steps[1:] == [
        ("admissions.CaseAssigned", None, ruth.pk),
        ("admissions.CaseStep", "handed-back", None),
    ]


def test_who_takes_it_on_themselves_gets_no_mail_nor_does_who_has_it_no_more() -> None:
    here, ruth, (case,) = house_of_two()
    services.assign(actor=here.registrar, public_id=case, now=NOW)
    services.assign(actor=here.registrar, public_id=case, now=NOW, to=ruth.pk)
    services.assign(actor=here.registrar, public_id=case, now=NOW, to=here.registrar.pk)
    assert mails() == []


def test_a_case_is_not_given_to_who_may_not_decide_it() -> None:
    here, _ruth, (case,) = house_of_two()
    viewer = house.member(here.at, "Vera Lind", "viewer")
    for other in (viewer.pk, here.other.pk, 10**12):
        with pytest.raises(ExaminerUnknown):
            services.assign(actor=here.registrar, public_id=case, now=NOW, to=other)
    for step in (services.assign, services.hand_back):
        with pytest.raises(NotAllowed):
            step(actor=viewer, public_id=case, now=NOW)


def test_an_appeal_is_not_given_to_who_has_decided_before() -> None:
    here, ruth, (case,) = house_of_two()
    services.decide(actor=here.registrar, public_id=case, outcome="refused", reasons="Short.", now=NOW)
    with pytest.raises(CaseClosed):
        services.hand_back(actor=ruth, public_id=case, now=NOW)
    learner = casebook.Case.objects.get().applicant
    assert learner is not None
    services.appeal(actor=learner, public_id=case, text="Look again.", now=NOW)
    with pytest.raises(AnotherPerson):
        services.assign(actor=ruth, public_id=case, now=NOW, to=here.registrar.pk)
    services.assign(actor=here.registrar, public_id=case, now=NOW, to=ruth.pk)
    assert with_whom(here) == ["Ruth Amsel"]


def test_several_are_given_at_once_or_none_and_the_queue_is_filtered_by_who_has_them() -> None:
    here, ruth, cases = house_of_two(3)
    with pytest.raises(CaseUnknown):
        services.assign_all(actor=here.registrar, public_ids=[*cases, "nosuch"], now=NOW, to=ruth.pk)
    assert with_whom(here) == ["", "", ""]
    assert services.assign_all(actor=here.registrar, public_ids=cases[:2], now=NOW, to=ruth.pk) == 2
    assert with_whom(here, examiner=str(ruth.pk)) == ["Ruth Amsel", "Ruth Amsel"]
    assert with_whom(here, examiner=casebook.NOBODY) == [""]
    assert with_whom(here, examiner="9" * 30) == []
    counted = casebook.waiting(here.registrar, here.at, NOW.replace(year=2027))
    assert counted == casebook.Waiting(3, 3, 1)
    assert services.assign_all(actor=ruth, public_ids=cases, now=NOW, to=None) == 3
    assert with_whom(here) == ["", "", ""]


def test_the_queue_shows_those_that_are_alike_alone() -> None:
    here, _ruth, (case, other) = house_of_two(2)
    learner = house.person("Bo Lund")
    here.award(learner, "data")
    third = applied(here, learner)
    found = [one.public_id for one in casebook.queue(here.registrar, here.at, like=case)]
    assert found == [case, other]
    assert [one.public_id for one in casebook.queue(here.registrar, here.at, like=third)] == [third]
