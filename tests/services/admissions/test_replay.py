"""`microcred admissions replay`: the same result years later, and word of whatever was changed since."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db.models import QuerySet
from tests import house
from tests.services.admissions.scene import NOW, entry, scene

from microcred.cli.main import main
from microcred.platform.accounts.events import AccountErased
from microcred.platform.admissions import services
from microcred.platform.admissions.models import CaseItem, Decision
from microcred.platform.admissions.services import Dropped
from microcred.platform.qualifications import queries as qualifications
from microcred.platform.qualifications import services as rules
from microcred.platform.qualifications.holdings import holdings
from microcred.platform.qualifications.models import RuleVersion

pytestmark = pytest.mark.django_db


def decided(*, decide: bool = True) -> str:
    """A case with two credentials, decided by version 1 of its rule; since then version 2 holds."""
    here, learner = scene(), house.person()
    for one in ("talk", "data"):
        here.award(learner, one)
    letter = Dropped("letter.pdf", b"%PDF-1.7 a letter")
    case = services.apply(
        actor=learner, programme=here.programme, read=holdings(learner, NOW), papers=(letter,), now=NOW
    )
    if decide:
        services.decide(actor=here.registrar, public_id=case, outcome="admitted", reasons="Met.", now=NOW)
    book = qualifications.of_institution(here.registrar, here.at)[0].public_id
    harder = {"id": "x", "version": 2, "title": "Harder", "requirement": entry(here.talk, 40)}
    rules.save(actor=here.registrar, public_id=book, text=json.dumps(harder), now=NOW)
    rules.publish(actor=here.registrar, public_id=book, now=NOW)
    return case


def rule(change: Callable[[str], str]) -> None:
    row = RuleVersion.objects.get(number=1)
    row.body = change(row.body)
    row.save()


def inputs(**values: object) -> None:
    made = Decision.objects.get()
    made.inputs = [{**one, **values} for one in made.inputs]
    made.save()


def result(change: Callable[[dict[str, object]], object]) -> None:
    made = Decision.objects.get()
    for part in made.evaluations:
        value = json.loads(part["result"])
        change(value)
        part["result"] = json.dumps(value, separators=(",", ":"))
    made.save()


def papers() -> QuerySet[CaseItem]:
    return CaseItem.objects.filter(paper=True)


RULE = "the rule is not the one that was applied"
RESULT = "the result is another"
INPUT = "what was counted is not what was stored then"
PAPER = "a paper is not the one that was handed in"
CHANGES: dict[str, tuple[Callable[[], object], str]] = {
    "a rule that asks for more": (lambda: rule(lambda text: text.replace("3", "9")), RULE),
    "a rule with another name": (lambda: rule(lambda text: text.replace("A talk", "A speech")), RULE),
    "an input with less credit": (lambda: inputs(credits="1"), INPUT),
    "an input that was revoked": (lambda: inputs(state="revoked"), INPUT),
    "an input too few": (lambda: Decision.objects.update(inputs=[]), INPUT),
    "an input with another title, which changes no result": (lambda: inputs(title="Else"), INPUT),
    "an input too few, decided before inputs were hashed": (
        lambda: Decision.objects.update(inputs=[], digests={}),
        RESULT,
    ),
    "another paper": (lambda: papers().update(body=b"%PDF-1.7 a forgery"), PAPER),
    "a paper that is gone": (lambda: papers().delete(), PAPER),
    "another result": (lambda: result(lambda value: value.update(outcome="not-yet")), RESULT),
    "another assignment": (lambda: result(lambda value: value.update(placed=[])), RESULT),
    "another certificate": (lambda: result(lambda value: value.update(certificate={})), RESULT),
    "a rule that is gone": (
        lambda: RuleVersion.objects.filter(number=1).delete(),
        "There is no such rule.",
    ),
}


def replayed(case: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["admissions", "replay", case])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_the_same_result_comes_out_after_the_rule_has_a_further_version(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, told = replayed(decided(), capsys)
    assert code == 0
    assert "version 1: met, same result, certificate" in told


@pytest.mark.parametrize("case", CHANGES)
def test_what_was_changed_afterwards_is_noticed_and_said(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change, words = CHANGES[case]
    public_id = decided()
    change()
    code, told = replayed(public_id, capsys)
    assert code == 1
    assert words in told


def test_erased_inputs_undecided_cases_and_unknown_ones_are_said_to_be_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = decided()
    learner = Decision.objects.get().case.applicant
    assert learner is not None
    services.hear_account_erased(AccountErased(learner.pk, NOW, None), now=NOW)
    assert replayed(case, capsys)[1].strip().endswith("input erased")
    code, told = replayed("nosuch", capsys)
    assert (code, "There is no such application." in told) == (1, True)


def test_a_case_without_a_decision_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert replayed(decided(decide=False), capsys) == (0, "Nothing has been decided yet.\n")
