"""For what an institution was accredited, in the words that a rule names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests import house

from microcred import vc
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.credentials.services import stored_form
from microcred.platform.institutions.access import by_public_id
from microcred.platform.institutions.queries import controller_document
from microcred.platform.network import queries, services
from microcred.platform.network.scope import Branch, Scope, Subject
from microcred.platform.network.scope.branches import ISCED_F

NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
BROAD = Scope("certify", NOW, NOW + 900 * DAY, (Branch(f"{ISCED_F}04", "business"),), 3, 6)
ACCOUNTING = Subject(field=f"{ISCED_F}0411", level=5)
ALL_ABOVE = ("certify", "04", "041", "0411")

pytestmark = pytest.mark.django_db

CASES = {
    "what the right names": (BROAD, None, DAY, ("certify", "04")),
    "every field at or above the subject": (BROAD, ACCOUNTING, DAY, ALL_ABOVE),
    "only what the right reaches up to": (
        replace(BROAD, branches=(Branch(f"{ISCED_F}0411"),)),
        ACCOUNTING,
        DAY,
        ("certify", "0411"),
    ),
    "a right for every field": (replace(BROAD, branches=()), ACCOUNTING, DAY, ALL_ABOVE),
    "another field": (BROAD, replace(ACCOUNTING, field=f"{ISCED_F}0511"), DAY, ()),
    "another level": (BROAD, replace(ACCOUNTING, level=7), DAY, ()),
    "another role": (replace(BROAD, verb="teach"), ACCOUNTING, DAY, ()),
    "before it begins": (BROAD, ACCOUNTING, -DAY, ()),
    "after its end": (BROAD, ACCOUNTING, 901 * DAY, ()),
}


@pytest.mark.parametrize("case", CASES)
def test_scopes_that_an_institution_holds(case: str) -> None:
    scope, subject, later, expected = CASES[case]
    ida = house.person()
    anchor, college = (house.institution(ida, name) for name in ("Anchor", "College"))
    services.list_accreditor(actor=None, did=by_public_id(anchor).did, name="Anchor", now=NOW)
    services.give(actor=ida, giver=anchor, holder=college, scope=scope, now=NOW)
    did = by_public_id(college).did
    assert queries.scopes_held(did, "certify", NOW + later, subject=subject) == expected


def test_a_right_without_an_accreditor_behind_it_gives_no_scope() -> None:
    ida = house.person()
    anchor, college = (house.institution(ida, name) for name in ("Anchor", "College"))
    services.list_accreditor(actor=None, did=by_public_id(anchor).did, name="Anchor", now=NOW)
    services.give(actor=ida, giver=anchor, holder=college, scope=BROAD, now=NOW)
    services.unlist_accreditor(actor=None, did=by_public_id(anchor).did, now=NOW)
    assert queries.scopes_held(by_public_id(college).did, "certify", NOW) == ()


def test_an_award_keeps_its_scopes_after_a_withdrawal_that_its_hash_came_before() -> None:
    ida = house.person()
    anchor, college = (house.institution(ida, name) for name in ("Anchor", "College"))
    services.list_accreditor(actor=None, did=by_public_id(anchor).did, name="Anchor", now=NOW)
    scope = replace(BROAD, branches=(Branch(f"{ISCED_F}00"),))
    right = services.give(actor=ida, giver=anchor, holder=college, scope=scope, now=NOW)
    bodies = []
    for at, name in ((NOW, "Logged"), (NOW + 2 * DAY, "Dated back")):
        achievement = house.published(ida, college, name=name)
        values = {"name": "Ida Storm", "email": "ida@learners.example"}
        made = awards.award_one(
            actor=ida, achievement=achievement, values=values, identity=Identity(), now=NOW
        )
        bodies.append(stored_form(made).body)
        services.sign_log(at)
        if name == "Logged":
            services.withdraw(actor=ida, public_id=right, reason="The audit was failed.", now=at + DAY)
    did = by_public_id(college).did
    resolver = vc.StaticResolver({did: controller_document(did) or {}})
    found = []
    for body in bodies:
        report = vc.examine(body, at=NOW, resolver=resolver)
        assert report.signed is not None
        found.append(queries.scopes_of_award(report.signed.document, body))
    assert found[0][0] == "certify"
    assert "00" in found[0]
    assert found[1] == ()
