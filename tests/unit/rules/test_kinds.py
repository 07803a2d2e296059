"""Every kind of requirement and condition: what counts, what does not, and why."""

from datetime import date
from fractions import Fraction

import pytest
from tests.unit.rules.making import AT, all_of, any_of, credits_of, given, group, held, n_of, rule, some

from microcred.rules.evaluate.evaluation import Evaluator, Outcome, check_certificate, evaluate
from microcred.rules.facts import Fault, State

MET, NOT_YET, CANNOT = Outcome.MET, Outcome.NOT_YET, Outcome.CANNOT
SCALE = [{"name": "nl", "grades": ["6", "7", "8", "9", "10"]}]
AT_8 = {"minimumGrades": [{"scale": "nl", "grade": "8"}]}
PAST = "2026-01-01"

CASES = {
    "all of, one missing": (all_of(given("a"), given("b")), [held("a")], NOT_YET, 1),
    "any of, one held": (any_of(given("a"), given("b")), [held("b")], MET, 0),
    "two of three": (n_of(2, given("a"), given("b"), given("c")), [held("a"), held("c")], MET, 0),
    "one of two of three": (n_of(2, given("a"), given("b"), given("c")), [held("a")], NOT_YET, 1),
    "credits add up exactly": (credits_of("0.3"), [held("a", "1/10"), held("b", "1/5")], MET, 0),
    "credits are short": (credits_of("7.5"), [held("a", 5)], NOT_YET, Fraction(5, 2)),
    "a credential counts once": (all_of(some(1), some(1)), [held("a")], NOT_YET, 1),
    "unless it is shared": (all_of(some(1), some(1, shares=True)), [held("a")], MET, 0),
    "the nearest way is taken": (
        any_of(credits_of(30), all_of(given("a"), given("b"))),
        [held("a")],
        NOT_YET,
        1,
    ),
    "a group needs half from home": (
        group(credits=10, others={}, sharesOf=[{"percent": 50, "where": {"home": True}}]),
        [held("a", 8), held("b", 2, home=True)],
        NOT_YET,
        3,
    ),
    "a group counts what stands in its parts": (
        group(credits=10, parts=[given("a")], others={"levelAtLeast": 5}),
        [held("a", 4, level=2), held("b", 6, level=5), held("c", 6, level=4)],
        MET,
        0,
    ),
    "groups in groups have rules of their own": (
        group(credits=10, parts=[group(credits=5, others={"fields": ["06"]})], others={}),
        [held("a", 5, field="0613"), held("b", 5)],
        MET,
        0,
    ),
    "a limit is kept": (
        group(credits=10, others={}, limits=[{"atMost": 4, "where": {"fields": ["06"]}}]),
        [held("a", 8, field="06"), held("b", 5)],
        NOT_YET,
        1,
    ),
    "outcomes that overlap count once": (
        group(credits=8, others={}, outcomesOnce=True),
        [held("a", 4, outcomes=("x", "y")), held("b", 4, outcomes=("y", "z"))],
        NOT_YET,
        2,
    ),
    "an exclusion is hit": (
        all_of(given("a"), {"kind": "not-held", "where": {"microCredentials": ["degree"]}}),
        [held("a"), held("degree")],
        CANNOT,
        1,
    ),
    "an exclusion is not hit": (
        all_of(given("a"), {"kind": "not-held", "where": {"microCredentials": ["degree"]}}),
        [held("a")],
        MET,
        0,
    ),
    "a deadline was kept": ({"kind": "by", "day": PAST, "part": given("a")}, [held("a")], MET, 0),
    "a deadline is past": (
        {"kind": "by", "day": PAST, "part": given("a")},
        [held("a", awarded=date(2026, 2, 1))],
        CANNOT,
        1,
    ),
    "a deadline is ahead": ({"kind": "by", "day": "2027-01-01", "part": given("a")}, [], NOT_YET, 1),
    "a dead way leaves the other": (
        any_of({"kind": "by", "day": PAST, "part": given("a")}, given("b")),
        [],
        NOT_YET,
        1,
    ),
    "bounds that contradict": (credits_of(5, {"levelAtLeast": 6, "levelAtMost": 5}), [], CANNOT, 5),
    "more demanded than a limit lets in": (
        group(credits=10, others={}, limits=[{"atMost": 8, "where": {}}]),
        [held("a", 10)],
        CANNOT,
        2,
    ),
    "a paper does not count by itself": (given("a"), [held("a", seen_by="N")], NOT_YET, 1),
    "a paper counts where it may": (given("a", where={"papers": True}), [held("a", seen_by="N")], MET, 0),
    "the best of two places": (
        all_of(given("a"), some(1, {"issuers": ["i"]})),
        [held("a"), held("b")],
        MET,
        0,
    ),
    "whole credentials are spread at best": (
        all_of(credits_of(6), credits_of(7)),
        [held("a", 3), held("b", 4), held("c", 3), held("d", 3)],
        MET,
        0,
    ),
}


@pytest.mark.parametrize(("requirement", "mine", "outcome", "missing"), CASES.values(), ids=CASES.keys())
def test_a_requirement_comes_to(requirement, mine, outcome, missing):
    applied = rule(requirement)
    told = evaluate(applied, mine, AT)
    assert (told.outcome, told.missing) == (outcome, missing)
    assert told.certificate.optimal
    check_certificate(applied, mine, told, again=True)


SKILL = {"skills": [{"skill": "s", "level": 4}]}
REASONS = {
    "another one": (given("b"), held("a"), Fault.OTHER_CREDENTIAL),
    "another issuer": (some(1, {"issuers": ["j"]}), held("a"), Fault.ISSUER),
    "the certifier will do": (some(1, {"issuers": ["j"]}), held("a", certifier="j"), None),
    "not accredited": (some(1, {"accreditedFor": ["x"]}), held("a", scopes=("y",)), Fault.NOT_ACCREDITED),
    "accredited": (some(1, {"accreditedFor": ["x"]}), held("a", scopes=("x",)), None),
    "no such skill": (some(1, SKILL), held("a", skills=(("t", 5),)), Fault.SKILL_MISSING),
    "skill too low": (some(1, SKILL), held("a", skills=(("s", 3),)), Fault.SKILL_TOO_LOW),
    "skill without a level": (some(1, SKILL), held("a", skills=(("s", None),)), Fault.SKILL_TOO_LOW),
    "skill at level": (some(1, SKILL), held("a", skills=(("s", 4),)), None),
    "another field": (some(1, {"fields": ["061"]}), held("a", field="06"), Fault.FIELD),
    "a narrower field": (some(1, {"fields": ["06"]}), held("a", field="0613"), None),
    "no level": (some(1, {"levelAtLeast": 5}), held("a"), Fault.NO_LEVEL),
    "level too low": (some(1, {"levelAtLeast": 5}), held("a", level=4), Fault.LEVEL_TOO_LOW),
    "level too high": (some(1, {"levelAtMost": 5}), held("a", level=6), Fault.LEVEL_TOO_HIGH),
    "no grade": (some(1, AT_8), held("a"), Fault.NO_GRADE),
    "another scale": (some(1, AT_8), held("a", grade="9", scale="de"), Fault.OTHER_SCALE),
    "grade too low": (some(1, AT_8), held("a", grade="7", scale="nl"), Fault.GRADE_TOO_LOW),
    "grade as required": (some(1, AT_8), held("a", grade="10", scale="nl"), None),
    "too old by a day": (
        some(1, {"notOlderThanMonths": 12}),
        held("a", awarded=date(2025, 11, 24)),
        Fault.TOO_OLD,
    ),
    "old enough to the day": (
        some(1, {"notOlderThanMonths": 12}),
        held("a", awarded=date(2025, 11, 25)),
        None,
    ),
    "too early": (some(1, {"awardedFrom": "2025-06-02"}), held("a"), Fault.TOO_EARLY),
    "too late": (some(1, {"awardedUntil": "2025-05-31"}), held("a"), Fault.TOO_LATE),
    "not from home": (some(1, {"home": True}), held("a"), Fault.NOT_HOME),
    "no credit": (credits_of(1), held("a"), Fault.NO_CREDITS),
    "unknown system": (credits_of(1), held("a", 1, system="points"), Fault.NO_CONVERSION),
    "a paper": (some(1), held("a", seen_by="N"), Fault.PAPER),
    "revoked": (some(1), held("a", state=State.REVOKED), Fault.REVOKED),
    "suspended": (some(1), held("a", state=State.SUSPENDED), Fault.SUSPENDED),
    "failed": (some(1), held("a", state=State.FAILED), Fault.FAILED),
    "undecided": (some(1), held("a", state=State.UNDECIDED), Fault.UNDECIDED),
    "of somebody else": (some(1), held("a", state=State.OTHER_PERSON), Fault.OTHER_PERSON),
    "expired": (some(1), held("a", valid_until=date(2026, 11, 24)), Fault.EXPIRED),
    "valid to the day": (some(1), held("a", valid_until=AT), None),
    "not yet valid": (some(1), held("a", awarded=date(2026, 11, 26)), Fault.NOT_YET_VALID),
    "negative credit": (some(1), held("a", -1), Fault.NEGATIVE_CREDITS),
    "credit too fine": (credits_of(1), held("a", "1/7"), Fault.ODD_CREDITS),
}


@pytest.mark.parametrize(("requirement", "mine", "fault"), REASONS.values(), ids=REASONS.keys())
def test_what_does_not_count_has_its_reason(requirement, mine, fault):
    evaluator = Evaluator(rule(requirement, scales=SCALE), AT)
    told = evaluator.evaluate([mine])
    assert (told.outcome is MET) == (fault is None)
    (why,) = evaluator.explain([mine], told).values()
    assert [each.fault for each in why] == ([fault] if fault else [])


def why(requirement, mine, path, **settings):
    evaluator = Evaluator(rule(requirement, **settings), AT)
    told = evaluator.evaluate(mine)
    return {each.credential: each.fault for each in evaluator.explain(mine, told)[path]}


def test_two_formats_of_one_award_count_once():
    twice = [held("a", 5, id="png", identity="x"), held("a", 5, id="json", identity="x")]
    told = evaluate(rule(credits_of(10)), twice, AT)
    assert told.missing == 5
    assert [(each.credential, each.fault) for each in told.apart] == [("png", Fault.DUPLICATE)]


def test_a_renewal_counts_once_with_what_it_renews():
    old = held("a", 5, id="old", awarded=date(2024, 1, 1))
    told = evaluate(rule(credits_of(10)), [held("a", 5, id="new", supersedes="old"), old], AT)
    assert [(each.credential, each.fault) for each in told.apart] == [("old", Fault.SUPERSEDED)]
    assert told.missing == 5


def test_a_revoked_renewal_leaves_the_old_one():
    mine = [held("a", id="new", supersedes="old", state=State.REVOKED), held("a", id="old")]
    assert evaluate(rule(given("a")), mine, AT).outcome is MET


def test_what_is_not_counted_says_where_it_went():
    both = all_of(given("a"), some(1))
    assert why(both, [held("a"), held("b"), held("c")], "1.2") == {
        "a": Fault.USED_ELSEWHERE,
        "c": Fault.NOT_NEEDED,
    }


def test_a_way_that_is_farther_says_so():
    assert why(any_of(given("b"), all_of(given("a"), given("c"))), [held("a"), held("b")], "1.2.1") == {
        "a": Fault.OTHER_WAY,
        "b": Fault.OTHER_CREDENTIAL,
    }


def test_limits_and_outcomes_are_told():
    limited = group(credits=10, others={}, limits=[{"atMost": 4, "where": {"fields": ["06"]}}])
    assert why(limited, [held("a", 8, field="06")], "1") == {"a": Fault.OVER_THE_LIMIT}
    once = group(credits=10, others={}, outcomesOnce=True)
    twins = [held("a", 4, outcomes=("x",)), held("b", 3, outcomes=("x",))]
    assert why(once, twins, "1") == {"b": Fault.SAME_OUTCOMES}


def test_of_rivals_only_one_counts():
    rivals = [{"microCredentials": ["a", "b"]}]
    assert why(some(2), [held("a"), held("b")], "1", notTogether=rivals) == {"b": Fault.NOT_TOGETHER}


def test_an_equivalence_counts_in_one_direction_with_its_credit():
    table = [{"held": "x", "countsAs": "a", "credits": 6, "level": 7, "issuers": ["i"]}]
    assert evaluate(rule(given("a"), equivalences=table), [held("x")], AT).outcome is MET
    assert evaluate(rule(given("x"), equivalences=table), [held("a")], AT).outcome is NOT_YET
    assert evaluate(rule(given("a"), equivalences=table), [held("x", issuer="j")], AT).outcome is NOT_YET
    high = credits_of(6, {"levelAtLeast": 7})
    assert evaluate(rule(high, equivalences=table), [held("x", 1, level=1)], AT).outcome is MET


def test_hours_count_by_the_stated_conversion_exactly():
    hours = [{"system": "hours", "amount": 28, "equals": 1}]
    mine = [held(f"a{n}", 7, system="hours") for n in range(4)]
    assert evaluate(rule(credits_of(1), conversions=hours), mine, AT).outcome is MET
    assert evaluate(rule(credits_of(1), conversions=hours), mine[1:], AT).missing == Fraction(1, 4)


def test_the_whole_answer_names_what_counts_and_how_much():
    told = evaluate(rule(group(credits=10, parts=[given("a")], others={})), [held("a", 4), held("b", 3)], AT)
    top = told.at_path("1")
    assert [(each.credential, each.credits) for each in top.counts] == [("a", 4), ("b", 3)]
    assert [(line.needed, line.counted, line.missing) for line in top.lines] == [(10, 7, 3)]
    assert told.at_path("1.1").outcome is MET
