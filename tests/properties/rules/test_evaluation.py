"""Nothing beats the assignment, order changes nothing, more never hurts, and certificates hold."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.properties.rules.cases import AT, brute_force, holdings, rules

from microcred.rules.evaluate.case import Case
from microcred.rules.evaluate.certificate import best
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
