from __future__ import annotations

import json
from datetime import datetime

import pytest
from tests import assessing, house
from tests.assessing import FAIR, GOOD, POOR

from microcred.errors import MicrocredError
from microcred.platform.assessment import queries, services
from microcred.platform.assessment.errors import (
    DecidedAlready,
    NotIndependent,
    NotReady,
    OwnWork,
    ResultsRefused,
    SampleOpen,
)
from microcred.platform.assessment.models import Cohort, Decision, Submission
from microcred.platform.assessment.rubric.sampling import draw
from microcred.platform.awards.facts import facts
from microcred.platform.awards.models import Award
from microcred.platform.credentials import services as credentials
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.access import NotAllowed, NotFound, by_public_id
from microcred.platform.journal.models import Entry

pytestmark = pytest.mark.django_db
SHEET = "Name,Email,One message,Voice\n" + "".join(
    f"Person {n},p{n}@learners.example,Fully,{'Partly' if n % 2 else 'fully'}\n" for n in range(30)
)
SHEET += "Short One,short@learners.example,Not shown,Fully\n"


def handed_over(now: datetime) -> tuple[assessing.Scene, str]:
    made = assessing.scene(educated=True)
    cohort = services.begin_cohort(
        actor=made.teacher, educator=made.educator, method=made.method, name="Spring", now=now
    )
    assert services.take_results(actor=made.teacher, cohort=cohort, data=SHEET.encode(), now=now) == 31
    services.hand_over(actor=made.teacher, cohort=cohort, now=now)
    return made, cohort


def test_a_cohort_is_certified_by_a_sample_that_can_be_drawn_again(now: datetime) -> None:
    made, cohort = handed_over(now)
    drawn = services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now, seed="14 May")
    assert drawn == draw(list(Submission.objects.values_list("public_id", flat=True)), "14 May")
    assert len(drawn) == 6
    with pytest.raises(SampleOpen):
        services.decide_cohort(
            actor=made.certifiers[0], cohort=cohort, outcome="released", reason="Good.", now=now
        )
    for one in drawn:
        first = Submission.objects.get(public_id=one).markings.get().marks
        services.mark(actor=made.assessors[0], submission=one, marks=first, now=now)
    count = services.decide_cohort(
        actor=made.certifiers[0], cohort=cohort, outcome="released", reason="They agree.", now=now
    )
    assert count == Award.objects.count() == 30
    assert Decision.objects.filter(outcome="failed").count() == 1
    award = Award.objects.get(email="p3@learners.example").pk
    read = facts(json.loads(credentials.stored_form(award).body))
    assert read.taught_by == "Alder College"
    said = next(one.text for one in read.evidence if one.name.startswith("How it was"))
    assert "by sample" in said
    assert "drew 6 of them" in said
    assert "14 May" in said
    assert Entry.objects.filter(kind="assessment.CohortStep").count() == 5
    with pytest.raises(DecidedAlready):
        services.decide_cohort(
            actor=made.certifiers[1], cohort=cohort, outcome="returned", reason="No.", now=now
        )


def test_the_marks_of_the_certifier_stand_in_the_sample(now: datetime) -> None:
    made, cohort = handed_over(now)
    drawn = services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now, seed="a")
    for one in drawn:
        services.mark(actor=made.assessors[0], submission=one, marks=POOR, now=now)
    count = services.decide_cohort(
        actor=made.certifiers[0], cohort=cohort, outcome="released", reason="So be it.", now=now
    )
    failed = set(Submission.objects.filter(stage="failed").values_list("public_id", flat=True))
    assert set(drawn) <= failed
    assert count == 31 - len(failed)


def test_who_taught_neither_marks_the_sample_nor_certifies(now: datetime) -> None:
    made, cohort = handed_over(now)
    institutions.add_member(
        actor=None,
        institution=by_public_id(made.certifier),
        account=made.teacher,
        roles=["certifier", "assessor"],
        now=now,
    )
    drawn = services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now)
    with pytest.raises(MicrocredError):
        services.mark(actor=made.teacher, submission=drawn[0], marks=GOOD, now=now)
    with pytest.raises(NotIndependent):
        services.decide_cohort(actor=made.teacher, cohort=cohort, outcome="held", reason="x", now=now)


def test_a_returned_cohort_is_marked_and_drawn_anew(now: datetime) -> None:
    made, cohort = handed_over(now)
    services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now, seed="a")
    services.decide_cohort(actor=made.certifiers[0], cohort=cohort, outcome="held", reason="Wait.", now=now)
    services.decide_cohort(
        actor=made.certifiers[0], cohort=cohort, outcome="returned", reason="Mark again.", now=now
    )
    assert services.take_results(actor=made.teacher, cohort=cohort, data=SHEET.encode(), now=now) == 31
    services.hand_over(actor=made.teacher, cohort=cohort, now=now)
    assert services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now, seed="b")
    assert Award.objects.count() == 0


def test_only_works_of_the_sample_are_marked_again(now: datetime) -> None:
    made, cohort = handed_over(now)
    drawn = services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now)
    other = Submission.objects.exclude(public_id__in=drawn)[0].public_id
    with pytest.raises(NotReady):
        services.mark(actor=made.assessors[0], submission=other, marks=FAIR, now=now)


@pytest.mark.parametrize(
    "sheet",
    [
        "Name,Email,One message\nA,a@x.example,Fully\n",
        "Name,Email,One message,Voice\nA,a@x.example,Fully,Splendid\n",
        "Name,Email,One message,Voice\nA,nobody,Fully,Fully\n",
        "Name,Email,One message,Voice\nA,a@x.example,Fully,Fully\nB,a@x.example,Fully,Fully\n",
        "Name,Email,One message,Voice\n",
    ],
)
def test_a_sheet_that_is_no_results_takes_nobody(now: datetime, sheet: str) -> None:
    made = assessing.scene(educated=True)
    cohort = services.begin_cohort(
        actor=made.teacher, educator=made.educator, method=made.method, name="Spring", now=now
    )
    with pytest.raises(ResultsRefused):
        services.take_results(actor=made.teacher, cohort=cohort, data=sheet.encode(), now=now)
    assert not Submission.objects.exists()


def test_a_cohort_is_closed_to_others(now: datetime) -> None:
    made, cohort = handed_over(now)
    for who in (made.teacher, house.person("No One"), made.assessors[0]):
        with pytest.raises((NotAllowed, NotFound)):
            services.draw_sample(actor=who, cohort=cohort, now=now)
    with pytest.raises(NotFound):
        services.begin_cohort(
            actor=made.owner, educator=made.certifier, method=made.method, name="Mine", now=now
        )
    assert Cohort.objects.get().state == "handed_over"


def test_an_educator_who_marks_themself_in_a_sheet_takes_nobody(now: datetime) -> None:
    made = assessing.scene(educated=True)
    cohort = services.begin_cohort(
        actor=made.teacher, educator=made.educator, method=made.method, name="Spring", now=now
    )
    sheet = f"{SHEET}Ruth Amsel,{made.teacher.email.upper()},Fully,Fully\n"
    with pytest.raises(OwnWork):
        services.take_results(actor=made.teacher, cohort=cohort, data=sheet.encode(), now=now)
    assert not Submission.objects.exists()


def test_an_assessor_whom_the_sheet_names_does_not_mark_their_own_sample(now: datetime) -> None:
    made, cohort = handed_over(now)
    drawn = services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now)
    Submission.objects.filter(public_id=drawn[0]).update(email=made.assessors[0].email)
    with pytest.raises(OwnWork):
        services.mark(actor=made.assessors[0], submission=drawn[0], marks=GOOD, now=now)


def test_the_address_of_a_sheet_goes_with_its_account(now: datetime) -> None:
    handed_over(now)
    services.forget_addresses(emails={"p3@learners.example"}, now=now)
    assert not Submission.objects.filter(email="p3@learners.example").exists()
    assert not Submission.objects.filter(name="Person 3").exists()
    assert Submission.objects.exclude(email="").count() == 30


def test_the_certifier_of_a_cohort_does_not_see_hidden_names(now: datetime) -> None:
    made = assessing.scene(educated=True, names_hidden=True)
    cohort = services.begin_cohort(
        actor=made.teacher, educator=made.educator, method=made.method, name="Spring", now=now
    )
    services.take_results(actor=made.teacher, cohort=cohort, data=SHEET.encode(), now=now)
    for who, seen in ((made.certifiers[0], False), (made.teacher, True)):
        shown = queries.cohort(who, cohort).people
        assert any("Person" in one.name or one.email for one in shown) == seen


def test_who_was_erased_does_not_hold_up_the_cohort(now: datetime) -> None:
    made, cohort = handed_over(now)
    drawn = services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now, seed="a")
    gone = Submission.objects.exclude(public_id__in=drawn).exclude(email="short@learners.example")[0]
    services.forget_addresses(emails={gone.email}, now=now)
    for one in drawn:
        services.mark(actor=made.assessors[0], submission=one, marks=GOOD, now=now)
    count = services.decide_cohort(
        actor=made.certifiers[0], cohort=cohort, outcome="released", reason="They agree.", now=now
    )
    assert count == Award.objects.count()
    assert not Decision.objects.filter(submission=gone).exists()
    assert Submission.objects.get(pk=gone.pk).award == ""
