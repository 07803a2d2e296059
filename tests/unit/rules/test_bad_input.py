"""Each bad rule is refused with the code that says why."""

import json

import pytest
from tests.unit.rules.making import all_of, credits_of, given, group, n_of, some

from microcred.errors import every_error
from microcred.rules import errors
from microcred.rules.errors import RulesError
from microcred.rules.reading import read_rule, rule_from

GOOD = {"id": "r", "version": 1, "title": "R", "requirement": given("a")}


def written(requirement=None, **settings):
    return json.dumps({**GOOD, **({} if requirement is None else {"requirement": requirement}), **settings})


def deep(levels):
    return '{"kind":"all-of","parts":[' * levels + "1" + "]}" * levels


BAD = {
    "not JSON": ("{", "rules.not-json"),
    "not UTF-8": (b"\xff{}", "rules.not-json"),
    "a key that stands twice": ('{"id":"a","id":"b"}', "rules.not-json"),
    "not an object": ("[]", "rules.malformed"),
    "10,000 levels": (deep(10_000), "rules.too-deep"),
    "10,000 open brackets": ("[" * 10_000, "rules.too-deep"),
    "too many bytes": (b" " * 4_000_001, "rules.too-large"),
    "too many requirements": (written(all_of(*[given("a")] * 2_001)), "rules.too-large"),
    "an unknown kind": (written({"kind": "perhaps"}), "rules.unknown-kind"),
    "no kind": (written({"parts": []}), "rules.unknown-kind"),
    "an unknown key": (written(given("a", wheer={})), "rules.malformed"),
    "a Python name for a key": (written({"kind": "credits", "at_least": 1}), "rules.malformed"),
    "a missing key": (written({"kind": "credits"}), "rules.malformed"),
    "an empty group of parts": (written(all_of()), "rules.malformed"),
    "a name of blanks": (written(given(" ")), "rules.malformed"),
    "a name of two lines": (written(given("a\nb")), "rules.malformed"),
    "a number for a name": (written(given(1)), "rules.malformed"),
    "a day that does not exist": (
        written({"kind": "by", "day": "2026-02-30", "part": given("a")}),
        "rules.malformed",
    ),
    "a field that is none": (written(some(1, {"fields": ["computing"]})), "rules.malformed"),
    "a fraction as a number": (written(credits_of(7.5)), "rules.number-inexact"),
    "an exponent": (written().replace('"version": 1', '"version": 1e0'), "rules.number-inexact"),
    "no number": (written().replace('"version": 1', '"version": NaN'), "rules.number-inexact"),
    "a whole number as text": (written(credits_of("30")), "rules.number-as-text"),
    "a count as text": (written(some("2")), "rules.number-as-text"),
    "a level as text": (written(some(1, {"levelAtLeast": "6"})), "rules.number-as-text"),
    "a needless zero": (written(credits_of("7.50")), "rules.number-as-text"),
    "a comma": (written(credits_of("7,5")), "rules.number-as-text"),
    "other digits": (written(credits_of("٧.٥")), "rules.number-as-text"),
    "negative credit": (written(credits_of(-5)), "rules.number-negative"),
    "negative credit as text": (written(credits_of("-0.5")), "rules.number-negative"),
    "a negative count": (written(some(-1)), "rules.number-negative"),
    "no credit at all": (written(credits_of(0)), "rules.number-out-of-range"),
    "too much credit": (written(credits_of(10_001)), "rules.number-out-of-range"),
    "level 9": (written(some(1, {"levelAtLeast": 9})), "rules.number-out-of-range"),
    "true for a number": (written(credits_of(True)), "rules.malformed"),
    "101 per cent": (
        written(group(credits=5, others={}, sharesOf=[{"percent": 101, "where": {}}])),
        "rules.number-out-of-range",
    ),
    "three of two": (written(n_of(3, given("a"), given("b"))), "rules.more-than-there-are"),
    "a group that asks for nothing": (written(group()), "rules.nothing-asked"),
    "a share of nothing": (
        written(group(parts=[given("a")], sharesOf=[{"percent": 50, "where": {}}])),
        "rules.nothing-asked",
    ),
    "an exclusion of everybody": (written({"kind": "not-held", "where": {}}), "rules.nothing-asked"),
    "a system converted twice": (
        written(conversions=[{"system": "hours", "amount": n, "equals": 1} for n in (25, 30)]),
        "rules.named-twice",
    ),
    "the unit converted": (
        written(conversions=[{"system": "ects", "amount": 1, "equals": 2}]),
        "rules.named-twice",
    ),
    "conversions too fine": (
        written(conversions=[{"system": f"s{n}", "amount": n, "equals": 1} for n in (9973, 9967)]),
        "rules.number-out-of-range",
    ),
    "what counts as itself": (written(equivalences=[{"held": "a", "countsAs": "a"}]), "rules.named-twice"),
    "a grade on no scale": (
        written(some(1, {"minimumGrades": [{"scale": "nl", "grade": "8"}]})),
        "rules.unknown-scale",
    ),
    "a grade that the scale lacks": (
        written(
            some(1, {"minimumGrades": [{"scale": "nl", "grade": "11"}]}),
            scales=[{"name": "nl", "grades": ["6", "7"]}],
        ),
        "rules.unknown-scale",
    ),
}


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD.keys())
def test_a_bad_rule_is_refused_with_its_code(data, code):
    with pytest.raises(RulesError) as refused:
        read_rule(data if isinstance(data, bytes) else data.encode())
    assert refused.value.code == code


def test_the_place_of_a_fault_is_named():
    with pytest.raises(RulesError) as refused:
        read_rule(written(all_of(given("a"), credits_of("30"))).encode())
    assert "requirement.all-of.parts.1.credits.atLeast" in refused.value.detail


def test_a_value_nested_without_end_is_refused():
    value = given("a")
    for _ in range(10_000):
        value = {"kind": "all-of", "parts": [value]}
    with pytest.raises(errors.RuleTooDeep):
        rule_from({**GOOD, "requirement": value})


def test_every_error_has_words_of_its_own():
    kinds = every_error(RulesError)
    assert len({kind.sentence for kind in kinds}) == len(kinds)
    assert all(kind.remedy.endswith(".") for kind in kinds)
