"""What was paid goes back; what is not paid in time goes on; whoever waits moves up, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests import house
from tests.services.enrolments.test_enrolling import NOW, School, at_once

from microcred.platform.enrolments import queries, services
from microcred.platform.enrolments.errors import EnrolmentState
from microcred.platform.enrolments.holding import HELD_FOR, HELD_FOR_SPONSOR
from microcred.platform.enrolments.models import CreditNote, Enrolment
from microcred.platform.enrolments.services import lapsing
from microcred.platform.institutions.errors import NotAllowed, NotFound
from microcred.platform.journal.models import Entry, Mail

pytestmark = pytest.mark.django_db
LATE = NOW + HELD_FOR


@pytest.fixture
def school() -> School:
    return School()


def paid(school: School, offering: str, name: str = "Ann") -> tuple[Any, str, str]:
    """Somebody with a paid place: the account, the enrolment and the invoice."""
    who = house.person(name)
    enrolment = services.enrol(actor=who, offering=offering, now=NOW, invoice=True)
    [row] = [one for one in queries.invoices(school.owner, school.at) if one.name == name]
    services.mark_paid(actor=school.owner, invoice=row.invoice, now=NOW)
    return who, enrolment, row.invoice


def test_a_withdrawal_from_a_paid_place_writes_a_credit_note_which_is_paid_back_once(school: School) -> None:
    made = school.offers(price="120.00", places=1)
    ann, enrolment, invoice = paid(school, made)
    ben = house.person("Ben")
    services.enrol(actor=ben, offering=made, now=NOW, invoice=True)
    services.withdraw(actor=ann, public_id=enrolment, now=NOW + timedelta(days=1))
    assert school.states(made) == {"Ben": "held"}
    note = CreditNote.objects.get()
    assert (note.invoice.public_id, str(note.amount), note.currency) == (invoice, "120.00", "EUR")
    [row] = [one for one in queries.invoices(school.owner, school.at) if one.name == "Ann"]
    assert (row.invoice_state, row.credit_note, row.paid_back) == ("paid", note.public_id, False)
    for who, refusal in (
        (house.person("Eve"), NotFound),
        (house.member(school.at, "Vic", "viewer"), NotAllowed),
    ):
        with pytest.raises(refusal):
            services.mark_paid_back(actor=who, invoice=invoice, now=NOW)
    services.mark_paid_back(actor=school.owner, invoice=invoice, now=LATE, reference="R-4")
    with pytest.raises(EnrolmentState):
        services.mark_paid_back(actor=school.owner, invoice=invoice, now=LATE)
    assert queries.invoice(school.owner, invoice).paid_back
    steps = [one.body for one in Entry.objects.filter(kind="enrolments.CreditNoteStep").order_by("pk")]
    assert ['"written"' in steps[0], '"paid-back"' in steps[1]] == [True, True]


def test_nothing_goes_back_for_a_place_without_a_payment_or_once_it_has_begun(school: School) -> None:
    made = school.offers(price="120.00")
    ann, enrolment, _invoice = paid(school, made)
    held = services.enrol(actor=house.person("Ben"), offering=made, now=NOW, invoice=True)
    services.withdraw(actor=Enrolment.objects.get(public_id=held).learner, public_id=held, now=NOW)
    services.withdraw(actor=ann, public_id=enrolment, now=datetime(2026, 3, 2, 9, tzinfo=NOW.tzinfo))
    assert not CreditNote.objects.exists()


def test_a_place_that_is_not_paid_in_time_goes_to_who_waits_and_both_are_told(
    school: School, mailoutbox: list[Any]
) -> None:
    made = school.offers(price="120.00", places=1)
    services.enrol(actor=house.person("Ann"), offering=made, now=NOW, invoice=True)
    services.enrol(actor=house.person("Ben"), offering=made, now=NOW, invoice=True)
    assert services.release_unpaid(now=LATE - timedelta(seconds=1)) == 0
    assert services.release_unpaid(now=LATE) == 1
    assert services.release_unpaid(now=LATE) == 0
    assert school.states(made) == {"Ben": "held"}
    assert Enrolment.objects.get(learner__name="Ann").state == "lapsed"
    rows = {one.name: one for one in queries.invoices(school.owner, school.at)}
    assert (rows["Ann"].invoice_state, rows["Ben"].held_until) == ("cancelled", LATE + HELD_FOR)
    assert sorted(Mail.objects.values_list("kind", flat=True)) == ["enrolments.lapsed", "enrolments.promoted"]
    assert not CreditNote.objects.exists()


def test_an_employer_has_longer_and_what_is_paid_never_lapses(school: School) -> None:
    boss = house.person("Bo Boss")
    firm = house.institution(boss, "Harbour Ltd")
    made = school.offers(price="80")
    [code] = services.sponsor_places(actor=boss, sponsor=firm, offering=made, name="Team", count=1, now=NOW)
    services.enrol(actor=house.person("Ben"), offering=made, now=NOW, voucher=code)
    paid(school, made)
    assert services.release_unpaid(now=LATE) == 0
    assert services.release_unpaid(now=NOW + HELD_FOR_SPONSOR) == 1
    assert school.states(made) == {"Ann": "enrolled"}


def test_a_round_that_is_killed_and_repeated_ends_each_place_once(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = school.offers(price="120.00", places=3)
    for name in ("Ann", "Ben", "Cat", "Dan", "Eve", "Fay"):
        services.enrol(actor=house.person(name), offering=made, now=NOW, invoice=True)
    whole, done = lapsing.end, []

    def killed(*args: Any, **more: Any) -> None:
        whole(*args, **more)
        done.append(1)
        if len(done) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(lapsing, "end", killed)
    with pytest.raises(KeyboardInterrupt):
        services.release_unpaid(now=LATE)
    assert list(school.states(made).values()).count("held") == 3
    monkeypatch.undo()
    assert services.release_unpaid(now=LATE) == 2
    assert school.states(made) == {"Dan": "held", "Eve": "held", "Fay": "held"}
    mails = list(Mail.objects.values_list("kind", flat=True))
    assert (mails.count("enrolments.lapsed"), mails.count("enrolments.promoted")) == (3, 3)


@pytest.mark.django_db(transaction=True)
def test_of_two_rounds_and_a_payment_at_once_each_place_is_passed_on_at_most_once(
    shared_database: object,
) -> None:
    school = School()
    made = school.offers(price="50", places=2)
    for name in ("Ann", "Ben", "Cat"):
        services.enrol(actor=house.person(name), offering=made, now=NOW, invoice=True)
    [invoice] = [one.invoice for one in queries.invoices(school.owner, school.at) if one.name == "Ann"]
    found = at_once(
        lambda: services.release_unpaid(now=LATE),
        lambda: services.release_unpaid(now=LATE),
        lambda: services.mark_paid(actor=school.owner, invoice=invoice, now=LATE),
    )
    states = school.states(made)
    assert states["Cat"] == "held"
    assert "Ben" not in states
    ann = Enrolment.objects.get(learner__name="Ann")
    assert (ann.state, found[2]) in [("enrolled", None), ("lapsed", EnrolmentState)]
    ended = Entry.objects.filter(kind="enrolments.EnrolmentChanged", body__contains='"lapsed"').count()
    assert ended == (1 if ann.state == "enrolled" else 2)
