"""The demo's own figures: every own occupation has them, within the scales, and they say what they are."""

from datetime import UTC, datetime

import pytest

from microcred.skills.examples import example_outlooks, example_release, example_walk
from microcred.skills.gap.graded import graded_soft
from microcred.skills.own import own_framework
from microcred.skills.profile.profile import skill_profile
from microcred.skills.soft import soft_elements


@pytest.mark.parametrize("occupation", sorted(own_framework().occupations))
def test_each_own_occupation_has_a_graded_soft_side_and_an_outlook_that_say_that_they_are_invented(
    occupation,
):
    profile = skill_profile((), (), own_framework(), at=datetime(2026, 1, 1, tzinfo=UTC))
    found = graded_soft(occupation, profile, example_release(), example_walk())
    assert found is not None
    assert {one.element.element for one in found.skills} == {e.element for e in soft_elements().values()}
    assert all(1 <= one.importance <= 5 and 1 <= one.level <= 8 for one in found.skills)
    assert found.onet_title == own_framework().occupations[occupation].label()
    (code,) = example_walk().targets(occupation)
    outlook = example_outlooks()[code]
    assert outlook.example
    assert (outlook.first_year, outlook.last_year) == (2025, 2035)
    assert outlook.title == found.onet_title
    assert "invented" in outlook.source
    assert "invented" in found.source
