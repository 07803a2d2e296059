"""A portfolio beside demand: by the same rule as a learner beside an occupation, from public things only."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests import house
from tests.services.careers.test_plans import DRAWINGS, SAFETY, SOLAR, occupation

from microcred.platform.accounts.models import Account
from microcred.platform.careers import services as careers
from microcred.platform.frameworks.services import load_own_framework
from microcred.platform.insights import queries
from microcred.platform.institutions.errors import NotAllowed, NotFound
from microcred.skills.gap.gap import GapState
from microcred.skills.gap.matching import Nearness, Neighbours
from microcred.skills.gap.target import Wanted
from microcred.skills.own import own_framework

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
UNTIL = date(2026, 6, 30)


@pytest.fixture
def college() -> tuple[Account, str]:
    load_own_framework(now=NOW)
    owner = house.person("Ida Storm")
    return owner, house.institution(owner)


@pytest.fixture
def employer() -> tuple[Account, str]:
    owner = house.person("Saskia Boon")
    at = house.institution(owner, "Harbour Logistics")
    return house.member(at, "Rik Recruiter", "recruiter"), at


def certify(owner: Account, at: str, skill: str, level: int | None, name: str = "A skill") -> str:
    stated = {"label": "as its author calls it", "address": skill, "level": level}
    texts = {
        "en": {"name": name, "can": "do it", "description": "It.", "criteria": "Done.", "outcomes": ["Do it"]}
    }
    return house.published(owner, at, texts=texts, skills=[stated], eqf_level=6)


def ask(employer: tuple[Account, str], title: str, *wanted: Wanted, until: date = UNTIL) -> str:
    actor, at = employer
    return careers.publish_opening(
        actor=actor, institution=at, title=title, about="", place="", wanted=wanted, until=until, now=NOW
    )


@pytest.mark.parametrize(
    ("certified", "asked", "state"),
    [
        (4, 4, GapState.HELD),
        (5, 4, GapState.HELD),
        (3, 4, GapState.TOO_LOW),
        (3, None, GapState.HELD),
    ],
    ids=["as high", "higher", "lower", "no level asked"],
)
def test_a_skill_that_is_asked_for_stands_beside_what_certifies_it(
    college: tuple[Account, str], employer: tuple[Account, str], certified: int, asked: int, state: GapState
) -> None:
    made = certify(*college, SAFETY, certified, "Safety on roofs")
    ask(employer, "Roofer", Wanted(SAFETY, True, asked))
    [line] = queries.demand(*college, NOW).asked
    assert (line.state, line.own_level, line.wanted_level) == (state, certified, asked)
    assert [(one.achievement, one.title) for one in line.own] == [(made, "Safety on roofs")]


def test_what_nobody_here_certifies_is_missing_and_what_others_do_is_named(
    college: tuple[Account, str], employer: tuple[Account, str]
) -> None:
    certify(*college, SAFETY, 4)
    other = house.person("Tilda Moor")
    at = house.institution(other, "Birch Institute")
    certify(other, at, SOLAR, 4)
    ask(employer, "Roofer", Wanted(DRAWINGS, True, 4), Wanted(SOLAR, False, 4))
    lines = {one.skill: one for one in queries.demand(*college, NOW).asked}
    assert lines[DRAWINGS].others == []
    assert lines[SOLAR].others == [(at, "Birch Institute")]
    assert all(one.state is not GapState.HELD for one in lines.values())


def test_a_skill_that_stands_near_counts_in_part_and_says_how(
    college: tuple[Account, str], employer: tuple[Account, str]
) -> None:
    near = Neighbours(own_framework()).near(SAFETY)
    wanted, nearness = next((other, how) for other, how in near if how is not Nearness.SAME)
    certify(*college, SAFETY, 5)
    ask(employer, "Somebody", Wanted(wanted))
    [line] = queries.demand(*college, NOW).asked
    assert (line.state, line.near) == (GapState.IN_PART, nearness)
    assert line.by == own_framework().skill(SAFETY).label()


def test_openings_are_counted_together_and_the_highest_level_is_asked(
    college: tuple[Account, str], employer: tuple[Account, str]
) -> None:
    certify(*college, SAFETY, 4)
    ask(employer, "Roofer", Wanted(SAFETY, True, 3), Wanted(SOLAR, False))
    ask(employer, "Foreman", Wanted(SAFETY, False, 5))
    first, second = queries.demand(*college, NOW).asked
    assert (first.skill, len(first.openings), first.essential, first.wanted_level) == (SAFETY, 2, 1, 5)
    assert (second.skill, len(second.openings), second.essential) == (SOLAR, 1, 0)


def test_closed_and_past_openings_ask_for_nothing(
    college: tuple[Account, str], employer: tuple[Account, str]
) -> None:
    certify(*college, SAFETY, 4)
    closed = ask(employer, "Closed", Wanted(SAFETY))
    careers.close_opening(actor=employer[0], public_id=closed, now=NOW)
    ask(employer, "Short", Wanted(SAFETY), until=date(2026, 5, 15))
    later = datetime(2026, 5, 16, 9, tzinfo=UTC)
    assert queries.demand(*college, later).asked == []


def test_a_draft_certifies_nothing(college: tuple[Account, str], employer: tuple[Account, str]) -> None:
    found = queries.demand(*college, NOW)
    assert (found.published, found.skills, found.served, found.lacking) == (0, 0, [], [])


def test_occupations_come_by_what_is_certified_of_them_and_name_what_they_share_besides(
    college: tuple[Account, str],
) -> None:
    certify(*college, SOLAR, 4)
    certify(*college, SAFETY, 4)
    found = queries.demand(*college, NOW)
    scores = [one.score for one in found.served]
    assert scores == sorted(scores, reverse=True) and scores[0] > 0
    assert "solar installer" in [one.label for one in found.served]
    framework = own_framework()
    for lacking in found.lacking:
        assert lacking.skill not in (SOLAR, SAFETY)
        assert len(lacking.occupations) >= queries.SHARED_BY
        for label in lacking.occupations:
            needs = framework.needs_of[occupation(label)]
            assert any(need.skill == lacking.skill and need.essential for need in needs)


@pytest.mark.parametrize("role", ["recruiter", "assessor", "certifier", "registrar"])
def test_roles_that_do_not_see_micro_credentials_do_not_see_this(
    college: tuple[Account, str], role: str
) -> None:
    somebody = house.member(college[1], f"One {role}", role)
    with pytest.raises(NotAllowed):
        queries.demand(somebody, college[1], NOW)


def test_strangers_learn_nothing(college: tuple[Account, str], employer: tuple[Account, str]) -> None:
    with pytest.raises(NotFound):
        queries.demand(employer[0], college[1], NOW)
