from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests import house

from microcred.platform.careers.offered import offerings as offered_to
from microcred.platform.catalogue import fulltext, queries, services
from microcred.platform.catalogue.errors import NothingToLeadTo, OfferingInvalid, OfferingState
from microcred.platform.catalogue.offered import OfferingTerms
from microcred.platform.institutions.errors import NotAllowed, NotFound

NOW = datetime(2026, 2, 2, 8, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def terms(**changes: Any) -> OfferingTerms:
    value: dict[str, Any] = {
        "title": "Speaking in public, evenings",
        "starts_on": "2026-03-02",
        "ends_on": "2026-04-26",
        "apply_by": "2026-02-20",
        "places": 12,
        "price": "149.50",
        "hours_per_week": "4.5",
    }
    return OfferingTerms.read({**value, **changes})


def offered(owner: Any, at: str, achievement: str, **changes: Any) -> str:
    made = services.draft_offering(
        actor=owner, institution=at, achievement=achievement, terms=terms(**changes), now=NOW
    )
    services.publish_offering(actor=owner, public_id=made, now=NOW)
    return made


def test_an_offering_of_one_leads_to_the_micro_credential_of_another() -> None:
    teacher, certifier = house.person("Ida Storm"), house.person("Ove Lind")
    school = house.institution(teacher, "Reed School")
    body = house.institution(certifier, "Assay Office")
    house.agreed(certifier, body, teacher, school)
    made = offered(teacher, school, house.published(certifier, body))
    [found] = queries.offerings()
    assert (found.public_id, found.educator_name, found.certifier_name) == (
        made,
        "Reed School",
        "Assay Office",
    )
    assert (found.price, found.currency, found.places) == (Decimal("149.50"), "EUR", 12)
    assert [(skill.label, skill.level) for skill in found.skills] == [("conduct public presentations", 5)]


def test_only_what_is_published_is_seen_and_what_is_closed_is_no_more_open() -> None:
    owner = house.person()
    at = house.institution(owner)
    achievement = house.published(owner, at)
    made = services.draft_offering(
        actor=owner, institution=at, achievement=achievement, terms=terms(), now=NOW
    )
    assert queries.offerings() == [] and queries.offering(made) is None
    services.publish_offering(actor=owner, public_id=made, now=NOW)
    [found] = queries.offerings()
    assert found.id in fulltext.matching("present audi", "en")[0]
    assert found.id in fulltext.matching("présenter", "fr")[0]
    services.close_offering(actor=owner, public_id=made, now=NOW)
    assert queries.offerings() == [] and all(
        found.id not in some for some in fulltext.matching("present", "en")
    )
    assert (queries.offering(made) or pytest.fail()).state == "closed"
    with pytest.raises(OfferingState):
        services.edit_offering(actor=owner, public_id=made, terms=terms(), now=NOW)


def test_an_offering_leads_to_something_published() -> None:
    owner = house.person()
    at = house.institution(owner)
    draft = house.catalogue.draft(actor=owner, institution=at, content=house.content(), now=NOW)
    with pytest.raises(NothingToLeadTo):
        services.draft_offering(actor=owner, institution=at, achievement=draft, terms=terms(), now=NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_on": "2026-03-01"},
        {"price": "-1"},
        {"price": "1.005"},
        {"places": 0},
        {"currency": "euro"},
        {"apply_by": "2026-05-01"},
        {"mode": "by pigeon"},
        {"hours_per_week": 169},
    ],
)
def test_terms_that_cannot_be_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(OfferingInvalid):
        terms(**changes)


def test_other_institutions_and_roles_cannot_touch_an_offering() -> None:
    owner, stranger = house.person("Ida Storm"), house.person("Eve Far")
    at = house.institution(owner)
    house.institution(stranger, "Far College")
    viewer = house.member(at, "Vic Low", "viewer")
    made = offered(owner, at, house.published(owner, at))
    for who, refusal in ((stranger, NotFound), (None, NotFound), (viewer, NotAllowed)):
        with pytest.raises(refusal):
            services.edit_offering(actor=who, public_id=made, terms=terms(), now=NOW)
        with pytest.raises(refusal):
            services.close_offering(actor=who, public_id=made, now=NOW)
    with pytest.raises(NotFound):
        queries.offerings_of(stranger, at)


def test_a_plan_sees_what_one_can_still_apply_for() -> None:
    owner = house.person()
    at = house.institution(owner)
    achievement = house.published(owner, at)
    made = offered(owner, at, achievement, kind="assessment")
    offered(owner, at, achievement, currency="SEK")
    [planned] = offered_to(owner, NOW)
    assert (planned.id, planned.price, planned.course, planned.assessment_only) == (
        made,
        14950,
        achievement,
        True,
    )
    assert offered_to(owner, datetime(2026, 2, 21, 8, tzinfo=UTC)) == []


def test_what_is_found_can_be_rebuilt_from_the_rows() -> None:
    owner = house.person()
    at = house.institution(owner)
    offered(owner, at, house.published(owner, at))
    [found] = queries.offerings()
    fulltext.remove(found.id)
    assert services.reindex_offerings() == 2, "the offering, and the micro-credential it leads to"
    assert fulltext.matching("evening", "en")[0].tolist() == [found.id]
