"""What is left of a work when its learner's account is erased."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from tests import assessing, house
from tests.assessing import GOOD, POOR

from microcred.platform.accounts import queries as accounts
from microcred.platform.accounts.events import AccountErased
from microcred.platform.assessment import queries, services
from microcred.platform.assessment.models import Appeal, Decision, EvidenceFile, Marking, Submission
from microcred.platform.assessment.services import Handed
from microcred.platform.config import subscriptions
from microcred.platform.journal.models import Beside

pytestmark = pytest.mark.django_db
WORK = Handed(text="A talk.", links=("https://example.org/talk",), files=(("talk.txt", b"plain words"),))


def failed(made: assessing.Scene, now: datetime) -> str:
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    services.mark(actor=made.assessors[0], submission=work, marks=POOR, now=now, feedback="Amina, louder.")
    services.decide(
        actor=made.certifiers[0], submission=work, outcome="failed", reason="Amina was not heard.", now=now
    )
    services.appeal(actor=made.learner, submission=work, words="I was ill.", now=now)
    return work


def test_a_decided_work_keeps_its_decision_and_loses_its_words(now: datetime) -> None:
    made = assessing.scene()
    work = failed(made, now)
    decision = Decision.objects.get().public_id
    event = AccountErased(made.learner.pk, now, made.learner.pk)
    services.hear_account_erased(event, now=now)
    services.hear_account_erased(event, now=now)
    left = Submission.objects.get(public_id=work)
    assert (left.learner, left.name, left.email, left.text, left.links) == (None, "", "", "", [])
    assert left.stage == "failed"
    kept = Decision.objects.get()
    assert (kept.public_id, kept.outcome, kept.reason) == (decision, "failed", "")
    assert not EvidenceFile.objects.exists()
    assert Marking.objects.get().feedback == ""
    assert Appeal.objects.get().words == ""
    assert not Beside.objects.filter(text__contains="Amina").exists()
    assert not Beside.objects.filter(text__contains="ill").exists()
    [row] = queries.decided(made.certifiers[0], made.certifier)
    assert row.who == f"Candidate {left.candidate}"


def test_a_work_that_nobody_decided_on_is_gone_and_nobody_elses_is(now: datetime) -> None:
    made = assessing.scene()
    other = house.person("Ben")
    services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    kept = services.hand_in(actor=other, method=made.method, work=WORK, now=now)
    services.take(actor=made.assessors[0], submission=Submission.objects.earliest("pk").public_id, now=now)
    services.hear_account_erased(AccountErased(made.learner.pk, now, None), now=now)
    assert [one.public_id for one in Submission.objects.all()] == [kept]
    assert EvidenceFile.objects.count() == 1
    services.mark(actor=made.assessors[0], submission=kept, marks=GOOD, now=now)


def test_the_export_holds_what_was_handed_in_and_what_came_of_it(now: datetime) -> None:
    made = assessing.scene()
    failed(made, now)
    found = json.loads(json.dumps(accounts.own_data(made.learner)))
    [work] = found["works_handed_in"]
    assert (work["text"], work["appeal"], work["stage"]) == ("A talk.", "I was ill.", "failed")
    assert work["files"][0]["name"] == "talk.txt"
    assert work["decisions"][0]["reason"] == "Amina was not heard."
    assert work["feedback"] == ["Amina, louder."]


def test_erasing_is_heard_by_both() -> None:
    heard = subscriptions.EVENTS["accounts.AccountErased"]
    for app in ("assessment", "enrolments"):
        assert f"microcred.platform.{app}.services.hear_account_erased" in heard
