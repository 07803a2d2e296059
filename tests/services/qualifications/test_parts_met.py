"""Progress counts the parts that are needed, not those that could be chosen instead."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.rules.making import AT, all_of, credits_of, given, group, held, n_of, rule

from microcred.platform.qualifications.shown import parts_met
from microcred.rules.evaluate.evaluation import evaluate

ELECTIVES = n_of(1, given("c"), given("d"), given("e"))
CASES: dict[str, tuple[Any, str, tuple[int, int]]] = {
    "all that are named": (all_of(given("a"), given("b")), "a", (1, 2)),
    "one elective of three, which is met": (all_of(given("a"), given("b"), ELECTIVES), "abc", (3, 3)),
    "one elective of three, where two are held": (all_of(given("a"), ELECTIVES), "cd", (1, 2)),
    "a group that asks for credit itself": (group(parts=[given("a")], credits=9, others={}), "a", (1, 2)),
    "a single one": (credits_of(3), "a", (1, 1)),
}


@pytest.mark.parametrize(("requirement", "mine", "parts"), CASES.values(), ids=CASES.keys())
def test_parts_met_are_of_those_needed(requirement: Any, mine: str, parts: tuple[int, int]) -> None:
    found = evaluate(rule(requirement), [held(one, 4) for one in mine], AT)
    assert parts_met(found) == parts
