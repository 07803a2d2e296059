from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microcred.platform.assessment.errors import (
    Conflicted,
    MarksInvalid,
    MethodInvalid,
    NotIndependent,
    OwnWork,
    PlaceTaken,
)
from microcred.platform.assessment.rubric.independence import (
    Involved,
    refuses_decision,
    refuses_marking,
)
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.rubric.moderation import difference
from microcred.platform.assessment.rubric.results import agreed, result
from microcred.platform.assessment.rubric.sampling import agreement, digest, draw, seed_of, size

LEVELS = [
    {"key": "absent", "name": "Not shown", "points": 0},
    {"key": "partly", "name": "Partly", "points": 4},
    {"key": "fully", "name": "Fully", "points": 10},
]
KEYS = tuple(str(one["key"]) for one in LEVELS)


def method(**changes: Any) -> Method:
    value: dict[str, Any] = {
        "criteria": [
            {"key": "message", "name": "One message", "levels": LEVELS, "at_least": "partly"},
            {"key": "voice", "name": "Voice", "levels": LEVELS},
        ],
        "pass_points": 10,
    }
    return Method.read({**value, **changes})


def marks(message: str, voice: str) -> dict[str, str]:
    return {"message": message, "voice": voice}


anybody = st.builds(marks, st.sampled_from(KEYS), st.sampled_from(KEYS))


@pytest.mark.parametrize(
    ("given_marks", "points", "passed", "short"),
    [
        (marks("fully", "fully"), 20, True, ()),
        (marks("fully", "absent"), 10, True, ()),
        (marks("partly", "partly"), 8, False, ()),
        (marks("absent", "fully"), 10, False, ("One message",)),
    ],
)
def test_a_result_needs_the_points_and_the_levels(
    given_marks: dict[str, str], points: int, passed: bool, short: tuple[str, ...]
) -> None:
    found = result(method(), given_marks)
    assert (found.points, found.passed, found.short) == (points, passed, short)


@pytest.mark.parametrize(
    "wrong", [{}, {"message": "fully"}, marks("fully", "best"), {**marks("fully", "fully"), "more": "fully"}]
)
def test_marks_name_one_level_for_each_criterion(wrong: dict[str, str]) -> None:
    with pytest.raises(MarksInvalid):
        result(method(), wrong)


@pytest.mark.parametrize(
    "changes",
    [
        {"criteria": []},
        {"pass_points": 21},
        {"assessors": 0},
        {"opens": "2026-05-02", "due": "2026-05-01"},
        {"criteria": [{"key": "a", "name": "A", "levels": LEVELS[::-1]}]},
        {"criteria": [{"key": "a", "name": "A", "levels": LEVELS, "at_least": "best"}]},
        {"criteria": [{"key": "a", "name": "A", "levels": LEVELS}] * 2},
        {"surprise": 1},
    ],
)
def test_a_method_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(MethodInvalid):
        method(**changes)


@pytest.mark.parametrize(("day", "is_open"), [(1, False), (2, True), (9, True), (10, False)])
def test_work_is_taken_from_the_first_to_the_last_day(day: int, is_open: bool) -> None:
    assert method(opens="2026-05-02", due="2026-05-09").open_on(date(2026, 5, day)) is is_open


@given(st.lists(anybody, min_size=1, max_size=5), st.randoms())
def test_agreed_marks_do_not_depend_on_the_order_and_lie_between(
    several: list[dict[str, str]], random: Any
) -> None:
    found = agreed(method(), several)
    mixed = list(several)
    random.shuffle(mixed)
    assert agreed(method(), mixed) == found
    for key, level in found.items():
        places = [KEYS.index(one[key]) for one in several]
        assert min(places) <= KEYS.index(level) <= max(places)


def test_two_who_differ_get_the_lower_level() -> None:
    assert agreed(method(), [marks("fully", "partly"), marks("partly", "partly")])["message"] == "partly"


@given(anybody)
def test_one_assessor_never_differs(one: dict[str, str]) -> None:
    assert not difference(method(), [one, one]).needs_moderation
    assert difference(method(), [one]).points == 0


@given(anybody, anybody)
def test_another_verdict_is_always_moderated(first: dict[str, str], second: dict[str, str]) -> None:
    lenient = method(tolerance=20)
    found = difference(lenient, [first, second])
    assert found.needs_moderation == (result(lenient, first).passed != result(lenient, second).passed)


def test_more_points_apart_than_tolerated_are_moderated() -> None:
    pair = [marks("fully", "fully"), marks("fully", "partly")]
    assert difference(method(tolerance=6), pair).needs_moderation is False
    found = difference(method(tolerance=5), pair)
    assert (found.needs_moderation, found.points, found.criteria) == (True, 6, ("Voice",))


@pytest.mark.parametrize(
    ("count", "drawn"), [(0, 0), (1, 1), (5, 5), (6, 5), (25, 5), (26, 6), (100, 10), (101, 11), (1000, 100)]
)
def test_the_size_follows_the_stated_rule(count: int, drawn: int) -> None:
    assert size(count) == drawn


@given(st.sets(st.text(min_size=1, max_size=8), max_size=60), st.text(max_size=20))
def test_a_sample_is_drawn_again_from_its_seed(ids: set[str], seed: str) -> None:
    found = draw(ids, seed)
    assert found == draw(sorted(ids, reverse=True), seed)
    assert set(found) <= ids
    assert len(set(found)) == len(found) == size(len(ids))


def test_the_seed_stays_the_one_that_follows_from_the_hand_over() -> None:
    assert seed_of("Y29ob3J0", "0000") == "21cb609fbce0aee480b5fabe2c0085ae"
    assert seed_of("Y29ob3J0", "0001") != seed_of("Y29ob3J0", "0000") != seed_of("Y29ob3J1", "0000")
    assert digest(["b", "a", "a"]) == digest(["a", "b"]) != digest(["a", "c"])


def test_a_sample_stays_the_one_that_was_published() -> None:
    ids = [f"work-{number}" for number in range(30)]
    assert draw(ids, "2026-05-14") == PINNED
    assert draw(ids, "2026-05-15") != PINNED


PINNED = ("work-9", "work-10", "work-29", "work-25", "work-5", "work-6")


@pytest.mark.parametrize(
    ("pairs", "advice"),
    [
        ([], "hold"),
        ([(marks("fully", "fully"), marks("fully", "fully"))] * 5, "release"),
        (
            [(marks("fully", "fully"), marks("fully", "fully"))] * 9
            + [(marks("fully", "fully"), marks("fully", "partly"))],
            "release",
        ),
        ([(marks("fully", "fully"), marks("fully", "partly"))] * 5, "hold"),
        (
            [(marks("fully", "fully"), marks("fully", "fully"))] * 4
            + [(marks("fully", "fully"), marks("absent", "fully"))],
            "hold",
        ),
        ([(marks("fully", "fully"), marks("absent", "fully"))] * 5, "return"),
    ],
)
def test_the_advice_follows_from_the_second_marking(pairs: list[Any], advice: str) -> None:
    assert agreement(method(), pairs).advice == advice


LEARNER, TEACHER, FRIEND, MARKER, STRANGER = range(5)
INVOLVED = Involved(LEARNER, {TEACHER}, {FRIEND}, {MARKER})


@pytest.mark.parametrize(
    ("who", "round_", "refused"),
    [
        (LEARNER, "first", OwnWork),
        (FRIEND, "first", Conflicted),
        (MARKER, "first", PlaceTaken),
        (MARKER, "moderation", PlaceTaken),
        (MARKER, "sample", PlaceTaken),
        (TEACHER, "first", None),
        (TEACHER, "sample", NotIndependent),
        (STRANGER, "sample", None),
    ],
)
def test_who_may_mark(who: int, round_: Any, refused: object) -> None:
    assert refuses_marking(who, INVOLVED, round_) is refused


@pytest.mark.parametrize(
    ("who", "independent", "refused"),
    [
        (LEARNER, False, OwnWork),
        (FRIEND, False, Conflicted),
        (TEACHER, True, NotIndependent),
        (TEACHER, False, None),
        (MARKER, True, None),
        (STRANGER, True, None),
    ],
)
def test_who_may_decide(who: int, independent: bool, refused: object) -> None:
    assert refuses_decision(who, INVOLVED, independent=independent) is refused
