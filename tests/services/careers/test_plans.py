"""Goals, gaps and plans: the learner's own, exact, and following credentials as they arrive."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests import house

from microcred.platform.accounts.events import AccountErased
from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.careers import errors, queries, services
from microcred.platform.careers.models import AdoptedPlan, Answer, Goal
from microcred.platform.careers.offered import offerings
from microcred.platform.frameworks.services import load_examples, load_own_framework
from microcred.platform.institutions import queries as institutions
from microcred.platform.journal import worker
from microcred.platform.portfolio import services as portfolio
from microcred.skills.errors import PlanImpossible, UnknownOccupation
from microcred.skills.gap.gap import GapState
from microcred.skills.gap.target import Wanted
from microcred.skills.own import own_framework
from microcred.skills.plan.plan import Aim, Limits

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
ESCO = "http://data.europa.eu/esco/skill/"
SAFETY = f"{ESCO}dcc96a49-0bac-4a9c-8f8e-a32b4e47e6eb"
DRAWINGS = f"{ESCO}b07daddc-8625-4360-946e-ad2b0e56ebf6"
SOLAR = f"{ESCO}18d3f89a-6ac5-4ca6-bf93-0baec4e13bcd"
HEAD = "id,title,skills,price,start,end,hoursperweek,course,language,mode,assessmentonly\n"
TABLE = HEAD + "\n".join(
    (
        f"solar-1,Solar power,{SOLAR}@4,500,2026-06-01,2026-08-30,5,solar,en,onsite,no",
        f"solar-2,Solar power dense,{SOLAR}@4,700,2026-06-01,2026-06-28,20,solar,fr,online,no",
        f"safety-1,Safety,{SAFETY}@4,60,2026-06-01,2026-06-07,5,safety,en,online,no",
        f"safety-2,Safety test,{SAFETY}@4,40,2026-06-12,2026-06-12,2,safety-test,en,onsite,yes",
        f"drawings-1,Drawings,{DRAWINGS}@4,200,2026-06-01,2026-07-05,5,drawings,en,online,no",
    )
)


def occupation(name: str) -> str:
    return next(one.address for one in own_framework().occupations.values() if one.label() == name)


@pytest.fixture
def learner() -> Account:
    load_own_framework(now=NOW)
    services.load_offerings(name="here", body=TABLE, now=NOW)
    return house.person("Chloé Lefèvre")


def gap_of(actor: Account) -> queries.GapDetail:
    goal = queries.goal(actor)
    assert goal is not None
    found = queries.gap(goal, queries.standing(actor, NOW))
    assert found is not None
    return found


def aim(actor: Account, name: str = "solar installer") -> None:
    services.aim_at_occupation(actor=actor, address=occupation(name), now=NOW)


def three(actor: Account, **limits: object) -> dict[Aim, queries.PlanDetail]:
    found = queries.three(
        gap_of(actor).gap,
        Limits(earliest=NOW.date(), **limits),  # type: ignore[arg-type]
        offerings(actor, NOW),
    )
    return {one.aim: one for one in found}


def award(actor: Account, skill: str, level: int) -> str:
    owner = house.person(f"Owner of {skill[-4:]}")
    at = house.institution(owner, f"College {skill[-4:]}")
    made = house.published(
        owner, at, skills=[{"label": "a skill", "address": skill, "level": level}], eqf_level=level
    )
    return awards.award_one(
        actor=owner,
        achievement=made,
        values={"name": actor.name, "email": actor.email, "grade": "78"},
        identity=Identity("sign-in"),
        now=NOW,
    )


def test_the_gap_begins_with_what_is_held_and_names_how_it_was_shown(learner: Account) -> None:
    aim(learner)
    awards.accept(actor=learner, public_id=award(learner, DRAWINGS, 4), now=NOW)
    told = gap_of(learner).told
    assert [line.state for line in told.essential[:2]] == [GapState.HELD, GapState.MISSING]
    first = told.essential[0]
    assert (first.skill, first.held_level, first.wanted_level, first.worth) == (DRAWINGS, 4, 4, 100)
    assert first.how and first.sources[0].issuer.startswith("College")
    assert (told.held, len(told.essential)) == (1, 5)


def test_a_level_that_is_too_low_counts_by_its_share(learner: Account) -> None:
    aim(learner)
    awards.accept(actor=learner, public_id=award(learner, DRAWINGS, 3), now=NOW)
    line = next(one for one in gap_of(learner).told.essential if one.skill == DRAWINGS)
    assert (line.state, line.worth) == (GapState.TOO_LOW, 75)


def test_somebody_without_credentials_starts_from_their_job(learner: Account) -> None:
    services.have_occupation(actor=learner, address=occupation("welder"), now=NOW)
    goal = queries.goal(learner)
    assert goal is not None and goal.target is None and goal.present_name == "welder"
    assert services.declare_all(actor=learner, skills=[SAFETY, SAFETY, "x"], levels={SAFETY: 4}, now=NOW) == 1
    aim(learner)
    line = next(one for one in gap_of(learner).told.essential if one.skill == SAFETY)
    assert (line.state, line.worth, line.sources) == (GapState.DECLARED, 50, [])
    assert queries.closest(queries.standing(learner, NOW).profile)[0].score > 0


def test_what_is_declared_is_planned_as_an_assessment_first(learner: Account) -> None:
    aim(learner)
    services.declare_all(actor=learner, skills=[SAFETY], levels={SAFETY: 4}, now=NOW)
    ids = {step.offering for step in three(learner)[Aim.QUICKEST].steps}
    assert "safety-2" in ids and "safety-1" not in ids


def test_three_plans_close_the_same_and_differ_in_what_they_save(learner: Account) -> None:
    aim(learner)
    found = three(learner)
    assert found[Aim.CHEAPEST].price == 76000 and found[Aim.LIGHTEST].price == 76000
    assert found[Aim.QUICKEST].end == date(2026, 7, 5)
    assert {one.optimal for one in found.values()} == {True}
    assert {one.held_after for one in found.values()} == {3}
    assert "serve customers well" in found[Aim.CHEAPEST].not_offered


@pytest.mark.parametrize(
    ("limits", "ids"),
    [
        ({"budget": 19_000}, {"safety-1"}),
        ({"modes": ("onsite",)}, {"solar-1"}),
        ({"languages": ("fr",)}, {"solar-2"}),
        ({"latest": date(2026, 6, 10)}, {"safety-1"}),
    ],
    ids=["budget", "mode", "language", "last day"],
)
def test_a_plan_keeps_the_limits(learner: Account, limits: dict[str, object], ids: set[str]) -> None:
    aim(learner)
    assert {step.offering for step in three(learner, **limits)[Aim.CHEAPEST].steps} == ids


def test_limits_that_allow_nothing_are_said_so(learner: Account) -> None:
    aim(learner)
    with pytest.raises(PlanImpossible):
        three(learner, budget=1)


def test_an_adopted_plan_follows_credentials_as_they_arrive(learner: Account) -> None:
    aim(learner)
    plan = three(learner)[Aim.CHEAPEST]
    made = services.adopt(actor=learner, found=[plan], key=plan.key, now=NOW)
    arrived = award(learner, DRAWINGS, 4)
    worker.run_due(NOW)
    followed = queries.plan(learner, made)
    assert followed is not None and followed.done == 0
    awards.accept(actor=learner, public_id=arrived, now=NOW)
    worker.run_due(NOW)
    followed = queries.plan(learner, made)
    assert followed is not None and followed.done == 1
    assert [step.credential for step in followed.steps if step.done_at] == [arrived]
    assert services.follow(actor=learner, now=NOW) == 0
    later = NOW + timedelta(hours=1)
    owner = Account.objects.get(email=f"owner.of.{DRAWINGS[-4:]}@people.example")
    at = institutions.memberships(owner)[0].public_id
    awards.revoke(
        actor=owner, institution=at, public_ids=[arrived], reason="Somebody else sat it.", now=later
    )
    worker.run_due(later)
    followed = queries.plan(learner, made)
    assert followed is not None and followed.done == 0


def test_a_plan_that_is_not_the_one_seen_is_not_adopted(learner: Account) -> None:
    aim(learner)
    with pytest.raises(errors.PlanMoved):
        services.adopt(actor=learner, found=list(three(learner).values()), key="another", now=NOW)


def test_a_dropped_plan_can_be_taken_back(learner: Account) -> None:
    aim(learner)
    found = three(learner)
    first = services.adopt(actor=learner, found=list(found.values()), key=found[Aim.CHEAPEST].key, now=NOW)
    second = services.adopt(actor=learner, found=list(found.values()), key=found[Aim.QUICKEST].key, now=NOW)
    adopted = queries.adopted(learner)
    assert adopted is not None and adopted.public_id == second
    services.drop(actor=learner, public_id=second, now=NOW)
    assert queries.adopted(learner) is None
    services.take_back(actor=learner, public_id=first, now=NOW)
    adopted = queries.adopted(learner)
    assert adopted is not None and adopted.public_id == first


def test_nobody_sees_or_changes_the_plan_of_another(learner: Account) -> None:
    aim(learner)
    plan = three(learner)[Aim.CHEAPEST]
    made = services.adopt(actor=learner, found=[plan], key=plan.key, now=NOW)
    other = house.person("Somebody Else")
    assert queries.plan(other, made) is None and queries.goal(other) is None
    for refused in (services.drop, services.take_back):
        with pytest.raises(errors.NotHere):
            refused(actor=other, public_id=made, now=NOW)


def test_a_partial_match_is_one_s_own_to_accept_and_to_take_back(learner: Account) -> None:
    portfolio.declare(actor=learner, skill=f"{ESCO}2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f", level=6, now=NOW)
    aim(learner, "data analyst")
    line = next(one for one in gap_of(learner).told.essential if one.partial)
    assert line.by and line.near
    services.accept_partial(actor=learner, wanted=line.skill, held=line.by_skill, accept=True)
    taken = next(one for one in gap_of(learner).told.essential if one.skill == line.skill)
    assert taken.accepted and taken.worth > line.worth
    services.accept_partial(actor=learner, wanted=line.skill, held=line.by_skill, accept=False)
    assert next(one for one in gap_of(learner).told.essential if one.skill == line.skill) == line


def test_a_list_of_one_s_own_is_a_goal(learner: Account) -> None:
    services.aim_at_list(
        actor=learner, name="Roof work", wanted=[Wanted(SOLAR, True, 9), Wanted("x")], now=NOW
    )
    goal = queries.goal(learner)
    assert goal is not None and goal.target is not None
    assert (goal.name, goal.target.wanted) == ("Roof work", (Wanted(SOLAR, True, None),))
    with pytest.raises(errors.NothingWanted):
        services.aim_at_list(actor=learner, name="None", wanted=[Wanted("x")], now=NOW)


def test_an_occupation_that_is_not_here_is_refused(learner: Account) -> None:
    with pytest.raises(UnknownOccupation):
        services.aim_at_occupation(actor=learner, address="https://example.org/none", now=NOW)


def test_a_table_without_an_offering_is_refused_and_a_good_one_replaces_the_earlier(learner: Account) -> None:
    with pytest.raises(errors.OfferingsUnreadable):
        services.load_offerings(name="here", body="a,b\n1,2\n", now=NOW)
    assert services.load_offerings(name="here", body="\n".join(TABLE.splitlines()[:2]), now=NOW) == 1
    aim(learner)
    assert len(three(learner)[Aim.CHEAPEST].steps) == 1


def test_what_is_kept_goes_with_the_account(learner: Account) -> None:
    aim(learner)
    plan = three(learner)[Aim.CHEAPEST]
    services.adopt(actor=learner, found=[plan], key=plan.key, now=NOW)
    event = AccountErased(account=learner.pk, at=NOW + timedelta(days=1), actor=learner.pk)
    for _ in range(2):
        services.hear_account_erased(event, now=NOW)
    assert not any(model.objects.exists() for model in (Goal, AdoptedPlan, Answer))


def test_example_figures_stand_only_where_they_were_turned_on_and_say_so(learner):
    services.have_occupation(actor=learner, address=occupation("welder"), now=NOW)
    aim(learner)
    before = gap_of(learner)
    assert (before.soft, before.outlooks, before.present_outlooks) == (None, (), ())
    load_examples(now=NOW)
    after = gap_of(learner)
    assert after.soft is not None
    assert after.soft.example
    assert [one.title for one in (*after.outlooks, *after.present_outlooks)] == ["solar installer", "welder"]
    assert len(after.outlook_sources) == 1
    assert "invented" in after.outlook_sources[0]
