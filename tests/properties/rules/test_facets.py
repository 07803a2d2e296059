"""What is found for all credentials at once is what each is told for itself."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.rules.language import rule_values

from microcred.rules.evaluate.case import Case
from microcred.rules.evaluate.prepared import Prepared
from microcred.rules.facts import HeldCredential
from microcred.rules.reading import rule_from

AT = date(2026, 11, 25)
NAMES = ["a", "b", "a”", "”", "été", "https://x.example/1"]
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])

credentials = st.builds(
    HeldCredential,
    id=st.uuids().map(str),
    achievement=st.sampled_from(NAMES),
    issuer=st.sampled_from(NAMES),
    certifier=st.sampled_from(["", *NAMES]),
    awarded=st.one_of(
        st.dates(max_value=AT), st.integers(0, 2000).map(lambda days: AT - timedelta(days=days))
    ),
    skills=st.lists(
        st.tuples(st.sampled_from(NAMES), st.one_of(st.none(), st.integers(1, 8))), max_size=3
    ).map(tuple),
    credits=st.sampled_from([None, Fraction(0), Fraction(3), Fraction(7, 2)]),
    system=st.sampled_from(["ects", "hours"]),
    level=st.one_of(st.none(), st.integers(1, 8)),
    field=st.sampled_from(["", "06", "061", "0613", "0411"]),
    grade=st.sampled_from(["", "A", "C", "F"]),
    scale=st.sampled_from(["", "s", "t"]),
    scopes=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
    home=st.booleans(),
    seen_by=st.sampled_from(["", "somebody"]),
)


@settings(SLOW, max_examples=200)
@given(rule_values, st.lists(credentials, max_size=12, unique_by=lambda each: each.id))
def test_all_at_once_are_each_for_itself(value, held):
    prepared = Prepared(rule_from(value), AT)
    case = Case(prepared, held)
    for slot, eligible in zip(prepared.slots, case.eligible, strict=True):
        assert eligible == [n for n, seen in enumerate(case.seen) if slot.fault(seen) is None]
    for node, excluding in zip(prepared.nodes, case.excluding, strict=True):
        if node.excludes is not None:
            papers = node.excludes.where.papers
            assert list(excluding) == [
                n
                for n, seen in enumerate(case.seen)
                if node.excludes.fault(seen) is None and (papers or not seen.held.seen_by)
            ]


@settings(SLOW, max_examples=100)
@given(rule_values, st.lists(credentials, min_size=1, max_size=12, unique_by=lambda each: each.id))
def test_a_rule_of_nothing_but_conditions_lets_the_same_through(value, held):
    """Random conditions seldom fit random credentials: here each states what one of them has."""
    one = held[0]
    where = {"issuers": [one.issuer], "awardedUntil": one.awarded.isoformat()}
    where |= {"fields": [one.field[:2]]} if one.field else {}
    where |= {"skills": [{"skill": one.skills[0][0]}]} if one.skills else {}
    where |= {"levelAtMost": one.level} if one.level else {}
    requirement = {"kind": "credentials", "atLeast": 1, "where": where}
    value = {**value, "every": {"papers": True}, "requirement": requirement}
    prepared = Prepared(rule_from(value), AT)
    case = Case(prepared, [replace(each, supersedes="") for each in held])
    (slot,) = prepared.slots
    fits = [n for n, seen in enumerate(case.seen) if slot.fault(seen) is None]
    assert case.eligible == [fits]
    assert one.id in {case.seen[n].held.id for n in fits}
