"""One rule says which skills are soft, and a table which soft skill a hard one uses."""

import pytest
from tests.unit.skills.files import S, esco

from microcred.skills import soft
from microcred.skills.errors import UnknownSkill
from microcred.skills.readers.esco import read_esco


@pytest.fixture(scope="module")
def framework():
    return read_esco(esco(), "1.1.1")[0]


@pytest.mark.parametrize("key", ["negotiate", "report"])
def test_skills_filed_directly_under_a_soft_group_are_soft(framework, key):
    assert soft.is_soft(framework, S + key)
    assert soft.soft_skills_used(framework, S + key) == ()


@pytest.mark.parametrize(
    "key",
    ["film", "chimney", "move", "program", "contracts", "python"],
    ids=[
        "remove film negatives from processing machine",
        "carry out chimney pressure testing, although it is narrower than report facts",
        "move objects, although its group is called transversal",
        "apply basic programming skills, although its group is called transversal",
        "negotiate contracts",
        "Python",
    ],
)
def test_everything_else_is_hard(framework, key):
    assert not soft.is_soft(framework, S + key)


def test_a_skill_of_s1_uses_the_soft_skill_of_its_sub_group(framework):
    assert soft.soft_skills_used(framework, S + "contracts") == (soft.used_by_group("S1.1"),)
    assert soft.soft_skills_used(framework, S + "film") == ()


@pytest.mark.parametrize(
    ("code", "label"),
    [("S1.1.1", "7954861c"), ("S1.1.2", "96de2e86"), ("S4.8.1", "75d8e5d9"), ("S1.7.3", "2.A.1.b")],
)
def test_the_longest_code_of_the_table_decides(code, label):
    assert label in (soft.used_by_group(code) or "")


@pytest.mark.parametrize("code", ["S1.12.3", "S1.6.3", "S4.3.1", "S8.5.6", "S10", "T4.1", ""])
def test_some_sub_groups_use_none(code):
    assert soft.used_by_group(code) is None


def test_a_code_that_only_begins_alike_is_no_soft_group():
    assert soft.is_soft_code("T2.1") and soft.is_soft_code("T4")
    assert not any(soft.is_soft_code(code) for code in ("T20", "T1.3", "T5.1", "T6", "S1", "", "t2"))


def test_the_eight_interpersonal_elements_are_soft(framework):
    assert sorted(soft.soft_elements()) == [
        "2.A.1.b",
        "2.A.1.d",
        "2.B.1.a",
        "2.B.1.b",
        "2.B.1.c",
        "2.B.1.d",
        "2.B.1.e",
        "2.B.1.f",
    ]
    assert all(soft.is_soft(framework, element.address) for element in soft.soft_elements().values())


def test_an_unknown_address_is_neither(framework):
    with pytest.raises(UnknownSkill):
        soft.is_soft(framework, S + "nothing")
