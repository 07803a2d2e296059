"""A rule that asks for an accredited issuer: met by a right that held when the credential was awarded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import house
from tests.services.admissions.scene import NOW, Scene, scene, stored

from microcred.platform.accounts.models import Account
from microcred.platform.admissions import services as admissions
from microcred.platform.institutions.access import by_public_id
from microcred.platform.network import services as network
from microcred.platform.network.scope import Branch, Scope
from microcred.platform.network.scope.branches import ISCED_F
from microcred.platform.qualifications import queries, services
from microcred.platform.qualifications.holdings import holdings
from microcred.platform.qualifications.shown import Told, told
from microcred.rules.reading import rule_from

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
STARTS = house.FOUNDED - 10 * DAY
PERSONAL_SKILLS = Scope("certify", STARTS, STARTS + 900 * DAY, (Branch(f"{ISCED_F}003"),), 3, 6, passes_on=1)
"""A right that covers what the scene awards: field 0031, level 5."""
REQUIREMENT = {"kind": "credits", "atLeast": 3, "where": {"accreditedFor": ["0031"]}}
RULE = rule_from({"id": "r", "version": 1, "title": "Accredited", "requirement": REQUIREMENT})
NOT_ACCREDITED = "Its issuer is not accredited for what is required."


@dataclass(frozen=True)
class Office:
    """An accreditor, and what it does with the institution elsewhere."""

    head: Account
    public_id: str
    holder: str

    def give(self, scope: Scope = PERSONAL_SKILLS) -> str:
        return network.give(
            actor=self.head, giver=self.public_id, holder=self.holder, scope=scope, now=house.FOUNDED
        )

    def withdraw(self, right: str, days: int) -> None:
        network.withdraw(actor=self.head, public_id=right, reason="An audit.", now=house.FOUNDED + days * DAY)


def office(here: Scene) -> Office:
    head = house.person("Ada Mark")
    anchor = house.institution(head, "Accreditation Office")
    network.list_accreditor(actor=None, did=by_public_id(anchor).did, name="Office", now=house.FOUNDED)
    return Office(head, anchor, here.elsewhere)


def counted(here: Scene, learner: Account) -> Told:
    held = [one.held for one in holdings(learner, NOW)]
    return told(RULE, held, NOW.date(), {})[0]


CASES = {
    "a right for the field above": (PERSONAL_SKILLS, "met"),
    "a right for every field": (replace(PERSONAL_SKILLS, branches=()), "met"),
    "a right for another field": (replace(PERSONAL_SKILLS, branches=(Branch(f"{ISCED_F}04"),)), "not-yet"),
    "a right for lower levels": (replace(PERSONAL_SKILLS, highest=4), "not-yet"),
    "a right to teach it": (replace(PERSONAL_SKILLS, verb="teach"), "not-yet"),
    "a right that began after the award": (
        replace(PERSONAL_SKILLS, starts=house.FOUNDED + DAY),
        "not-yet",
    ),
    "no right at all": (None, "not-yet"),
}


@pytest.mark.parametrize("case", CASES)
def test_accredited_at_the_time_of_the_award_or_not_counted_with_the_reason(case: str) -> None:
    scope, outcome = CASES[case]
    here, learner = scene(), house.person()
    if scope is not None:
        office(here).give(scope)
    here.award(learner, "data")
    found = counted(here, learner)
    assert found.outcome == outcome
    reasons = [why for row in found.rows for _, why in row.not_counted]
    assert reasons == ([] if outcome == "met" else [NOT_ACCREDITED])


def test_a_right_withdrawn_later_counts_for_what_was_logged_before_and_for_nothing_else() -> None:
    here, early, late = scene(), house.person(), house.person("Lea Later")
    accreditor = office(here)
    right = accreditor.give()
    here.award(early, "data")
    network.sign_log(house.FOUNDED + DAY)
    accreditor.withdraw(right, days=2)
    here.award(late, "data")  # dated before the withdrawal, and in no log by then
    assert counted(here, early).outcome == "met"
    assert counted(here, late).outcome == "not-yet"


def test_rights_are_looked_up_once_however_many_credentials_there_are() -> None:
    here, learner = scene(), house.person()
    office(here).give()

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert all(one.held.scopes for one in holdings(learner, NOW))
        return len(found)

    here.award(learner, "data")
    asked()
    one = asked()
    for name in ("Sorting data", "Drawing data", "Keeping data"):
        here.data = house.published(here.other, here.elsewhere, name=name)
        here.award(learner, "data")
    assert asked() == one


def test_what_if_i_also_took_counts_by_the_rights_of_today() -> None:
    here = scene()
    assert queries.as_held(here.data, NOW).scopes == ()  # type: ignore[union-attr]
    office(here).give()
    assert queries.as_held(here.data, NOW).scopes == ("certify", "003", "0031")  # type: ignore[union-attr]


@pytest.mark.parametrize("accredited", [True, False])
def test_the_calculator_of_a_programme_says_whether_the_issuer_was_accredited(accredited: bool) -> None:
    here, learner = scene(), house.person()
    if accredited:
        office(here).give()
    book = admissions.write_rule_for(
        actor=here.registrar,
        public_id=here.programme,
        what="credit",
        now=NOW,
        parts={"requirement": REQUIREMENT},
    )
    services.publish(actor=here.registrar, public_id=book, now=NOW)
    data = stored(here.award(learner, "data"))
    page = Client().post(f"/programmes/{here.programme}", {"text": data.decode()}).content.decode()
    assert ("All the credit that can be recognised would be." in page) is accredited
    assert (NOT_ACCREDITED in page) is not accredited
