"""What is written to who handed in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from tests import assessing
from tests.assessing import GOOD, POOR, WORK

from microcred.platform.accounts import services as accounts
from microcred.platform.assessment import services
from microcred.platform.journal import services as journal

pytestmark = pytest.mark.django_db


def decided(now: datetime, outcome: str) -> tuple[assessing.Scene, str]:
    made = assessing.scene()
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    marks = GOOD if outcome == "passed" else POOR
    services.mark(actor=made.assessors[0], submission=work, marks=marks, now=now)
    services.decide(actor=made.certifiers[0], submission=work, outcome=outcome, reason="So it is.", now=now)
    return made, work


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("passed", "you passed"), ("failed", "you can appeal"), ("again", "hand in your work")],
)
def test_the_learner_is_told_of_the_decision(
    now: datetime, mailoutbox: list[Any], outcome: str, words: str
) -> None:
    made, work = decided(now, outcome)
    journal.send_due(now)
    mine = [one for one in mailoutbox if "is decided" in one.subject]
    assert [one.to for one in mine] == [[made.learner.email]]
    assert words in mine[0].body
    assert f"/assessments/{work}" in mine[0].body


@pytest.mark.parametrize(("outcome", "words"), [("failed", "the decision stands"), ("passed", "you passed")])
def test_the_learner_is_told_what_the_appeal_came_to(
    now: datetime, mailoutbox: list[Any], outcome: str, words: str
) -> None:
    made, work = decided(now, "failed")
    services.appeal(actor=made.learner, submission=work, words="You missed the end.", now=now)
    services.hear_appeal(
        actor=made.certifiers[1],
        submission=work,
        outcome=outcome,
        reason="Heard.",
        marks=GOOD if outcome == "passed" else None,
        now=now,
    )
    journal.send_due(now)
    [mine] = [one for one in mailoutbox if "appeal" in one.subject]
    assert mine.to == [made.learner.email]
    assert words in mine.body


def test_nobody_is_written_to_whose_account_is_gone(now: datetime, mailoutbox: list[Any]) -> None:
    made, _work = decided(now, "failed")
    accounts.erase(actor=made.learner, now=now)
    journal.send_due(now)
    assert mailoutbox == []
