"""Marks of a cohort by a program: a dry run, all or none, once, and nobody marks themself."""

from __future__ import annotations

from typing import Any

import pytest
from tests import assessing, house
from tests.api.site import College

from microcred.platform.assessment import services
from microcred.platform.assessment.models import Marking, Submission
from microcred.platform.journal.models import Entry

FULL = {"message": "fully", "voice": "4"}
pytestmark = pytest.mark.django_db


def row(name: str = "Ada Lind", **more: Any) -> dict[str, Any]:
    return {"name": name, "email": f"{name.split()[0].lower()}@learners.example", "marks": FULL, **more}


def cohort_of(college: College) -> str:
    head = house.person("Cleo Certifies")
    certifier = house.institution(head, "Assay Office")
    house.agreed(head, certifier, college.owner, college.public_id)
    method = services.set_method(
        actor=head,
        institution=certifier,
        achievement=house.published(head, certifier),
        method=assessing.method(),
        now=house.FOUNDED,
        educator=college.public_id,
    )
    return services.begin_cohort(
        actor=college.owner, educator=college.public_id, method=method, name="Spring", now=house.FOUNDED
    )


def test_a_dry_run_reports_each_row_and_writes_nothing(alder: College) -> None:
    program, cohort = alder.program(), cohort_of(alder)
    asked = program.get(f"/cohorts/{cohort}").data
    assert [one["key"] for one in asked["criteria"]] == ["message", "voice"]
    rows = [
        row(),
        row("Bo Ek", email="bo@"),
        row("Cy Ost", marks={"message": "splendid", "time": "4"}),
        row(),
    ]
    report = program.post(f"/cohorts/{cohort}/results/check", {"rows": rows})
    assert report.status_code == 200
    assert [[one["code"] for one in found["problems"]] for found in report.data["rows"]] == [
        [],
        ["row.email"],
        ["row.level", "row.level", "row.level"],
        ["row.twice"],
    ]
    assert (report.data["rows"][0]["points"], report.data["rows"][0]["passes"]) == (14, True)
    assert report.data["taken"] == 0
    refused = program.post(f"/cohorts/{cohort}/results", {"rows": rows})
    assert (refused.status_code, refused.data["code"]) == (422, "assessment.results")
    assert refused["Content-Type"] == "application/problem+json"
    assert not Submission.objects.exists()


def test_results_are_taken_once_for_a_key_and_again_when_they_are_corrected(alder: College) -> None:
    program, cohort = alder.program(), cohort_of(alder)
    body = {"rows": [row(), row("Bo Ek")]}
    first = program.post(f"/cohorts/{cohort}/results", body, http_idempotency_key="one")
    assert (first.status_code, first.data["taken"]) == (201, 2)
    again = program.post(f"/cohorts/{cohort}/results", body, http_idempotency_key="one")
    assert (again.status_code, again["Idempotent-Replayed"]) == (201, "true")
    assert Entry.objects.filter(kind="assessment.CohortStep", body__contains='"marked"').count() == 1
    other = program.post(f"/cohorts/{cohort}/results", {"rows": [row()]}, http_idempotency_key="one")
    assert (other.status_code, other.data["code"]) == (422, "api.idempotency-reused")
    corrected = {"rows": [row(marks={"message": "partly", "voice": "fully"})]}
    assert program.post(f"/cohorts/{cohort}/results", corrected).status_code == 201
    marks = Marking.objects.get(submission__email="ada@learners.example").marks
    assert marks == {"message": "partly", "voice": "fully"}
    services.hand_over(actor=alder.owner, cohort=cohort, now=house.FOUNDED)
    late = program.post(f"/cohorts/{cohort}/results", corrected)
    assert (late.status_code, late.data["code"]) == (409, "assessment.state")


def test_nobody_marks_themself_through_a_program(alder: College) -> None:
    program, cohort = alder.program(), cohort_of(alder)
    body = {"rows": [row(), row("Olga Owner", email=alder.owner.email.upper())]}
    report = program.post(f"/cohorts/{cohort}/results/check", body).data
    assert [one["code"] for one in report["rows"][1]["problems"]] == ["row.own"]
    refused = program.post(f"/cohorts/{cohort}/results", body, http_idempotency_key="mine")
    assert (refused.status_code, refused.data["code"]) == (403, "assessment.own-work.not-allowed")
    assert not Submission.objects.exists()
    told = Entry.objects.get(kind="assessment.StepRefused")
    assert told.actor == alder.owner.pk
    assert cohort in told.body
    assert "assessment.own-work.not-allowed" in told.body


def test_a_key_for_something_else_sends_no_results(alder: College, birch: College) -> None:
    cohort = cohort_of(alder)
    narrow = alder.program(scopes=("awards:write",))
    assert (
        narrow.post(f"/cohorts/{cohort}/results", {"rows": [row()]}).data["code"] == "api.scope-not-allowed"
    )
    stranger = birch.program()
    assert stranger.post(f"/cohorts/{cohort}/results", {"rows": [row()]}).status_code == 404
    assert not Submission.objects.exists()
