"""An award without a right is refused by every way, and each refusal stands in the log with its person."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests import assessing
from tests.api.site import College, college

from microcred.errors import MicrocredError
from microcred.platform.assessment import services as assessment
from microcred.platform.assessment.models import Decision, Submission
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.models import Award
from microcred.platform.journal import queries as journal
from microcred.platform.journal import services as journal_services
from microcred.platform.journal.models import Entry
from microcred.platform.network.errors import OutsideScope

pytestmark = pytest.mark.django_db
PERSON = {"name": "Ada Lind", "email": "ada@people.example"}


@dataclass
class Office:
    """A college with a micro-credential that asks for an accreditation which nobody has given it."""

    college: College
    design: str

    def page(self, path: str, **sent: str) -> int:
        client = Client()
        client.force_login(self.college.owner, backend="django.contrib.auth.backends.ModelBackend")
        return client.post(f"/o/{self.college.public_id}/awards/{path}", sent).status_code

    def batch(self) -> str:
        return awards.award_many(
            actor=self.college.owner,
            achievement=self.design,
            file_name="results.csv",
            data=b"name,email\nAda Lind,ada@people.example\n",
            now=datetime.now(UTC),
        )


@pytest.fixture
def office() -> Office:
    made = college("Alder College")
    return Office(made, made.design(requires_accreditation=True))


def by_form(office: Office) -> None:
    assert office.page("new", achievement=office.design, way="email", **PERSON) == 200


def by_sheet(office: Office) -> None:
    assert office.page(f"sheets/{office.batch()}/release", when="soon") == 200


def by_program(office: Office) -> None:
    answer = office.college.program().post("/awards", {"micro_credential": office.design, **PERSON})
    assert (answer.status_code, answer.data["code"]) == (422, OutsideScope.code)
    assert answer["Content-Type"] == "application/problem+json"


def by_program_once(office: Office) -> None:
    body = {"micro_credential": office.design, **PERSON}
    answer = office.college.program().post("/awards", body, http_idempotency_key="one")
    assert (answer.status_code, answer.data["code"]) == (422, OutsideScope.code)


def by_program_many(office: Office) -> None:
    program = office.college.program()
    made = program.post("/batches", {"micro_credential": office.design, "rows": [PERSON]}).data["id"]
    assert program.post(f"/batches/{made}/release", {}).data["code"] == OutsideScope.code


@pytest.mark.parametrize("way", [by_form, by_sheet, by_program, by_program_once, by_program_many])
def test_each_way_is_refused_and_logged_with_person_time_and_reason(
    office: Office, way: Callable[[Office], None]
) -> None:
    begun = datetime.now(UTC)
    way(office)
    assert not Award.objects.exists()
    entry = Entry.objects.get(kind="network.AwardRefused")
    assert entry.actor == office.college.owner.pk
    assert begun <= entry.at <= begun + timedelta(minutes=1)
    told = json.loads(entry.body)
    assert (told["achievement"], told["reason"]) == (office.design, "none")
    journal_services.seal()
    assert journal.verify_chain().problem == ""
    assert journal.history_of(office.design)[0].kind == "network.AwardRefused"


def test_a_decision_beyond_the_right_is_refused_and_logged(now: datetime) -> None:
    made = assessing.scene(accredited=True)
    work = assessment.hand_in(actor=made.learner, method=made.method, work=assessing.WORK, now=now)
    assessment.mark(actor=made.assessors[0], submission=work, marks=assessing.GOOD, now=now)
    with pytest.raises(OutsideScope):
        assessment.decide(
            actor=made.certifiers[0], submission=work, outcome="passed", reason="Good.", now=now
        )
    assert Submission.objects.get().stage == "to_decide"
    assert not Decision.objects.exists()
    assert Entry.objects.get(kind="network.AwardRefused").actor == made.certifiers[0].pk


def test_a_refusal_inside_a_larger_transaction_is_logged_once_that_is_rolled_back(office: Office) -> None:
    with pytest.raises(MicrocredError), journal_services.holding_refusals():
        awards.award_one(
            actor=office.college.owner,
            achievement=office.design,
            values=PERSON,
            identity=Identity(),
            now=datetime.now(UTC),
        )
    assert Entry.objects.filter(kind="network.AwardRefused").count() == 1
