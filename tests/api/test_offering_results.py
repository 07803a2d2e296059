"""Marks of an offering's own learners by a program: who is enrolled, all or none, into one cohort."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from tests import assessing, house
from tests.api.site import College
from tests.services.catalogue.test_offerings import NOW, offered

from microcred.platform.assessment import services
from microcred.platform.assessment.models import Cohort, Submission
from microcred.platform.awards.models import Award
from microcred.platform.enrolments import services as enrolments
from microcred.platform.journal.models import Entry

FULL = {"message": "fully", "voice": "fully"}
pytestmark = pytest.mark.django_db


def row(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "email": f"{name.lower()}@people.example", "marks": FULL, **more}


def own_method(college: College, achievement: str) -> None:
    services.set_method(
        actor=college.owner,
        institution=college.public_id,
        achievement=achievement,
        method=assessing.method(),
        now=house.FOUNDED,
    )


def taken_by(college: College, *names: str) -> str:
    """An offering of what the college certifies itself, with these enrolled."""
    achievement = college.design()
    own_method(college, achievement)
    offering = offered(college.owner, college.public_id, achievement, price="0")
    for name in names:
        enrolments.enrol(actor=house.person(name), offering=offering, now=NOW)
    return offering


def test_a_dry_run_names_who_is_not_enrolled_and_writes_nothing(alder: College) -> None:
    offering = taken_by(alder, "Ann")
    rows = {"rows": [row("Ann"), row("Stranger")]}
    report = alder.program().post(f"/offerings/{offering}/results/check", rows)
    assert report.status_code == 200
    assert [[one["code"] for one in found["problems"]] for found in report.data["rows"]] == [
        [],
        ["row.not-enrolled"],
    ]
    refused = alder.program().post(f"/offerings/{offering}/results", rows)
    assert (refused.status_code, refused.data["code"]) == (422, "assessment.results")
    assert not Cohort.objects.exists() and not Submission.objects.exists()


def test_marks_of_enrolled_learners_become_their_credentials(alder: College) -> None:
    offering = taken_by(alder, "Ann", "Ben")
    program = alder.program()
    sent = program.post(f"/offerings/{offering}/results", {"rows": [row("Ann")]}, http_idempotency_key="one")
    assert (sent.status_code, sent.data["taken"]) == (201, 1)
    again = program.post(f"/offerings/{offering}/results", {"rows": [row("Ann")]}, http_idempotency_key="one")
    assert (again.status_code, again["Idempotent-Replayed"]) == (201, "true")
    later = program.post(f"/offerings/{offering}/results", {"rows": [row("Ben")]})
    cohort = sent.data["cohort"]
    assert later.data["cohort"] == cohort, "one cohort of the offering while it is marked"
    assert program.get(f"/cohorts/{cohort}").data["people"] == 2
    now = datetime.now(UTC)
    certifier = house.member(alder.public_id, "Cleo Certifies", "certifier")
    assessor = house.member(alder.public_id, "Ase Assesses", "assessor")
    services.hand_over(actor=alder.owner, cohort=cohort, now=now)
    for one in services.draw_sample(actor=certifier, cohort=cohort, now=now):
        services.mark(actor=assessor, submission=one, marks=FULL, now=now)
    services.decide_cohort(actor=certifier, cohort=cohort, outcome="released", reason="Good.", now=now)
    assert set(Award.objects.values_list("email", flat=True)) == {"ann@people.example", "ben@people.example"}


def test_who_only_waits_or_withdrew_is_not_marked(alder: College) -> None:
    achievement = alder.design()
    own_method(alder, achievement)
    offering = offered(alder.owner, alder.public_id, achievement, price="0", places=1)
    ann, ben = house.person("Ann"), house.person("Ben")
    place = enrolments.enrol(actor=ann, offering=offering, now=NOW)
    enrolments.enrol(actor=ben, offering=offering, now=NOW)
    program = alder.program()

    def codes(name: str) -> list[str]:
        checked = program.post(f"/offerings/{offering}/results/check", {"rows": [row(name)]}).data
        return [one["code"] for one in checked["rows"][0]["problems"]]

    assert (codes("Ann"), codes("Ben")) == ([], ["row.not-enrolled"])
    enrolments.withdraw(actor=ann, public_id=place, now=NOW)
    assert (codes("Ann"), codes("Ben")) == (["row.not-enrolled"], [])


def test_what_another_certifies_is_marked_by_who_teaches_it(alder: College) -> None:
    head = house.person("Cleo Certifies")
    certifier = house.institution(head, "Assay Office")
    house.agreed(head, certifier, alder.owner, alder.public_id)
    achievement = house.published(head, certifier)
    offering = offered(alder.owner, alder.public_id, achievement, price="0")
    enrolments.enrol(actor=house.person("Ann"), offering=offering, now=NOW)
    program, rows = alder.program(), {"rows": [row("Ann")]}
    missing = program.post(f"/offerings/{offering}/results", rows)
    assert (missing.status_code, missing.data["code"]) == (422, "assessment.no-method")
    services.set_method(
        actor=head,
        institution=certifier,
        achievement=achievement,
        method=assessing.method(),
        now=house.FOUNDED,
        educator=alder.public_id,
    )
    assert program.post(f"/offerings/{offering}/results", rows).status_code == 201
    assert Cohort.objects.get().method.institution.name == "Assay Office"


def test_nobody_marks_themself_and_the_log_says_who_tried(alder: College) -> None:
    offering = taken_by(alder, "Ann")
    enrolments.enrol(actor=alder.owner, offering=offering, now=NOW)
    own = row("Olga", email=alder.owner.email)
    refused = alder.program().post(f"/offerings/{offering}/results", {"rows": [row("Ann"), own]})
    assert (refused.status_code, refused.data["code"]) == (403, "assessment.own-work.not-allowed")
    assert not Submission.objects.exists() and not Cohort.objects.exists()
    assert Entry.objects.get(kind="assessment.StepRefused").actor == alder.owner.pk


@pytest.mark.django_db(transaction=True)
def test_two_programs_at_once_fill_one_cohort(alder: College, shared_database: dict[str, str]) -> None:
    offering = taken_by(alder, "Ann", "Ben")
    barrier, shared = Barrier(2), connections["default"]

    def run(send: Callable[[], Any]) -> int:
        connections["default"] = shared.copy()
        barrier.wait(timeout=30)
        try:
            return int(send().status_code)
        finally:
            connections.close_all()

    programs = [(alder.program(), name) for name in ("Ann", "Ben")]
    sends = [
        lambda program=program, name=name: program.post(
            f"/offerings/{offering}/results", {"rows": [row(name)]}
        )
        for program, name in programs
    ]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(run, sends)) == [201, 201]
    assert Cohort.objects.get().submissions.count() == 2
