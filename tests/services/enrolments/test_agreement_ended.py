"""After the agreement of educator and certifier ended nobody new comes in, and who is in goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import house
from tests.services.catalogue.test_agreed_offerings import DAY, NOW, Pair

from microcred.platform.accounts.models import Account
from microcred.platform.catalogue import services as catalogue
from microcred.platform.catalogue.offered import OfferingTerms
from microcred.platform.config import subscriptions
from microcred.platform.enrolments import queries, services
from microcred.platform.enrolments.errors import AgreementEnded
from microcred.platform.enrolments.queries import vouchers
from microcred.platform.institutions.access import by_public_id
from microcred.platform.journal import queries as journal

pytestmark = pytest.mark.django_db
LATER = NOW + 2 * DAY


@pytest.fixture
def pair() -> Pair:
    return Pair.made()


def states(pair: Pair, offering: str) -> dict[str, str]:
    return {row.name: row.state for row in queries.enrolments(pair.teacher, offering)}


def refused(pair: Pair) -> list[str]:
    """What the log tells of refusals, with who tried it."""
    entries = journal.history(by_public_id(pair.school).pk)
    return [str(one.values["step"]) for one in entries if one.kind == "enrolments.EnrolmentRefused"]


def ended(pair: Pair, **terms: Any) -> str:
    """An offering that was published under an agreement that is over since the day after."""
    agreement = pair.agree()
    made = pair.publish(**terms)
    pair.end(agreement, NOW + DAY)
    return made


def boss() -> tuple[Account, str]:
    who = house.person("Bo Boss")
    return who, house.institution(who, "Harbour Ltd")


def enrols(pair: Pair, made: str) -> None:
    services.enrol(actor=house.person("Ann"), offering=made, now=LATER, invoice=True)


def sponsors(pair: Pair, made: str) -> None:
    who, firm = boss()
    services.sponsor_places(actor=who, sponsor=firm, offering=made, name="Team", count=2, now=LATER)


def makes_codes(pair: Pair, made: str) -> None:
    services.make_vouchers(actor=pair.teacher, offering=made, name="City", count=2, now=LATER)


def invites(pair: Pair, made: str) -> None:
    services.invite(actor=pair.teacher, offering=made, sheet=b"email\nann@people.example\n", now=LATER)


COMING: dict[str, Callable[[Pair, str], None]] = {
    "enrol": enrols,
    "sponsor": sponsors,
    "vouchers": makes_codes,
    "invite": invites,
}


@pytest.mark.parametrize(("step", "comes"), COMING.items(), ids=COMING)
def test_nobody_new_comes_in_and_the_log_says_who_tried(
    pair: Pair, step: str, comes: Callable[[Pair, str], None]
) -> None:
    made = ended(pair, price="90")
    with pytest.raises(AgreementEnded, match="ended on 3 February 2026"):
        comes(pair, made)
    assert refused(pair) == [step]
    assert states(pair, made) == {}
    assert vouchers.batches(pair.teacher, made) == []


def test_a_code_that_a_sponsor_bought_before_pays_no_place_afterwards(pair: Pair) -> None:
    agreement = pair.agree()
    made = pair.publish(price="90")
    who, firm = boss()
    [code] = services.sponsor_places(actor=who, sponsor=firm, offering=made, name="Team", count=1, now=NOW)
    pair.end(agreement, NOW + DAY)
    ann = house.person("Ann")
    with pytest.raises(AgreementEnded):
        services.enrol(actor=ann, offering=made, now=LATER, voucher=code)
    assert queries.invoices(pair.teacher, pair.school) == [], "nothing is to be paid"
    pair.agree(starts=LATER)
    services.enrol(actor=ann, offering=made, now=LATER, voucher=code)
    assert states(pair, made) == {"Ann": "held"}


def test_who_waits_gets_no_place_until_there_is_an_agreement_again(pair: Pair) -> None:
    agreement = pair.agree()
    made = pair.publish(price="0", places=1)
    ann, ben = house.person("Ann"), house.person("Ben")
    first = services.enrol(actor=ann, offering=made, now=NOW)
    services.enrol(actor=ben, offering=made, now=NOW)
    pair.end(agreement, NOW + DAY)
    services.withdraw(actor=ann, public_id=first, now=LATER)
    assert services.fill_places(now=LATER) == 0
    assert states(pair, made) == {"Ben": "waiting"}
    pair.agree(starts=LATER + DAY)
    assert services.fill_places(now=LATER) == 0
    assert services.fill_places(now=LATER + DAY) == 1
    assert services.fill_places(now=LATER + DAY) == 0
    assert states(pair, made) == {"Ben": "enrolled"}
    assert "microcred.platform.enrolments.services.fill_places" in {
        name for name, _every in subscriptions.PERIODIC.values()
    }


def test_a_place_that_is_held_can_still_be_paid(pair: Pair) -> None:
    agreement = pair.agree()
    made = pair.publish(price="90")
    services.enrol(actor=house.person("Ann"), offering=made, now=NOW, invoice=True)
    pair.end(agreement, NOW + DAY)
    [row] = queries.invoices(pair.teacher, pair.school)
    services.mark_paid(actor=pair.teacher, invoice=row.invoice, now=LATER)
    assert states(pair, made) == {"Ann": "enrolled"}


def test_more_places_go_to_who_waits_before_who_comes(pair: Pair) -> None:
    pair.agree()
    made = pair.publish(price="0", places=1)
    for minute, name in enumerate(("Ann", "Ben")):
        services.enrol(actor=house.person(name), offering=made, now=NOW + timedelta(minutes=minute))
    catalogue.edit_offering(
        actor=pair.teacher,
        public_id=made,
        terms=OfferingTerms.read({"starts_on": "2026-03-02", "ends_on": "2026-04-26", "places": 2}),
        now=NOW,
    )
    services.enrol(actor=house.person("Cat"), offering=made, now=NOW + DAY)
    assert states(pair, made) == {"Ann": "enrolled", "Ben": "enrolled", "Cat": "waiting"}


def test_a_closed_offering_gives_no_place_to_who_waits(pair: Pair) -> None:
    pair.agree()
    made = pair.publish(price="0", places=1)
    ann, ben = house.person("Ann"), house.person("Ben")
    first = services.enrol(actor=ann, offering=made, now=NOW)
    services.enrol(actor=ben, offering=made, now=NOW)
    catalogue.close_offering(actor=pair.teacher, public_id=made, now=NOW + DAY)
    services.withdraw(actor=ann, public_id=first, now=LATER)
    assert states(pair, made) == {"Ben": "waiting"}


def test_the_pages_show_no_form_and_say_why(client: Client, pair: Pair) -> None:
    day, now = timezone.localdate(), timezone.now()
    agreement = pair.agree()
    made = pair.publish(starts_on=day, ends_on=day + 9 * DAY, apply_by=None, price="0", places=1)
    ann, ben, cat = house.person("Ann"), house.person("Ben"), house.person("Cat")
    for who in (ann, ben):
        services.enrol(actor=who, offering=made, now=now)
    client.force_login(cat)
    page = f"/enrolments/in/{made}"
    assert "Join the waiting list" in client.get(page).content.decode()
    pair.end(agreement, now)
    shown = client.get(page).content.decode()
    assert "The agreement by which Assay Office certified what Reed School teaches ended on" in shown
    assert "Nobody new can enrol" in shown and "Join the waiting list" not in shown
    assert "Other ways to the same micro-credential" in shown
    late = client.post(page)
    assert late.status_code == 422 and "Nobody new can enrol" in late.content.decode()
    client.force_login(ben)
    assert "Nobody gets a place meanwhile" in client.get("/enrolments").content.decode()
    client.force_login(ann)
    assert "Nobody gets a place meanwhile" not in client.get("/enrolments").content.decode()


def test_an_offering_whose_last_day_is_over_shows_no_form(client: Client, pair: Pair) -> None:
    day = timezone.localdate()
    pair.agree()
    made = pair.publish(starts_on=day - 20 * DAY, ends_on=day + DAY, apply_by=day - DAY, price="0")
    client.force_login(house.person("Ann"))
    shown = client.get(f"/enrolments/in/{made}").content.decode()
    assert "the last day to apply is over" in shown and "Take a place" not in shown
