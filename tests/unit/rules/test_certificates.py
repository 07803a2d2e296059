"""A stored answer is checked against rule and credentials; whatever was changed in it is found."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from tests.unit.rules.making import AT, all_of, any_of, credits_of, given, group, held, n_of, rule, some

from microcred.rules.errors import CertificateWrong
from microcred.rules.evaluate.certificate import QUICK, Missing
from microcred.rules.evaluate.evaluation import (
    Evaluator,
    GroupCredit,
    Outcome,
    Placed,
    check_certificate,
    evaluate,
    write_evaluation,
)

OF_J = some(1, {"issuers": ["j"]})
CONTENDED = rule(all_of(some(1, {"issuers": ["i"]}), OF_J, OF_J))
MINE = [held("a"), held("b", issuer="j"), held("c")]
CREDITS = rule(all_of(credits_of(6), credits_of(7), credits_of(5)))
SOME = [held(f"c{n}", amount) for n, amount in enumerate([3, 4, 3, 3, 2])]
LIMITED = rule(group(credits=10, others={}, limits=[{"atMost": 4, "where": {"fields": ["06"]}}]))
FIELD = [held("a", 8, field="06"), held("b", 5)]


@pytest.mark.parametrize(
    ("applied", "mine", "proof"),
    [
        (rule(given("a")), MINE, "everywhere"),
        (CONTENDED, MINE, "cut"),
        (rule(n_of(2, some(1), some(1), some(1))), MINE[:1], "cut"),
        (CREDITS, SOME, "solver"),
        (LIMITED, FIELD, "everywhere"),
        (rule(any_of(all_of(some(1), some(1)), credits_of(9))), [held("a", 4)], "solver"),
    ],
)
def test_each_proof_is_used_and_holds(applied, mine, proof):
    told = evaluate(applied, mine, AT)
    assert told.certificate.proof == proof
    assert told.certificate.optimal
    check_certificate(applied, mine, told)
    check_certificate(applied, mine, told, again=True)


def changed(told, **fields):
    return replace(told, certificate=replace(told.certificate, **fields))


NONE = Missing(Fraction(0), Fraction(0))
TOLD, CREDIT, LIMIT = evaluate(CONTENDED, MINE, AT), evaluate(CREDITS, SOME, AT), evaluate(LIMITED, FIELD, AT)
FORGED = {
    "another outcome": (CONTENDED, MINE, replace(TOLD, outcome=Outcome.MET)),
    "nothing missing": (CONTENDED, MINE, changed(TOLD, missing=NONE, bound=NONE)),
    "a cut that proves nothing": (CONTENDED, MINE, changed(TOLD, cut_slots=())),
    "a cut of strangers": (CONTENDED, MINE, changed(TOLD, cut_reached=("nobody",))),
    "another proof": (CONTENDED, MINE, changed(TOLD, proof="everywhere")),
    "a credential moved": (CONTENDED, MINE, replace(TOLD, placed=TOLD.placed[1:])),
    "a credential where it may not be": (CONTENDED, MINE, replace(TOLD, placed=(Placed("b", "1.1"),))),
    "a credential that is not there": (CONTENDED, MINE, replace(TOLD, placed=(Placed("z", "1.1"),))),
    "another rule": (CREDITS, MINE, TOLD),
    "fewer credentials": (CONTENDED, MINE[1:], TOLD),
    "a worse assignment": (CREDITS, SOME, replace(CREDIT, placed=CREDIT.placed[:-1])),
    "more than the limit": (LIMITED, FIELD, replace(LIMIT, partly=())),
    "more than there is": (LIMITED, FIELD, replace(LIMIT, partly=(GroupCredit("b", "1", Fraction(9)),))),
}


@pytest.mark.parametrize(("applied", "mine", "told"), FORGED.values(), ids=FORGED.keys())
def test_what_was_changed_is_found(applied, mine, told):
    with pytest.raises(CertificateWrong):
        check_certificate(applied, mine, told, again=True)


def test_another_version_is_refused():
    with pytest.raises(CertificateWrong):
        check_certificate(CONTENDED, MINE, replace(TOLD, version=2))


def test_a_quick_answer_says_how_far_it_may_be_from_the_best():
    quick = Evaluator(CREDITS, AT, nodes=QUICK)
    told = quick.evaluate(SOME)
    best = evaluate(CREDITS, SOME, AT)
    bound, missing = told.certificate.bound.open, told.certificate.missing.open
    assert bound <= best.missing <= missing
    quick.check(SOME, told)


def test_the_same_input_gives_the_same_bytes():
    told = [write_evaluation(evaluate(CREDITS, mine, AT)) for mine in (SOME, SOME[::-1])]
    assert told[0] == told[1]
    assert json.loads(told[0])["certificate"]["proof"] == "solver"


RIVALS = rule(all_of(some(2), credits_of(2)), notTogether=[{"microCredentials": ["a", "b"]}])


@pytest.mark.parametrize(
    "mine",
    [
        [held("a", "3/2", id="1"), held("c", 2, id="2"), held("a", 1, id="3")],
        [held("a", 2, id="1"), held("b", "3/2", id="2"), held("c", 2, id="3")],
    ],
    ids=["the better rival first", "the better rival last"],
)
def test_where_rivals_contend_for_credit_too_the_best_is_found_and_proved(mine):
    told = evaluate(RIVALS, mine, AT)
    assert (told.missing, told.certificate.proof) == (1, "solver")
