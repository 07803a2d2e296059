"""Openings: published by who may, answered by chosen credentials, seen by the employer as a match alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from tests import house
from tests.services.careers.test_plans import DRAWINGS, SAFETY, SOLAR, aim, award, gap_of

from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.careers import errors, queries, services
from microcred.platform.frameworks.services import load_own_framework
from microcred.platform.institutions.errors import NotAllowed, NotFound
from microcred.platform.portfolio import services as portfolio
from microcred.platform.portfolio.errors import NothingChosen
from microcred.skills.gap.gap import GapState
from microcred.skills.gap.target import Wanted

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
DATA = "http://data.europa.eu/esco/skill/2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"
UNTIL = date(2026, 6, 30)
WANTED = (Wanted(DRAWINGS, True, 4), Wanted(SAFETY, True, 3), Wanted(SOLAR, False, 4))


@pytest.fixture
def employer() -> tuple[Account, str]:
    load_own_framework(now=NOW)
    owner = house.person("Saskia Boon")
    at = house.institution(owner, "Harbour Logistics")
    return house.member(at, "Rik Recruiter", "recruiter"), at


@pytest.fixture
def opening(employer: tuple[Account, str]) -> str:
    return publish(*employer)


@pytest.fixture
def learner() -> tuple[Account, str, str]:
    """Somebody with two credentials, who declares a third skill besides."""
    actor = house.person("Chloé Lefèvre")
    ids = [award(actor, DRAWINGS, 4), award(actor, SAFETY, 3)]
    for one in ids:
        awards.accept(actor=actor, public_id=one, now=NOW)
    portfolio.declare(actor=actor, skill=SOLAR, level=5, now=NOW)
    return actor, ids[0], ids[1]


def publish(recruiter: Account, at: str, until: date = UNTIL) -> str:
    return services.publish_opening(
        actor=recruiter, institution=at, title="Roofer", about="Roofs.", place="Venlo", wanted=WANTED,
        until=until, now=NOW,
    )  # fmt: skip


def send(actor: Account, opening: str, *credentials: str) -> str:
    return services.answer(actor=actor, public_id=opening, credentials=credentials, until=UNTIL, now=NOW)


def test_the_employer_sees_the_match_of_the_chosen_credentials_and_nothing_else(
    employer: tuple[Account, str], opening: str, learner: tuple[Account, str, str]
) -> None:
    actor, drawings, _ = learner
    send(actor, opening, drawings)
    [seen] = queries.answers(employer[0], opening, NOW)
    assert seen.told is not None and seen.credentials == 1
    states = {line.skill: line.state for line in seen.told.lines}
    assert states == {DRAWINGS: GapState.HELD, SAFETY: GapState.MISSING, SOLAR: GapState.MISSING}


def test_what_a_learner_counts_for_themselves_is_not_what_the_employer_sees(
    employer: tuple[Account, str],
) -> None:
    """A partial match accepted, a skill declared and a credential not chosen stay with the learner."""
    actor = house.person("Chloé Lefèvre")
    shown, kept = award(actor, DATA, 6), award(actor, SAFETY, 4)
    for one in (shown, kept):
        awards.accept(actor=actor, public_id=one, now=NOW)
    aim(actor, "data analyst")
    line = next(one for one in gap_of(actor).told.essential if one.partial and one.by_skill == DATA)
    services.accept_partial(actor=actor, wanted=line.skill, held=DATA, accept=True)
    portfolio.declare(actor=actor, skill=SOLAR, level=5, now=NOW)
    wanted = [Wanted(line.skill, True), Wanted(SAFETY, True), Wanted(SOLAR, True)]
    opening = services.publish_opening(
        actor=employer[0], institution=employer[1], title="Analyst", about="", place="", wanted=wanted,
        until=UNTIL, now=NOW,
    )  # fmt: skip
    own = {one.skill: one for one in gap_of(actor).told.lines}
    assert own[line.skill].state is GapState.HELD
    reply = send(actor, opening, shown)
    seen = queries.answer(employer[0], reply, NOW)
    assert seen.told is not None
    assert {one.skill: (one.state, one.accepted) for one in seen.told.lines} == {
        line.skill: (GapState.IN_PART, False),
        SAFETY: (GapState.MISSING, False),
        SOLAR: (GapState.MISSING, False),
    }
    assert queries.own_answer(actor, opening, NOW) == seen


def test_learner_and_employer_read_the_same_explanation(
    employer: tuple[Account, str], opening: str, learner: tuple[Account, str, str]
) -> None:
    actor, drawings, safety = learner
    reply = send(actor, opening, drawings, safety)
    own = queries.own_answer(actor, opening, NOW)
    assert own == queries.answer(employer[0], reply, NOW)
    assert own is not None and own.told is not None and own.told.held == 2


def test_a_withdrawn_answer_shows_nothing_and_another_may_follow(
    employer: tuple[Account, str], opening: str, learner: tuple[Account, str, str]
) -> None:
    actor, drawings, safety = learner
    reply = send(actor, opening, drawings)
    with pytest.raises(errors.AnsweredAlready):
        send(actor, opening, safety)
    for _ in range(2):
        services.withdraw_answer(actor=actor, public_id=reply, now=NOW)
    seen = queries.answer(employer[0], reply, NOW)
    assert (seen.state, seen.name, seen.told, seen.address) == ("withdrawn", "", None, "")
    send(actor, opening, safety)
    assert [one.state for one in queries.answers(employer[0], opening, NOW)] == ["open", "withdrawn"]


def test_an_answer_ends_on_its_day_or_with_its_page(
    employer: tuple[Account, str], opening: str, learner: tuple[Account, str, str]
) -> None:
    actor, drawings, _ = learner
    reply = send(actor, opening, drawings)
    later = NOW + timedelta(days=60)
    assert queries.answer(employer[0], reply, later).state == "ended"


def test_openings_come_in_order_of_what_is_asked_and_had(
    employer: tuple[Account, str], opening: str, learner: tuple[Account, str, str]
) -> None:
    other = services.publish_opening(
        actor=employer[0], institution=employer[1], title="Analyst", about="", place="",
        wanted=[Wanted("http://data.europa.eu/esco/skill/598de5b0-5b58-4ea7-8058-a4bc4d18c742")],
        until=UNTIL, now=NOW + timedelta(hours=1),
    )  # fmt: skip
    found = queries.matched(queries.standing(learner[0], NOW), NOW + timedelta(hours=2))
    assert [one.opening.public_id for one in found] == [opening, other]
    assert found[0].told.held == 2 and found[1].told.score == 0


def test_only_who_recruits_publishes_reads_and_closes(
    employer: tuple[Account, str], opening: str, learner: tuple[Account, str, str]
) -> None:
    reply = send(learner[0], opening, learner[1])
    viewer, stranger = house.member(employer[1], "Vera Viewer", "viewer"), house.person("Stan Stranger")
    with pytest.raises(NotAllowed):
        publish(viewer, employer[1])
    with pytest.raises(NotFound):
        publish(stranger, employer[1])
    for actor in (viewer, stranger, learner[0]):
        for asked in (
            lambda actor=actor: queries.answers(actor, opening, NOW),
            lambda actor=actor: queries.answer(actor, reply, NOW),
            lambda actor=actor: services.close_opening(actor=actor, public_id=opening, now=NOW),
        ):
            with pytest.raises((NotAllowed, errors.NotHere)):
                asked()
    with pytest.raises(errors.NotHere):
        services.withdraw_answer(actor=stranger, public_id=reply, now=NOW)


def test_a_closed_opening_takes_no_answers_until_it_is_opened_again(
    employer: tuple[Account, str], opening: str, learner: tuple[Account, str, str]
) -> None:
    services.close_opening(actor=employer[0], public_id=opening, now=NOW)
    with pytest.raises(errors.OpeningOver):
        send(learner[0], opening, learner[1])
    assert queries.openings(NOW) == []
    services.reopen_opening(actor=employer[0], public_id=opening, now=NOW)
    assert send(learner[0], opening, learner[1])
    assert queries.openings(NOW + timedelta(days=90)) == []


def test_bad_openings_and_answers_are_refused(
    employer: tuple[Account, str], opening: str, learner: tuple[Account, str, str]
) -> None:
    with pytest.raises(errors.EndInThePast):
        publish(*employer, until=date(2026, 5, 1))
    with pytest.raises(errors.NothingWanted):
        services.publish_opening(
            actor=employer[0], institution=employer[1], title="x", about="", place="",
            wanted=[Wanted("x")], until=UNTIL, now=NOW,
        )  # fmt: skip
    with pytest.raises(NothingChosen):
        send(learner[0], opening)


def test_an_opening_can_be_one_s_goal(opening: str, learner: tuple[Account, str, str]) -> None:
    services.aim_at_opening(actor=learner[0], public_id=opening, now=NOW)
    goal = queries.goal(learner[0])
    assert goal is not None and goal.name == "Roofer" and goal.target is not None
    assert goal.target.wanted == WANTED


def test_pages_are_for_those_they_are_for(
    client: Client, employer: tuple[Account, str], opening: str, learner: tuple[Account, str, str]
) -> None:
    address = f"/o/{employer[1]}/openings/{opening}"
    client.force_login(learner[0], backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 404
    assert client.get(f"/openings/{opening}").status_code == 200
    assert client.get("/plan/not-a-plan").status_code == 404
    client.force_login(employer[0], backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 200
