"""What is written to who gets a place, and to who is invited."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests import house
from tests.services.enrolments.test_enrolling import NOW, School

from microcred.platform.catalogue import services as catalogue
from microcred.platform.enrolments import services
from microcred.platform.journal import services as journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return School()


@pytest.mark.parametrize(("price", "words"), [("0", "you are enrolled"), ("90", "until the invoice is paid")])
def test_who_waited_is_told_of_the_place(
    school: School, mailoutbox: list[Any], price: str, words: str
) -> None:
    made = school.offers(places=1, price=price)
    ann, ben = house.person("Ann"), house.person("Ben")
    first = services.enrol(actor=ann, offering=made, now=NOW, invoice=price != "0")
    second = services.enrol(actor=ben, offering=made, now=NOW, invoice=price != "0")
    services.withdraw(actor=ann, public_id=first, now=NOW)
    assert journal.send_due(NOW) == 1
    assert mailoutbox[0].to == [ben.email]
    assert words in mailoutbox[0].body
    assert "/enrolments" in mailoutbox[0].body
    services.withdraw(actor=ben, public_id=second, now=NOW)
    assert journal.send_due(NOW + timedelta(hours=1)) == 0


def test_a_place_that_was_given_back_is_not_announced(school: School, mailoutbox: list[Any]) -> None:
    made = school.offers(places=1)
    ann, ben = house.person("Ann"), house.person("Ben")
    first = services.enrol(actor=ann, offering=made, now=NOW)
    second = services.enrol(actor=ben, offering=made, now=NOW)
    services.withdraw(actor=ann, public_id=first, now=NOW)
    services.withdraw(actor=ben, public_id=second, now=NOW)
    assert journal.send_due(NOW) == 0
    assert mailoutbox == []


def test_who_is_invited_gets_one_mail_unless_they_are_in_it(school: School, mailoutbox: list[Any]) -> None:
    made, ann = school.offers(), house.person("Ann")
    services.enrol(actor=ann, offering=made, now=NOW)
    sheet = f"email\n{ann.email}\nNew@People.example\n".encode()
    assert services.invite(actor=school.owner, offering=made, sheet=sheet, now=NOW) == 2
    services.invite(actor=school.owner, offering=made, sheet=sheet, now=NOW)
    journal.send_due(NOW)
    assert [one.to for one in mailoutbox] == [["new@people.example"]]
    assert f"/find/{made}" in mailoutbox[0].body
    assert "Alder College invites you" in mailoutbox[0].subject


def test_nobody_is_invited_into_what_is_closed(school: School, mailoutbox: list[Any]) -> None:
    made = school.offers()
    services.invite(actor=school.owner, offering=made, sheet=b"email\nnew@people.example\n", now=NOW)
    catalogue.close_offering(actor=school.owner, public_id=made, now=NOW)
    journal.send_due(NOW)
    assert mailoutbox == []
