from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from tests import house

from microcred.errors import MicrocredError
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.catalogue import services as catalogue
from microcred.platform.catalogue.offered import OfferingTerms
from microcred.platform.enrolments import queries, services
from microcred.platform.enrolments.errors import (
    EnrolledAlready,
    EnrolmentState,
    InvitationsUnreadable,
    OfferingNotOpen,
    PaymentNeeded,
    PrerequisitesNotMet,
    VoucherRefused,
)
from microcred.platform.institutions.errors import NotAllowed, NotFound
from microcred.platform.journal.models import Entry

NOW = datetime(2026, 2, 2, 8, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class School:
    """An institution with one micro-credential to offer."""

    def __init__(self) -> None:
        self.owner = house.person("Ida Storm")
        self.at = house.institution(self.owner)
        self.achievement = house.published(self.owner, self.at)

    def offers(self, **terms: Any) -> str:
        value = {"starts_on": "2026-03-02", "ends_on": "2026-04-26", "apply_by": "2026-02-20", **terms}
        made = catalogue.draft_offering(
            actor=self.owner,
            institution=self.at,
            achievement=self.achievement,
            terms=OfferingTerms.read(value),
            now=NOW,
        )
        catalogue.publish_offering(actor=self.owner, public_id=made, now=NOW)
        return made

    def states(self, offering: str) -> dict[str, str]:
        return {row.name: row.state for row in queries.enrolments(self.owner, offering)}


@pytest.fixture
def school() -> School:
    return School()


def test_who_waits_longest_gets_the_place_that_is_freed(school: School) -> None:
    made = school.offers(places=1)
    ann, ben, cat = (house.person(name) for name in ("Ann", "Ben", "Cat"))
    first = services.enrol(actor=ann, offering=made, now=NOW)
    services.enrol(actor=ben, offering=made, now=NOW + timedelta(minutes=1))
    services.enrol(actor=cat, offering=made, now=NOW + timedelta(minutes=2))
    assert school.states(made) == {"Ann": "enrolled", "Ben": "waiting", "Cat": "waiting"}
    assert [row.place for row in queries.enrolments(school.owner, made)] == [None, 1, 2]
    services.withdraw(actor=ann, public_id=first, now=NOW + timedelta(hours=1))
    assert school.states(made) == {"Ben": "enrolled", "Cat": "waiting"}
    with pytest.raises(EnrolmentState):
        services.withdraw(actor=ann, public_id=first, now=NOW)


def test_nobody_enrols_twice_or_too_late(school: School) -> None:
    made, ann = school.offers(), house.person("Ann")
    services.enrol(actor=ann, offering=made, now=NOW)
    with pytest.raises(EnrolledAlready):
        services.enrol(actor=ann, offering=made, now=NOW)
    with pytest.raises(OfferingNotOpen):
        services.enrol(actor=house.person("Ben"), offering=made, now=datetime(2026, 2, 21, 8, tzinfo=UTC))


def test_a_prerequisite_is_met_by_an_accepted_credential_that_is_valid(school: School) -> None:
    ann = house.person("Ann")
    made = school.offers(requires=[school.achievement])
    with pytest.raises(PrerequisitesNotMet, match="missing"):
        services.enrol(actor=ann, offering=made, now=NOW)
    award = awards.award_one(
        actor=school.owner,
        achievement=school.achievement,
        values={"name": "Ann", "email": ann.email},
        identity=Identity("sign-in"),
        now=NOW,
    )
    with pytest.raises(PrerequisitesNotMet, match="not accepted"):
        services.enrol(actor=ann, offering=made, now=NOW)
    awards.accept(actor=ann, public_id=award, now=NOW, visibility="link")
    assert services.enrol(actor=ann, offering=made, now=NOW)


def test_an_invoice_holds_the_place_until_it_is_paid(school: School) -> None:
    made, ann = school.offers(price="120.00"), house.person("Ann")
    with pytest.raises(PaymentNeeded):
        services.enrol(actor=ann, offering=made, now=NOW)
    services.enrol(actor=ann, offering=made, now=NOW, invoice=True)
    [row] = queries.invoices(school.owner, school.at)
    assert (row.state, row.invoice_state, str(row.price)) == ("held", "open", "120.00")
    services.mark_paid(actor=school.owner, invoice=row.invoice, now=NOW, reference="B-17")
    [row] = queries.invoices(school.owner, school.at)
    assert (row.state, row.invoice_state) == ("enrolled", "paid")
    with pytest.raises(EnrolmentState):
        services.mark_paid(actor=school.owner, invoice=row.invoice, now=NOW)


def test_a_withdrawal_gives_the_code_back_and_cancels_the_invoice(school: School) -> None:
    made = school.offers(price="120.00")
    ann, ben = house.person("Ann"), house.person("Ben")
    [code] = services.make_vouchers(actor=school.owner, offering=made, name="Spring", count=1, now=NOW)
    paid = services.enrol(actor=ann, offering=made, now=NOW, voucher=code.lower().replace("-", " "))
    with pytest.raises(VoucherRefused):
        services.enrol(actor=ben, offering=made, now=NOW, voucher=code)
    services.withdraw(actor=ann, public_id=paid, now=NOW)
    services.enrol(actor=ben, offering=made, now=NOW, voucher=code)
    held = services.enrol(actor=ann, offering=made, now=NOW, invoice=True)
    services.withdraw(actor=ann, public_id=held, now=NOW)
    assert [row.invoice_state for row in queries.invoices(school.owner, school.at)] == ["cancelled"]


def test_a_lapsed_code_and_one_of_another_offering_are_refused(school: School) -> None:
    made, other, ann = school.offers(price="9"), school.offers(price="9"), house.person("Ann")
    [lapsed] = services.make_vouchers(
        actor=school.owner, offering=made, name="Old", count=1, now=NOW, lapses_on=NOW.date() - timedelta(1)
    )
    [elsewhere] = services.make_vouchers(actor=school.owner, offering=other, name="x", count=1, now=NOW)
    for code in (lapsed, elsewhere, "AAAA-BBBB-CCCC", "' OR 1=1"):
        with pytest.raises(VoucherRefused):
            services.enrol(actor=ann, offering=made, now=NOW, voucher=code)
    assert queries.own(ann) == []


def test_a_sponsor_is_sent_the_invoice(school: School) -> None:
    boss, ann = house.person("Bo Boss"), house.person("Ann")
    firm = house.institution(boss, "Harbour Ltd")
    made = school.offers(price="80")
    [code] = services.sponsor_places(actor=boss, sponsor=firm, offering=made, name="Team", count=1, now=NOW)
    services.enrol(actor=ann, offering=made, now=NOW, voucher=code)
    [row] = queries.invoices(school.owner, school.at)
    assert (row.sponsor, row.state, row.pay_by) == ("Harbour Ltd", "held", "sponsor")


def test_who_was_invited_by_a_sheet_comes_into_the_cohort(school: School) -> None:
    made, ann = school.offers(), house.person("Ann")
    sheet = f"Name;E-Mail-Adresse\r\nAnn;{ann.email}\r\nBen;ben@people.example\r\n".encode("cp1252")
    assert services.invite(actor=school.owner, offering=made, sheet=sheet, cohort="A", now=NOW) == 2
    assert services.invite(actor=school.owner, offering=made, sheet=sheet, cohort="A", now=NOW) == 0
    services.enrol(actor=ann, offering=made, now=NOW)
    [group] = queries.cohorts(school.owner, made)
    assert (group.name, [row.name for row in group.members]) == ("A", ["Ann"])
    assert queries.cohort(school.owner, group.public_id) == group
    with pytest.raises(InvitationsUnreadable, match="row 3"):
        services.invite(actor=school.owner, offering=made, sheet=b"email\na@b.example\nnobody\n", now=NOW)


def test_a_cohort_takes_those_who_have_none(school: School) -> None:
    made, ann = school.offers(), house.person("Ann")
    services.enrol(actor=ann, offering=made, now=NOW)
    made_id = services.form_cohort(actor=school.owner, offering=made, name="Spring", now=NOW)
    assert [row.name for row in queries.cohort(school.owner, made_id).members] == ["Ann"]


def test_strangers_and_narrow_roles_cannot_manage_enrolments(school: School) -> None:
    made, ann, stranger = school.offers(price="9"), house.person("Ann"), house.person("Eve Far")
    far = house.institution(stranger, "Far College")
    viewer = house.member(school.at, "Vic Low", "viewer")
    own = services.enrol(actor=ann, offering=made, now=NOW, invoice=True)
    [row] = queries.invoices(school.owner, school.at)
    group = services.form_cohort(actor=school.owner, offering=made, name="A", now=NOW)

    def works(actor: Any) -> list[Callable[[], object]]:
        return [
            lambda: services.mark_paid(actor=actor, invoice=row.invoice, now=NOW),
            lambda: services.make_vouchers(actor=actor, offering=made, name="x", count=1, now=NOW),
            lambda: services.form_cohort(actor=actor, offering=made, name="B", now=NOW),
            lambda: services.invite(actor=actor, offering=made, sheet=b"email\na@b.example\n", now=NOW),
            lambda: queries.invoices(actor, school.at),
        ]

    for actor, refusal in ((stranger, NotFound), (None, NotFound), (viewer, NotAllowed)):
        for work in works(actor):
            with pytest.raises(refusal):
                work()
    for read in (lambda: queries.enrolments(stranger, made), lambda: queries.cohort(stranger, group)):
        with pytest.raises(NotFound):
            read()
    with pytest.raises(NotFound):
        services.withdraw(actor=stranger, public_id=own, now=NOW)
    with pytest.raises(NotFound):
        services.sponsor_places(actor=ann, sponsor=far, offering=made, name="x", count=1, now=NOW)


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each came to, begun together on connections of their own."""
    barrier, shared = Barrier(len(works)), connections["default"]

    def run(work: Callable[[], object]) -> object:
        connections["default"] = shared.copy()
        barrier.wait(timeout=20)
        try:
            return work()
        except MicrocredError as error:
            return type(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_code_at_once_exactly_one_wins(shared_database: object) -> None:
    school = School()
    made = school.offers(price="50", places=9)
    people = [house.person(f"P {number}") for number in range(4)]
    [code] = services.make_vouchers(actor=school.owner, offering=made, name="x", count=1, now=NOW)
    found = at_once(
        *(lambda one=one: services.enrol(actor=one, offering=made, now=NOW, voucher=code) for one in people)
    )
    assert found.count(VoucherRefused) == 3
    assert Entry.objects.filter(kind="enrolments.VoucherTried").count() == 3
    assert list(school.states(made).values()) == ["enrolled"]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_want_the_last_place_at_once_one_has_it(shared_database: object) -> None:
    school = School()
    made = school.offers(places=1)
    people = [house.person(f"P {number}") for number in range(4)]
    at_once(*(lambda one=one: services.enrol(actor=one, offering=made, now=NOW) for one in people))
    assert sorted(school.states(made).values()) == ["enrolled", "waiting", "waiting", "waiting"]
