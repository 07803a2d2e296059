"""What is left of a place when its learner's account is erased."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from tests import house
from tests.services.enrolments.test_enrolling import NOW, School

from microcred.platform.accounts import queries as accounts
from microcred.platform.accounts import services as signing_in
from microcred.platform.accounts.events import AccountErased
from microcred.platform.enrolments import queries, services
from microcred.platform.enrolments.models import Enrolment, Invitation, Invoice
from microcred.platform.enrolments.services.erasing import INVITATIONS_KEPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return School()


def test_the_place_goes_to_who_waits_and_nothing_is_left(school: School) -> None:
    made = school.offers(places=1)
    ann, ben = house.person("Ann"), house.person("Ben")
    services.enrol(actor=ann, offering=made, now=NOW)
    services.enrol(actor=ben, offering=made, now=NOW)
    event = AccountErased(ann.pk, NOW, ann.pk)
    services.hear_account_erased(event, now=NOW)
    services.hear_account_erased(event, now=NOW)
    assert school.states(made) == {"Ben": "enrolled"}
    assert not Enrolment.objects.filter(learner=ann).exists()


def test_a_voucher_can_be_used_again(school: School) -> None:
    made, ann, ben = school.offers(price="90"), house.person("Ann"), house.person("Ben")
    [code] = services.make_vouchers(actor=school.owner, offering=made, name="One", count=1, now=NOW)
    services.enrol(actor=ann, offering=made, now=NOW, voucher=code)
    services.hear_account_erased(AccountErased(ann.pk, NOW, None), now=NOW)
    assert services.enrol(actor=ben, offering=made, now=NOW, voucher=code)


def test_a_paid_invoice_stays_and_an_open_one_goes(school: School) -> None:
    paid, still_open = school.offers(price="90"), school.offers(price="120")
    ann = house.person("Ann")
    services.enrol(actor=ann, offering=paid, now=NOW, invoice=True)
    services.enrol(actor=ann, offering=still_open, now=NOW, invoice=True)
    first = next(one for one in queries.invoices(school.owner, school.at) if str(one.price) == "90.00")
    services.mark_paid(actor=school.owner, invoice=first.invoice, now=NOW)
    services.hear_account_erased(AccountErased(ann.pk, NOW, None), now=NOW)
    assert [str(one.amount) for one in Invoice.objects.all()] == ["90.00"]
    assert school.states(paid) == school.states(still_open) == {}


def test_the_export_holds_enrolments_and_invitations(school: School) -> None:
    made, ann = school.offers(price="90"), house.person("Ann")
    services.invite(actor=school.owner, offering=made, sheet=f"email\n{ann.email}\n".encode(), now=NOW)
    place = services.enrol(actor=ann, offering=made, now=NOW, invoice=True)
    services.withdraw(actor=ann, public_id=place, now=NOW)
    found = json.loads(json.dumps(accounts.own_data(ann)))
    [row] = found["enrolments"]
    assert (row["state"], row["price"], row["invoice"]["state"]) == ("withdrawn", "90.00 EUR", "cancelled")
    assert [one["email"] for one in found["invitations"]] == [ann.email]


def test_an_invitation_goes_with_the_account_that_has_its_address(school: School) -> None:
    made, ann = school.offers(), house.person("Ann")
    signing_in.add_confirmed_address(account=ann, email="Other@people.example")
    sheet = f"email\n{ann.email}\nother@people.example\nben@people.example\n".encode()
    services.invite(actor=school.owner, offering=made, sheet=sheet, now=NOW)
    signing_in.erase(actor=ann, now=NOW)
    assert [one.email for one in Invitation.objects.all()] == ["ben@people.example"]


def test_an_address_that_was_never_confirmed_deletes_nothing_of_whose_it_is(school: School) -> None:
    made, ann = school.offers(), house.person("Ann")
    EmailAddress.objects.create(user_id=ann.pk, email="ben@people.example", verified=False)
    services.invite(actor=school.owner, offering=made, sheet=b"email\nben@people.example\n", now=NOW)
    signing_in.erase(actor=ann, now=NOW)
    assert [one.email for one in Invitation.objects.all()] == ["ben@people.example"]


def test_an_invitation_is_forgotten_some_time_after_the_offering_has_ended(school: School) -> None:
    made = school.offers()
    services.invite(actor=school.owner, offering=made, sheet=b"email\nben@people.example\n", now=NOW)
    ended = NOW.replace(year=NOW.year + 5)
    Invitation.objects.get().offering.__class__.objects.update(ends_on=ended.date())
    assert services.forget_invitations(now=ended + INVITATIONS_KEPT) == 0
    assert services.forget_invitations(now=ended + INVITATIONS_KEPT + timedelta(days=1)) == 1
