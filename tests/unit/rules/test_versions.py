"""What a new version would change, what is lacking, what-if, and the soonest way."""

from datetime import date

from tests.unit.rules.making import AT, all_of, any_of, credits_of, given, group, held, rule

from microcred.rules.closing import lacking, soonest, what_if
from microcred.rules.diff import Person, compare
from microcred.rules.evaluate.evaluation import Evaluator, Outcome, evaluate

MET, NOT_YET, CANNOT = Outcome.MET, Outcome.NOT_YET, Outcome.CANNOT


def test_a_new_version_says_for_whom_it_changes_what():
    old, new = rule(credits_of(10)), rule(credits_of(12, {"levelAtLeast": 5}), version=2)
    register = [
        Person("both", (held("a", 12, level=5),)),
        Person("loses", (held("a", 10, level=5),)),
        Person("far", (held("a", 4, level=4),)),
        Person("none", ()),
    ]
    found = compare(old, new, register, AT)
    assert (found.old, found.new, found.people) == (1, 2, 4)
    assert [(c.person, c.before, c.after, c.missing_before, c.missing_after) for c in found.changes] == [
        ("far", NOT_YET, NOT_YET, 6, 12),
        ("loses", MET, NOT_YET, 0, 2),
        ("none", NOT_YET, NOT_YET, 10, 12),
    ]
    assert found.counts == ((MET, MET, 1), (MET, NOT_YET, 1), (NOT_YET, NOT_YET, 2))
    assert (found.better, found.worse) == (0, 3)


def test_a_kinder_version_is_told_as_such():
    found = compare(rule(credits_of(10)), rule(credits_of(5), version=2), [Person("p", (held("a", 6),))], AT)
    assert (found.better, found.worse) == (1, 0)


def test_a_past_case_is_compared_on_its_own_day():
    limited = rule(credits_of(5, {"notOlderThanMonths": 12}))
    mine = (held("a", 5, awarded=date(2020, 1, 1)),)
    register = [Person("now", mine), Person("then", mine, date(2020, 6, 1))]
    found = compare(rule(credits_of(5)), limited, register, AT)
    assert [change.person for change in found.changes] == ["now"]


def test_what_is_lacking_is_told_where_it_counts():
    applied = rule(all_of(group(title="Core", credits=10, others={}), any_of(given("a"), credits_of(9))))
    told = evaluate(applied, [held("b", 4)], AT)
    assert [(each.path, each.line, each.missing) for each in lacking(told)] == [
        ("1.1", "credits", 6),
        ("1.2.1", "credentials", 1),
    ]


def test_what_if_names_what_would_be_met():
    evaluator = Evaluator(rule(all_of(given("a"), given("b"))), AT)
    answer = what_if(evaluator, [held("a")], [held("b")])
    assert (answer.before.outcome, answer.after.outcome) == (NOT_YET, MET)
    assert answer.newly_met == ("1", "1.2")


def test_the_soonest_way_takes_only_what_is_needed():
    offers = [
        held("a", 5, id="late", awarded=date(2027, 6, 1)),
        held("a", 3, id="small", awarded=date(2027, 1, 1)),
        held("b", 5, id="large", awarded=date(2027, 2, 1)),
        held("c", 1, id="past", awarded=date(2020, 1, 1)),
    ]
    found = soonest(rule(credits_of(10)), [held("x", 5)], offers, AT)
    assert found is not None
    assert (found.day, found.take, found.then.outcome) == (date(2027, 2, 1), ("large",), MET)


def test_what_is_met_already_needs_nothing():
    found = soonest(rule(credits_of(5)), [held("x", 5)], [held("y", 5, awarded=date(2027, 1, 1))], AT)
    assert found is not None
    assert (found.day, found.take) == (AT, ())


def test_what_cannot_be_reached_with_the_offers_is_none():
    assert soonest(rule(credits_of(50)), [], [held("y", 5, awarded=date(2027, 1, 1))], AT) is None


def test_what_grows_too_old_meanwhile_is_seen():
    fresh = rule(all_of(given("a", where={"notOlderThanMonths": 12}), given("b")))
    mine = [held("a", awarded=date(2026, 1, 1))]
    assert soonest(fresh, mine, [held("b", awarded=date(2026, 12, 31))], AT) is not None
    assert soonest(fresh, mine, [held("b", awarded=date(2027, 1, 2))], AT) is None
