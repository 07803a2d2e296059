from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests import assessing, house
from tests.assessing import FAIR, GOOD, POOR, WORK

from microcred.errors import MicrocredError
from microcred.platform.assessment import services
from microcred.platform.assessment.errors import (
    AppealRefused,
    Conflicted,
    DecidedAlready,
    EvidenceMissing,
    EvidenceRefused,
    HandedInAlready,
    MethodInUse,
    NotIndependent,
    NotOpen,
    NotReady,
    OwnDecision,
    OwnWork,
    PlaceTaken,
    ReasonMissing,
    RuleNotMet,
)
from microcred.platform.assessment.models import Decision, EvidenceFile, Marking, Submission
from microcred.platform.assessment.services import Handed
from microcred.platform.awards.errors import AlreadyAwarded
from microcred.platform.awards.facts import facts
from microcred.platform.awards.models import Award
from microcred.platform.credentials import services as credentials
from microcred.platform.institutions.access import NotAllowed, NotFound
from microcred.platform.journal.models import Beside, Entry

pytestmark = pytest.mark.django_db


def document(award: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(credentials.stored_form(award).body)
    return found


def to_decide(now: datetime, **changes: Any) -> tuple[assessing.Scene, str]:
    made = assessing.scene(**changes)
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now, at_work=True)
    services.mark(actor=made.assessors[0], submission=work, marks=GOOD, now=now)
    return made, work


def test_what_is_passed_is_awarded_with_its_rubric(now: datetime) -> None:
    made, work = to_decide(now)
    award = services.decide(
        actor=made.certifiers[0], submission=work, outcome="passed", reason="All shown.", now=now
    )
    said = document(award)
    subject = said["credentialSubject"]
    described = {one["id"]: one for one in subject["achievement"]["resultDescription"]}
    levels = {
        one["resultDescription"]: one["achievedLevel"] for one in subject["result"] if "achievedLevel" in one
    }
    assert len(levels) == 2
    for about, reached in levels.items():
        assert reached in {level["id"] for level in described[about]["rubricCriterionLevel"]}
    read = facts(said)
    assert read.institution == "Northlight Certification"
    assert read.assessed_by == "Northlight Certification"
    shown = next(one for one in read.evidence if one.name == "How it was assessed and certified")
    assert "without a course" in shown.text
    assert "20 of 20 points" in shown.text
    assert Submission.objects.get().award == award


def test_the_decision_stands_in_the_log_with_person_time_and_reason(now: datetime) -> None:
    made, work = to_decide(now)
    services.decide(actor=made.certifiers[0], submission=work, outcome="passed", reason="All shown.", now=now)
    entry = Entry.objects.get(kind="assessment.WorkDecided")
    assert (entry.actor, entry.at) == (made.certifiers[0].pk, now)
    assert Beside.objects.get(entry=entry).text == "All shown."


def test_two_assessors_who_agree_pass_it_on(now: datetime) -> None:
    made = assessing.scene(assessors=2, tolerance=6)
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    services.mark(actor=made.assessors[0], submission=work, marks=GOOD, now=now)
    assert Submission.objects.get().stage == "marking"
    services.mark(actor=made.assessors[1], submission=work, marks=FAIR, now=now)
    assert Submission.objects.get().stage == "to_decide"
    services.decide(actor=made.certifiers[0], submission=work, outcome="passed", reason="Agreed.", now=now)
    assert Decision.objects.get().marks == FAIR


def test_two_assessors_who_differ_are_moderated_by_a_third(now: datetime) -> None:
    made = assessing.scene(assessors=2)
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    services.mark(actor=made.assessors[0], submission=work, marks=GOOD, now=now)
    services.mark(actor=made.assessors[1], submission=work, marks=POOR, now=now)
    assert Submission.objects.get().stage == "moderation"
    with pytest.raises(PlaceTaken):
        services.mark(actor=made.assessors[0], submission=work, marks=GOOD, now=now)
    services.mark(actor=made.assessors[2], submission=work, marks=FAIR, now=now)
    services.decide(actor=made.certifiers[0], submission=work, outcome="passed", reason="Moderated.", now=now)
    assert Decision.objects.get().marks == FAIR


def test_the_places_of_assessors_are_counted(now: datetime) -> None:
    made = assessing.scene()
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    services.take(actor=made.assessors[0], submission=work, now=now)
    services.take(actor=made.assessors[0], submission=work, now=now)
    with pytest.raises(PlaceTaken):
        services.take(actor=made.assessors[1], submission=work, now=now)


def test_a_declared_conflict_gives_the_place_back_and_ends_every_part(now: datetime) -> None:
    made = assessing.scene()
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    services.take(actor=made.certifiers[0], submission=work, now=now)
    services.declare_conflict(actor=made.certifiers[0], submission=work, reason="My neighbour.", now=now)
    services.mark(actor=made.assessors[1], submission=work, marks=GOOD, now=now)
    with pytest.raises(Conflicted):
        services.decide(actor=made.certifiers[0], submission=work, outcome="passed", reason="Good.", now=now)


def test_nobody_marks_or_decides_their_own_work(now: datetime) -> None:
    made = assessing.scene()
    mine = services.hand_in(actor=made.certifiers[0], method=made.method, work=WORK, now=now)
    with pytest.raises(OwnWork):
        services.mark(actor=made.certifiers[0], submission=mine, marks=GOOD, now=now)
    services.mark(actor=made.assessors[0], submission=mine, marks=GOOD, now=now)
    with pytest.raises(OwnWork):
        services.decide(actor=made.certifiers[0], submission=mine, outcome="passed", reason="Me.", now=now)


def test_who_works_at_the_educator_does_not_certify_what_it_taught(now: datetime) -> None:
    made = assessing.scene(educated=True)
    both = house.member(made.certifier, "Two Hats", "certifier")
    from microcred.platform.institutions import services as institutions
    from microcred.platform.institutions.access import by_public_id

    institutions.add_member(
        actor=None, institution=by_public_id(made.educator), account=both, roles=["author"], now=now
    )
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    services.mark(actor=made.assessors[0], submission=work, marks=GOOD, now=now)
    with pytest.raises(NotIndependent):
        services.decide(actor=both, submission=work, outcome="passed", reason="Good.", now=now)
    refused = Entry.objects.get(kind="assessment.StepRefused")
    assert (refused.actor, NotIndependent.code in refused.body) == (both.pk, True)
    services.decide(actor=made.certifiers[0], submission=work, outcome="passed", reason="Good.", now=now)
    assert facts(document(Submission.objects.get().award)).taught_by == "Alder College"


def test_only_the_first_decision_counts(now: datetime) -> None:
    made, work = to_decide(now)
    services.decide(actor=made.certifiers[0], submission=work, outcome="passed", reason="Good.", now=now)
    with pytest.raises(DecidedAlready):
        services.decide(actor=made.certifiers[1], submission=work, outcome="failed", reason="Bad.", now=now)
    assert Decision.objects.count() == Award.objects.count() == 1


@pytest.mark.parametrize(
    ("outcome", "reason", "error"),
    [("passed", " ", ReasonMissing), ("splendid", "x", NotReady)],
)
def test_a_decision_needs_an_outcome_and_a_reason(
    now: datetime, outcome: str, reason: str, error: type[MicrocredError]
) -> None:
    made, work = to_decide(now)
    with pytest.raises(error):
        services.decide(actor=made.certifiers[0], submission=work, outcome=outcome, reason=reason, now=now)


def test_what_misses_the_rule_cannot_be_passed_and_stays_open(now: datetime) -> None:
    made = assessing.scene()
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    with pytest.raises(NotReady):
        services.decide(actor=made.certifiers[0], submission=work, outcome="passed", reason="?", now=now)
    services.mark(actor=made.assessors[0], submission=work, marks=POOR, now=now)
    with pytest.raises(RuleNotMet):
        services.decide(actor=made.certifiers[0], submission=work, outcome="passed", reason="?", now=now)
    assert Submission.objects.get().stage == "to_decide"


@pytest.mark.parametrize("who", ["assessor", "stranger", "teacher"])
def test_deciding_needs_the_role_of_a_certifier(now: datetime, who: str) -> None:
    made, work = to_decide(now)
    people = {"assessor": made.assessors[1], "stranger": house.person("No One"), "teacher": made.teacher}
    with pytest.raises((NotAllowed, NotFound)):
        services.decide(actor=people[who], submission=work, outcome="passed", reason="x", now=now)
    assert not Decision.objects.exists()


def test_work_is_handed_in_again_only_where_it_is_asked_for(now: datetime) -> None:
    made = assessing.scene()
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    with pytest.raises(HandedInAlready):
        services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    services.mark(actor=made.assessors[0], submission=work, marks=POOR, now=now)
    services.decide(actor=made.certifiers[0], submission=work, outcome="again", reason="No message.", now=now)
    services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    assert sorted(Submission.objects.values_list("attempt", flat=True)) == [1, 2]
    with pytest.raises(MethodInUse):
        services.set_method(
            actor=made.owner,
            institution=made.certifier,
            achievement=made.achievement,
            method=assessing.method(),
            now=now,
        )


def test_a_second_award_of_the_same_is_refused_and_changes_nothing(now: datetime) -> None:
    made, work = to_decide(now)
    services.decide(actor=made.certifiers[0], submission=work, outcome="passed", reason="Good.", now=now)
    Submission.objects.update(stage="to_decide", attempt=3)
    Decision.objects.all().delete()
    with pytest.raises(AlreadyAwarded):
        services.decide(actor=made.certifiers[0], submission=work, outcome="passed", reason="Good.", now=now)
    assert Submission.objects.get().stage == "to_decide"


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (Handed(), EvidenceMissing),
        (Handed(text="x", files=(("a.html", b"<html>"),)), EvidenceRefused),
        (Handed(text="x", links=("javascript:alert(1)",)), EvidenceRefused),
        (Handed(text="x", links=("file:///etc/passwd",)), EvidenceRefused),
        (Handed(text="x" * 60_000), EvidenceRefused),
    ],
)
def test_bad_evidence_stores_nothing(now: datetime, work: Handed, error: type[MicrocredError]) -> None:
    made = assessing.scene()
    with pytest.raises(error):
        services.hand_in(actor=made.learner, method=made.method, work=work, now=now)
    assert not Submission.objects.exists()
    assert not EvidenceFile.objects.exists()


def test_nothing_is_taken_after_the_last_day(now: datetime) -> None:
    made = assessing.scene(due=now.date().isoformat())
    services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    with pytest.raises(NotOpen):
        services.hand_in(
            actor=house.person("Late"), method=made.method, work=WORK, now=now + timedelta(days=1)
        )


def test_an_appeal_is_heard_once_by_somebody_else(now: datetime) -> None:
    made = assessing.scene()
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    with pytest.raises(AppealRefused):
        services.appeal(actor=made.learner, submission=work, words="Please.", now=now)
    services.mark(actor=made.assessors[0], submission=work, marks=POOR, now=now)
    services.decide(actor=made.certifiers[0], submission=work, outcome="failed", reason="Short.", now=now)
    with pytest.raises(NotFound):
        services.appeal(actor=house.person("Other"), submission=work, words="Please.", now=now)
    services.appeal(actor=made.learner, submission=work, words="The recording was cut off.", now=now)
    with pytest.raises(OwnDecision):
        services.hear_appeal(
            actor=made.certifiers[0], submission=work, outcome="failed", reason="No.", now=now
        )
    award = services.hear_appeal(
        actor=made.certifiers[1],
        submission=work,
        outcome="passed",
        reason="Seen in full.",
        now=now,
        marks=GOOD,
    )
    assert document(award)["credentialSubject"]["result"]
    with pytest.raises(DecidedAlready):
        services.hear_appeal(
            actor=made.certifiers[1], submission=work, outcome="failed", reason="No.", now=now
        )
    assert list(Decision.objects.order_by("instance").values_list("outcome", flat=True)) == [
        "failed",
        "passed",
    ]
    assert Marking.objects.count() == 1
