"""Traps of a pathway are found before anybody walks into them."""

import pytest
from tests.unit.rules.making import AT, all_of, any_of, credits_of, given, group, held, n_of, rule, some

from microcred.rules.traps import TrapKind, circles, traps

NOT_HELD = {"kind": "not-held", "where": {"microCredentials": ["x"]}}
PAST = {"kind": "by", "day": "2026-01-01", "part": given("a")}

FOUND = {
    "a sound pathway": (all_of(given("a"), n_of(1, given("b"), credits_of(5)), NOT_HELD), []),
    "a milestone that anyone meets": (
        all_of(given("a"), all_of(NOT_HELD)),
        [("1.2", TrapKind.ANYONE)],
    ),
    "a way that anyone meets": (
        any_of(given("a"), NOT_HELD),
        [("1", TrapKind.ANYONE)],
    ),
    "levels that contradict": (
        all_of(given("a"), some(1, {"levelAtLeast": 7, "levelAtMost": 5})),
        [("1.2", TrapKind.NOBODY)],
    ),
    "days that contradict": (
        some(1, {"awardedFrom": "2027-02-01", "awardedUntil": "2027-01-01"}),
        [("1", TrapKind.NOBODY)],
    ),
    "fields that contradict through a group": (
        group(every={"fields": ["04"]}, parts=[credits_of(5, {"fields": ["061"]})]),
        [("1.1", TrapKind.NOBODY)],
    ),
    "a deadline that is past": (all_of(PAST, given("b")), [("1.1.1", TrapKind.NOBODY)]),
    "a dead way among others": (any_of(PAST, given("b")), [("1.1.1", TrapKind.NOBODY)]),
    "credit that nothing can give": (group(credits=10), [("1", TrapKind.NOBODY)]),
    "a limit below what is required": (
        group(credits=10, others={}, limits=[{"atMost": 5, "where": {}}]),
        [("1", TrapKind.NOBODY)],
    ),
    "the same asked twice": (
        all_of(given("a"), group(parts=[given("a")])),
        [("1.2.1", TrapKind.ASKED_TWICE)],
    ),
    "the same in two ways": (all_of(any_of(given("a"), given("b")), any_of(given("a"), given("c"))), []),
}


@pytest.mark.parametrize(("requirement", "found"), FOUND.values(), ids=FOUND.keys())
def test_a_trap_is_found_where_it_stands(requirement, found):
    assert [(trap.path, trap.kind) for trap in traps(rule(requirement), AT)] == found


def test_unknown_skills_are_named():
    wanted = {"skills": [{"skill": "s"}, {"skill": "t", "level": 4}]}
    found = traps(rule(some(1, wanted)), AT, skills={"s"})
    assert [(trap.kind, trap.detail) for trap in found] == [(TrapKind.UNKNOWN_SKILL, "t")]


def test_what_the_catalogue_cannot_fill_is_named():
    applied = rule(all_of(given("a"), credits_of(20, {"fields": ["06"]})))
    offered = [held("a", awarded=AT), held("b", 5, field="0613", awarded=AT)]
    assert [(t.path, t.kind) for t in traps(applied, AT, offered=offered)] == [("1.2", TrapKind.NOT_OFFERED)]


def qualification(name, *needs):
    return rule(all_of(*map(given, needs)), id=name, awards=f"award-of-{name}")


def test_circles_among_qualifications_are_found():
    rules = [
        qualification("a", "award-of-b"),
        qualification("b", "award-of-c", "x"),
        qualification("c", "award-of-a"),
        qualification("d", "award-of-a"),
        qualification("e", "award-of-e"),
        qualification("f", "x"),
    ]
    assert circles(rules) == (("a", "b", "c"), ("e",))
