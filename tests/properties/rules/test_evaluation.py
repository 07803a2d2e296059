"""Nothing beats the assignment, order changes nothing, more never hurts, and certificates hold."""

from dataclasses import replace
from unittest import mock

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.properties.rules.cases import AT, brute_force, holdings, rules

from microcred.rules.evaluate import certificate
from microcred.rules.evaluate.case import Case
from microcred.rules.evaluate.certificate import QUICK, best
from microcred.rules.evaluate.evaluation import Evaluator, Outcome, write_evaluation
from microcred.rules.evaluate.prepared import Prepared

RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def size(case):
    found = 1
    for options in case.options:
        found *= 1 + len(options)
    for pool in case.prepared.pools:
        if pool.limits or pool.once:
            for c in range(len(case.seen)):
                found *= 1 + case.atoms[c] if pool.limits else 2
    return found


@settings(RELAXED, max_examples=300)
@given(rules(), holdings(4))
def test_no_assignment_beats_the_one_found(rule, held):
    case = Case(Prepared(rule, AT), held)
    assume(size(case) < 20_000)
    found = best(case)
    assert found.value == brute_force(case)
    assert found.bound == found.value
    assert found.proof != "none"


@settings(RELAXED, max_examples=150)
@given(rules(), holdings(7), st.randoms(use_true_random=False))
def test_the_order_of_credentials_changes_no_byte(rule, held, chance):
    evaluator = Evaluator(rule, AT)
    told = write_evaluation(evaluator.evaluate(held))
    chance.shuffle(held)
    assert write_evaluation(evaluator.evaluate(held)) == told


@settings(RELAXED, max_examples=150)
@given(rules(), holdings(7))
def test_every_certificate_holds(rule, held):
    evaluator = Evaluator(rule, AT)
    told = evaluator.evaluate(held)
    evaluator.check(held, told, again=True)
    evaluator.explain(held, told)


RANK = {Outcome.CANNOT: 0, Outcome.NOT_YET: 1, Outcome.MET: 2}


@settings(RELAXED, max_examples=150)
@given(rules(forbidding=False), holdings(6), holdings(3))
def test_more_credentials_never_lower_the_result(rule, held, more):
    evaluator = Evaluator(rule, AT)
    before = evaluator.evaluate(held)
    further = [replace(each, id=f"more-{each.id}") for each in more]
    after = evaluator.evaluate([*held, *further])
    assert RANK[after.outcome] >= RANK[before.outcome]
    assert after.missing <= before.missing


@settings(RELAXED, max_examples=150)
@given(rules(), holdings(7), st.randoms(use_true_random=False))
def test_an_answer_at_once_is_allowed_the_same_each_time_and_above_its_bound(rule, held, chance):
    with mock.patch.object(certificate, "AT_ONCE", -1):  # as if every case were large
        quick = Evaluator(rule, AT, nodes=QUICK)
        told = quick.evaluate(held)
        quick.check(held, told)
        chance.shuffle(held)
        assert write_evaluation(quick.evaluate(held)) == write_evaluation(told)
    best_of_all = Evaluator(rule, AT).evaluate(held).certificate.missing
    stated = told.certificate
    order = [(each.closed, each.open) for each in (stated.bound, best_of_all, stated.missing)]
    assert order == sorted(order)
    assert stated.optimal == (stated.proof != "none")
