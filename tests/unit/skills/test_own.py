"""The framework that comes with the package holds together, and is enough for a demo without a download."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conformance.skills.real import esco_111, needs_data

from microcred.skills import soft
from microcred.skills.gap.closest import OccupationIndex
from microcred.skills.gap.matching import Neighbours
from microcred.skills.own import own_framework
from microcred.skills.profile.evidence import Evidence, SkillStatement
from microcred.skills.profile.profile import HeldCredential, skill_profile
from microcred.skills.search.index import LabelIndex
from microcred.skills.search.picker import Picker
from microcred.skills.search.suggest import Suggester

FRAMEWORK = own_framework()
DEMO = Path(__file__).parents[3] / "src" / "microcred" / "platform" / "config" / "demo" / "achievements.json"


def test_it_has_sixty_skills_soft_and_hard_and_twelve_occupations_with_levels():
    assert (len(FRAMEWORK.skills), len(FRAMEWORK.occupations)) == (60, 12)
    assert 20 <= sum(soft.is_soft(FRAMEWORK, address) for address in FRAMEWORK.skills) <= 35
    assert all(need.level and 1 <= need.level <= 8 for need in FRAMEWORK.needs)
    assert set(FRAMEWORK.needs_of) == set(FRAMEWORK.occupations)
    assert FRAMEWORK.languages == ("en", "fr")


def test_nothing_in_it_leads_to_nowhere():
    assert all(need.skill in FRAMEWORK.skills for need in FRAMEWORK.needs)
    assert all({r.origin, r.target} <= set(FRAMEWORK.skills) for r in FRAMEWORK.relations)
    assert all(group in FRAMEWORK.groups for skill in FRAMEWORK.skills.values() for group in skill.groups)


def test_every_occupation_wants_something_soft_and_something_hard():
    for occupation, needs in FRAMEWORK.needs_of.items():
        kinds = {soft.is_soft(FRAMEWORK, need.skill) for need in needs}
        assert kinds == {True, False}, occupation


def test_every_skill_of_the_demo_is_in_it():
    wanted = {row["skill"]["address"] for row in json.loads(DEMO.read_text("utf-8"))}
    assert wanted <= set(FRAMEWORK.skills)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("You know SQL and can query databases", "query relational databases"),
        ("good at public speaking", "present to an audience"),
    ],
)
def test_search_works_on_it(text, label):
    assert label in [found.label for found in Suggester(LabelIndex(FRAMEWORK)).suggest(text, 3)]
    assert label in [found.label for found in Picker([FRAMEWORK]).find(label[:6])]


@pytest.mark.parametrize("occupation", list(FRAMEWORK.occupations))
def test_who_shows_all_that_an_occupation_wants_is_closest_to_it(occupation):
    stated = tuple(SkillStatement(need.skill, "", need.level) for need in FRAMEWORK.needs_of[occupation])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    held = HeldCredential("c", "C", "i", "I", day, evidence=Evidence.ASSESSED, skills=stated)
    best = OccupationIndex(Neighbours(FRAMEWORK)).rank(skill_profile([held], (), FRAMEWORK, at=day))[0]
    assert (best.occupation, best.score) == (occupation, pytest.approx(1.0))


@needs_data
def test_its_addresses_and_groups_are_those_of_esco():
    esco = esco_111()[0]
    for address in FRAMEWORK.skills:
        assert address in esco.skills
        assert soft.is_soft(FRAMEWORK, address) == soft.is_soft(esco, address)
        assert soft.soft_skills_used(FRAMEWORK, address) == soft.soft_skills_used(esco, address)
