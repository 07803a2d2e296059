from __future__ import annotations

import json
from datetime import datetime, timedelta
from inspect import signature

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from tests import assessing, house
from tests.assessing import FAIR, GOOD, POOR

from microcred.errors import MicrocredError
from microcred.platform.assessment import queries, services
from microcred.platform.assessment.errors import (
    Conflicted,
    DecidedAlready,
    NotIndependent,
    NotReady,
    OwnWork,
    ReasonMissing,
    ResultsRefused,
    SampleOpen,
)
from microcred.platform.assessment.models import Cohort, Decision, Submission
from microcred.platform.assessment.rubric.sampling import digest, draw, seed_of
from microcred.platform.assessment.services.erasing import SHEETS_KEPT
from microcred.platform.awards.facts import facts
from microcred.platform.awards.models import Award
from microcred.platform.credentials import services as credentials
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.access import NotAllowed, NotFound, by_public_id
from microcred.platform.journal.models import Entry
from microcred.platform.journal.queries import verify_chain

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
    drawn = services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now)
    ids = list(Submission.objects.values_list("public_id", flat=True))
    closing = Entry.objects.get(kind="assessment.CohortStep", body__contains='"handed-over"')
    assert verify_chain().problem == ""
    assert digest(ids) in closing.body
    assert drawn == draw(ids, seed_of(cohort, closing.hash))
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
    assert seed_of(cohort, closing.hash) in said
    assert Entry.objects.filter(kind="assessment.CohortStep").count() == 5
    with pytest.raises(DecidedAlready):
        services.decide_cohort(
            actor=made.certifiers[1], cohort=cohort, outcome="returned", reason="No.", now=now
        )


def test_the_marks_of_the_certifier_stand_in_the_sample(now: datetime) -> None:
    made, cohort = handed_over(now)
    drawn = services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now)
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
    services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now)
    services.decide_cohort(actor=made.certifiers[0], cohort=cohort, outcome="held", reason="Wait.", now=now)
    services.decide_cohort(
        actor=made.certifiers[0], cohort=cohort, outcome="returned", reason="Mark again.", now=now
    )
    assert services.take_results(actor=made.teacher, cohort=cohort, data=SHEET.encode(), now=now) == 31
    services.hand_over(actor=made.teacher, cohort=cohort, now=now)
    assert services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now)
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
    drawn = services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now)
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


def test_nobody_says_the_seed(now: datetime) -> None:
    made, cohort = handed_over(now)
    assert "seed" not in signature(services.draw_sample).parameters
    client = Client()
    client.force_login(made.certifiers[0], backend="django.contrib.auth.backends.ModelBackend")
    client.post(f"/o/{made.certifier}/cohorts/{cohort}/step", {"what": "draw", "seed": "mine"})
    found = Cohort.objects.get()
    assert found.seed == seed_of(cohort, found.handed_over) != "mine"


def test_a_cohort_that_comes_back_gets_another_seed(now: datetime) -> None:
    made, cohort = handed_over(now)
    seeds = []
    for _again in range(2):
        services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now)
        seeds.append(Cohort.objects.get().seed)
        services.decide_cohort(
            actor=made.certifiers[0], cohort=cohort, outcome="returned", reason="Again.", now=now
        )
        services.hand_over(actor=made.teacher, cohort=cohort, now=now)
    assert seeds[0] != seeds[1]


def test_a_conflict_with_one_of_a_cohort_ends_the_part_in_its_decision(now: datetime) -> None:
    made, cohort = handed_over(now)
    who = made.certifiers[0]
    drawn = services.draw_sample(actor=who, cohort=cohort, now=now)
    services.declare_conflict(actor=who, submission=drawn[1], reason="My cousin.", now=now)
    for outcome in ("released", "held", "returned"):
        with pytest.raises(Conflicted):
            services.decide_cohort(actor=who, cohort=cohort, outcome=outcome, reason="Good.", now=now)
    assert Entry.objects.filter(kind="assessment.StepRefused", actor=who.pk).count() == 3
    assert Cohort.objects.get().state == "drawn"
    services.decide_cohort(
        actor=made.certifiers[1], cohort=cohort, outcome="held", reason="I look at it.", now=now
    )


def test_a_conflict_with_a_cohort_ends_every_part_in_it(now: datetime) -> None:
    made, cohort = handed_over(now)
    who = made.certifiers[1]
    drawn = services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now)
    with pytest.raises(ReasonMissing):
        services.declare_cohort_conflict(actor=who, cohort=cohort, reason=" ", now=now)
    services.declare_cohort_conflict(actor=who, cohort=cohort, reason="I taught there.", now=now)
    with pytest.raises(Conflicted):
        services.mark(actor=who, submission=drawn[0], marks=GOOD, now=now)
    with pytest.raises(Conflicted):
        services.decide_cohort(actor=who, cohort=cohort, outcome="held", reason="Wait.", now=now)
    shown = queries.cohort(who, cohort)
    assert shown.conflicted
    with pytest.raises(NotAllowed):
        services.declare_cohort_conflict(actor=made.assessors[0], cohort=cohort, reason="x", now=now)


def test_who_stands_in_the_sheet_under_another_confirmed_address_does_not_decide(now: datetime) -> None:
    made, cohort = handed_over(now)
    who = made.certifiers[0]
    Submission.objects.filter(email="p4@learners.example").update(email="second@people.example")
    EmailAddress.objects.create(user=who, email="second@people.example", verified=True)
    services.draw_sample(actor=who, cohort=cohort, now=now)
    with pytest.raises(OwnWork):
        services.decide_cohort(actor=who, cohort=cohort, outcome="held", reason="Wait.", now=now)


def test_a_sheet_is_exported_to_whom_it_names_and_forgotten_after_a_year(now: datetime) -> None:
    made, cohort = handed_over(now)
    person = house.person("Person Three", "p3@learners.example")
    [row] = queries.account_data(person)["in_sheets_of_marks"]
    assert (row["educator"], row["email"]) == ("Alder College", "p3@learners.example")
    assert row["marks"] == [{"One message": "fully", "Voice": "partly"}]
    assert queries.account_data(house.person("Somebody Else"))["in_sheets_of_marks"] == []
    drawn = services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now)
    for one in drawn:
        services.mark(actor=made.assessors[0], submission=one, marks=GOOD, now=now)
    services.decide_cohort(
        actor=made.certifiers[0], cohort=cohort, outcome="released", reason="They agree.", now=now
    )
    assert services.forget_sheets(now=now + SHEETS_KEPT) == 0
    later = now + SHEETS_KEPT + timedelta(seconds=1)
    assert services.forget_sheets(now=later) == 31
    assert services.forget_sheets(now=later) == 0
    assert not Submission.objects.exclude(email="", name="").exists()
    assert Decision.objects.count() == 31
    assert Award.objects.filter(email="p3@learners.example").exists()
    assert verify_chain().problem == ""
