"""A plan closes most of the gap within the limits, and is the cheapest, the quickest or the lightest that does."""

import random
from datetime import date, timedelta
from itertools import combinations

import pytest
from tests.unit.skills.files import csv_file

from microcred.skills.errors import PlanImpossible
from microcred.skills.gap.gap import Gap, GapState, SkillGap
from microcred.skills.gap.target import Target, Wanted
from microcred.skills.plan.dominance import replaceable
from microcred.skills.plan.offerings import Offering, read_offerings
from microcred.skills.plan.plan import Aim, Limits, plans

START = date(2026, 1, 5)


def gap(*skills, state=GapState.MISSING, level=None):
    return Gap(Target("T", ()), tuple(SkillGap(Wanted(s, True, level), s, state, 0.0) for s in skills), ())


def offering(key, skills, price=100, week=0, weeks=4, hours=4.0, level=None, **others):
    start = START + timedelta(weeks=week)
    end = start + timedelta(weeks=weeks, days=-1)
    return Offering(key, key, tuple((s, level) for s in skills), price, start, end, hours, **others)


def chosen(gap_, offerings, aim=Aim.CHEAPEST, **limits):
    (plan,) = plans(gap_, offerings, Limits(START, **limits), [aim])
    assert plan.optimal
    return [step.offering.id for step in plan.steps]


CHOICE = [
    offering("dear-soon", "ab", price=900, weeks=2, hours=10),
    offering("cheap-late", "ab", price=100, week=20, hours=8),
    offering("light-a", "a", price=300, week=4, hours=1),
    offering("light-b", "b", price=300, week=8, hours=1),
]


@pytest.mark.parametrize(
    ("aim", "steps"),
    [(Aim.CHEAPEST, ["cheap-late"]), (Aim.QUICKEST, ["dear-soon"]), (Aim.LIGHTEST, ["light-a", "light-b"])],
)
def test_three_plans_side_by_side(aim, steps):
    assert chosen(gap("a", "b"), CHOICE, aim) == steps


def test_a_plan_says_what_each_step_closes_and_what_no_offering_closes():
    (plan,) = plans(gap("a", "b", "c"), CHOICE, Limits(START), [Aim.CHEAPEST])
    assert [step.closes for step in plan.steps] == [("a", "b")]
    assert (plan.not_offered, plan.not_closed) == (("c",), ())
    assert (plan.closed, plan.open, plan.closed_bound) == (2.0, 3.0, 2.0)
    assert (plan.price, plan.hours, plan.value, plan.value_bound) == (100, 32.0, 100.0, 100.0)


@pytest.mark.parametrize(
    ("limits", "steps"),
    [
        ({"latest": START + timedelta(weeks=13)}, ["light-a", "light-b"]),
        ({"latest": START + timedelta(weeks=3)}, ["dear-soon"]),
        ({"hours_per_week": 2.0}, ["light-a", "light-b"]),
        ({"budget": 99 + 201, "latest": START + timedelta(weeks=13)}, ["light-a"]),
    ],
)
def test_limits_of_dates_hours_and_money_are_kept(limits, steps):
    found = chosen(gap("a", "b"), CHOICE, **limits)
    assert found == steps or (limits.get("budget") and len(found) == 1)


def test_hours_count_for_every_week_that_two_offerings_share():
    pair = [
        offering("a", "a", hours=6),
        offering("b", "b", week=3, hours=6),
        offering("later", "b", price=500, week=4, hours=6),
    ]
    assert chosen(gap("a", "b"), pair, hours_per_week=10) == ["a", "later"]
    assert chosen(gap("a", "b"), pair, hours_per_week=12) == ["a", "b"]


def test_a_better_choice_than_the_one_that_closes_most_is_told_as_chosen():
    made = [
        offering("0", "ab", price=2, hours=2),
        offering("2", "ca", price=5, weeks=1, hours=0),
        offering("3", "ba", price=5, hours=0),
        offering("4", "a", price=5, weeks=2, hours=2),
    ]
    (plan,) = plans(gap("a", "b", "c"), made, Limits(START, budget=5, hours_per_week=2.0), [Aim.LIGHTEST])
    assert plan.value == plan.hours == 0.0


def test_language_and_mode_are_kept_where_an_offering_states_them():
    two = [offering("fr", "a", price=1, language="fr"), offering("en", "a", language="en", mode="online")]
    assert chosen(gap("a"), two, languages=("en",)) == ["en"]
    with pytest.raises(PlanImpossible):
        plans(gap("a"), two, Limits(START, languages=("en",), modes=("onsite",)))


def test_prerequisites_are_taken_before_and_count_in_the_price():
    chain = [
        offering("basic-late", "", price=1, course="basic", week=10),
        offering("basic", "", price=50, course="basic"),
        offering("advanced", "a", price=100, week=4, requires=("basic",)),
        offering("alone", "a", price=200),
    ]
    assert chosen(gap("a"), chain) == ["basic", "advanced"]


def test_a_prerequisite_that_is_nowhere_makes_an_offering_impossible():
    with pytest.raises(PlanImpossible):
        plans(gap("a"), [offering("x", "a", requires=("nothing",))], Limits(START))


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (GapState.DECLARED, ["test"]),
        (GapState.MISSING, ["course"]),
        (GapState.LAPSED, ["test"]),
        (GapState.TOO_LOW, ["test"]),
    ],
)
def test_what_is_declared_is_assessed_first_and_what_is_missing_is_taught(state, steps):
    both = [offering("course", "a", price=500), offering("test", "a", price=10, assessment_only=True)]
    assert chosen(gap("a", state=state), both) == steps


def test_an_assessment_comes_first_for_a_declared_skill_even_where_it_costs_more():
    both = [offering("course", "a", price=5), offering("test", "a", price=10, assessment_only=True)]
    assert chosen(gap("a", state=GapState.DECLARED), both) == ["test"]


def test_an_offering_below_the_wanted_level_closes_nothing():
    two = [offering("low", "a", price=1, level=3), offering("high", "a", price=100, level=5)]
    assert chosen(gap("a", level=5), two) == ["high"]


def test_what_started_already_is_not_offered():
    with pytest.raises(PlanImpossible):
        plans(gap("a"), [offering("x", "a", week=-1)], Limits(START))


def test_offerings_are_read_from_a_table_with_a_row_for_every_fault():
    header = "id,title,skills,price,start,end,hours per week,course,language,mode,requires,assessment only"
    good = [
        "1",
        "One",
        "http://x/a@5; http://x/b",
        "1,200.50",
        "2026-01-05",
        "2026-02-01",
        "4",
        "c",
        "en",
        "online",
        "d; e",
        "yes",
    ]
    bad = [
        ["1", *good[1:]],
        ["2", *good[1:3], "much", *good[4:]],
        ["3", *good[1:4], "2026-03-01", *good[5:]],
        ["", *good[1:]],
        ["4", "One", "a@9", *good[3:]],
    ]
    (found,), report = read_offerings(csv_file("o.csv", header, good, *bad))
    assert found.teaches == (("http://x/a", 5), ("http://x/b", None)) and found.price == 120050
    assert (found.requires, found.assessment_only, found.weeks, found.hours) == (("d", "e"), True, 4, 16.0)
    assert sum(report.totals().values()) == len(bad)


VALUES = {
    Aim.CHEAPEST: lambda some: sum(one.price for one in some),
    Aim.QUICKEST: lambda some: max(one.end for one in some).toordinal(),
    Aim.LIGHTEST: lambda some: sum(one.hours for one in some),
}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("aim", list(Aim))
def test_no_choice_of_all_that_can_be_made_closes_more_or_as_much_for_less(aim, seed):
    chance = random.Random(seed)
    offered = []
    for n in range(9):
        course = random.Random(f"{seed}/{n // 2}")
        skills, weeks = course.sample("abcd", course.choice([1, 2])), course.choice([1, 2, 4])
        required = (f"c{course.randrange(5)}",) if course.random() < 0.2 else ()
        hours, price = float(course.choice([2, 4, 6])), chance.choice([100, 200, 300])
        start = chance.randrange(12)
        offered.append(
            offering(f"o{n}", skills, price, start, weeks, hours, course=f"c{n // 2}", requires=required)
        )
    choices = [some for size in range(1, 10) for some in combinations(offered, size) if may(some)]
    most = max(len(taught(some)) for some in choices)
    best = min(VALUES[aim](some) for some in choices if len(taught(some)) == most)
    (plan,) = plans(gap("a", "b", "c", "d"), offered, Limits(START, hours_per_week=8.0), [aim])
    assert (plan.optimal, plan.closed, plan.value) == (True, most, best)


def may(some):
    courses = [one.course for one in some]
    ends = {one.course: one.end for one in some}
    return (
        len(set(courses)) == len(courses)
        and all(c in ends and ends[c] < one.start for one in some for c in one.requires)
        and busiest_week(some) <= 8
    )


def taught(some):
    return {skill for one in some for skill, _ in one.teaches}


def busiest_week(some):
    weeks = [START + timedelta(weeks=week) for week in range(17)]
    return max(sum(one.hours_per_week for one in some if one.start <= week <= one.end) for week in weeks)


AB = offering("ab", "ab", price=200, week=2, weeks=4)


@pytest.mark.parametrize(
    ("other", "gone"),
    [
        (offering("a", "a", price=200, week=2, weeks=4), True),
        (offering("dearer", "ab", price=300, week=1, weeks=6), True),
        (offering("cheaper", "ab", price=100, week=2, weeks=4), False),
        (offering("sooner", "ab", price=200, week=1, weeks=4), False),
        (offering("lighter", "ab", price=200, week=2, weeks=4, hours=3.0), False),
        (offering("more", "abc", price=300, week=2, weeks=4), False),
        (offering("required", "a", price=200, week=2, weeks=4, course="basics"), False),
    ],
    ids=lambda value: value.id if isinstance(value, Offering) else "",
)
def test_only_what_another_offering_replaces_in_every_plan_is_left_out(other, gone):
    later = offering("later", "d", week=20, requires=("basics",))
    offered = [AB, other, later]
    closers = [[n for n, one in enumerate(offered) if one.closes(s, None)] for s in "abcd"]
    assert (1 in replaceable(offered, closers)) == gone
    assert 2 not in replaceable(offered, closers)
