"""Everything that states a level maps onto the one scale of 1 to 8."""

import pytest

from microcred.skills import levels
from microcred.skills.errors import LevelOutOfScale


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("EQF 5", 5),
        ("EQF level 8", 8),
        ("http://data.europa.eu/snb/eqf/6", 6),
        ("9", None),
        ("bachelor", None),
    ],
)
def test_an_eqf_level_is_the_level(text, number):
    assert levels.from_eqf(text) == number


@pytest.mark.parametrize(("position", "number"), [(0, 4), (1, 5), (3, 7), (9, 8)])
def test_the_passing_step_of_a_rubric_stands_at_the_level_aimed_at(position, number):
    assert levels.from_rubric(position, passing=1, target=5) == number


@pytest.mark.parametrize(
    ("codes", "number"), [(("06",), 1), (("09", "10"), 3), (("12",), 4), (("xx",), None), ((), None)]
)
def test_case_education_levels(codes, number):
    assert levels.from_case(codes) == number


@pytest.mark.parametrize(("value", "number"), [(0.0, 1), (3.49, 4), (3.5, 5), (7.0, 8)])
def test_onet_levels(value, number):
    assert levels.from_onet(value) == number


@pytest.mark.parametrize("number", [0, 9, -1, True])
def test_other_numbers_are_no_level(number):
    with pytest.raises(LevelOutOfScale):
        levels.level(number)


def test_every_level_has_its_sentence():
    assert len({level.sentence for level in levels.ProficiencyLevel}) == 8
