"""What the catalogue offers, as a plan sees it: every field, and what keeps an offering out of a plan."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests import house
from tests.services.catalogue.test_offerings import offered, terms

from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.careers.offered import offerings
from microcred.platform.catalogue import services as catalogue
from microcred.skills.errors import PlanImpossible
from microcred.skills.gap.gap import Gap, GapState, SkillGap
from microcred.skills.gap.target import Target, Wanted
from microcred.skills.plan.offerings import Offering
from microcred.skills.plan.plan import Aim, Limits, plans

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 2, 8, tzinfo=UTC)
PRESENT = "http://data.europa.eu/esco/skill/fd446407-b08e-49da-b8e3-7e7c79618c3f"
CALM = "http://data.europa.eu/esco/skill/9f8b4a05-0000-4000-8000-000000000001"
House = tuple[Account, str, str]


@pytest.fixture
def college() -> House:
    owner = house.person("Ida Storm")
    at = house.institution(owner, "Reed School")
    return owner, at, house.published(owner, at)


def first(college: House, **changes: Any) -> Offering:
    offered(*college, **changes)
    (found,) = offerings(house.person("Chloé Lefèvre"), NOW)
    return found


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({}, "title", "Speaking in public, evenings"),
        ({"title": ""}, "title", "Presenting to an audience"),
        ({}, "teaches", ((PRESENT, 5),)),
        ({"price": "149.50"}, "price", 14950),
        ({"price": "0"}, "price", 0),
        ({}, "start", date(2026, 3, 2)),
        ({}, "end", date(2026, 4, 26)),
        ({"hours_per_week": "4.5"}, "hours_per_week", 4.5),
        ({"language": "fr"}, "language", "fr"),
        ({"mode": "blended"}, "mode", "blended"),
        ({"kind": "assessment"}, "assessment_only", True),
        ({"kind": "assessed"}, "assessment_only", False),
        ({}, "requires", ()),
    ],
)
def test_each_field_of_an_offering_comes_into_the_plan(
    college: House, changes: dict[str, Any], field: str, value: object
) -> None:
    assert getattr(first(college, **changes), field) == value


def test_a_level_of_a_skill_comes_before_that_of_the_whole_and_a_skill_without_address_is_left_out() -> None:
    owner = house.person("Ida Storm")
    at = house.institution(owner, "Reed School")
    skills = [
        {"label": "present", "address": PRESENT, "level": 3},
        {"label": "keep calm", "address": CALM},
        {"label": "nobody's address"},
    ]
    made = house.published(owner, at, skills=skills, eqf_level=6)
    assert first((owner, at, made)).teaches == ((PRESENT, 3), (CALM, 6))


@pytest.mark.parametrize(
    "changes",
    [{"currency": "SEK"}, {"apply_by": "2026-02-01"}],
    ids=["another currency", "too late to apply"],
)
def test_what_cannot_be_taken_or_added_up_is_left_out(college: House, changes: dict[str, Any]) -> None:
    offered(*college, **changes)
    assert offerings(house.person("Chloé Lefèvre"), NOW) == []


def test_a_draft_and_a_closed_offering_are_left_out(college: House) -> None:
    owner, at, achievement = college
    catalogue.draft_offering(actor=owner, institution=at, achievement=achievement, terms=terms(), now=NOW)
    catalogue.close_offering(actor=owner, public_id=offered(*college), now=NOW)
    assert offerings(house.person("Chloé Lefèvre"), NOW) == []


def test_a_prerequisite_is_planned_before_and_is_none_any_more_once_it_is_held(college: House) -> None:
    owner, at, basics = college
    calm = house.published(owner, at, skills=[{"label": "keep calm", "address": CALM, "level": 5}])
    needs = offered(
        owner, at, calm, requires=(basics,), starts_on="2026-06-01", ends_on="2026-06-28", apply_by=None
    )
    before = offered(owner, at, basics)
    learner = house.person("Chloé Lefèvre")
    wanted = Gap(Target("T", ()), (SkillGap(Wanted(CALM, True), CALM, GapState.MISSING, 0.0),), ())

    def steps() -> list[str]:
        found = offerings(learner, NOW)
        (plan,) = plans(wanted, found, Limits(NOW.date()), [Aim.CHEAPEST])
        return [step.offering.id for step in plan.steps]

    assert steps() == [before, needs]
    held = awards.award_one(
        actor=owner,
        achievement=basics,
        values={"name": learner.name, "email": learner.email, "grade": "78"},
        identity=Identity("sign-in"),
        now=NOW,
    )
    assert steps() == [before, needs]
    awards.accept(actor=learner, public_id=held, now=NOW)
    assert steps() == [needs]


@pytest.mark.parametrize(
    "limits",
    [
        {"languages": ("fr",)},
        {"modes": ("onsite",)},
        {"budget": 14949},
        {"hours_per_week": 4.0},
        {"latest": date(2026, 4, 25)},
    ],
    ids=["language", "mode", "money", "hours", "date"],
)
def test_each_limit_holds_for_what_the_catalogue_offers(college: House, limits: dict[str, Any]) -> None:
    found = first(college, language="en", mode="online")
    wanted = Gap(Target("T", ()), (SkillGap(Wanted(PRESENT, True), PRESENT, GapState.MISSING, 0.0),), ())
    (plan,) = plans(wanted, [found], Limits(NOW.date()), [Aim.CHEAPEST])
    assert [step.offering.id for step in plan.steps] == [found.id]
    with pytest.raises(PlanImpossible):
        plans(wanted, [found], Limits(NOW.date(), **limits), [Aim.CHEAPEST])
