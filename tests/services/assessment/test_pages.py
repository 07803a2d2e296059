"""What the pages give to whom: the roles of each address, and evidence as a harmless download."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from tests import assessing, house
from tests.assessing import GOOD

from microcred.platform.accounts.models import Account
from microcred.platform.assessment import services
from microcred.platform.assessment.models import Decision, EvidenceFile, Submission
from microcred.platform.assessment.services import Handed

pytestmark = pytest.mark.django_db
WORK = Handed(text="A talk.", files=(("a<b>\r\nX: y.html", b"plain words"),))


def as_(account: Account | None) -> Client:
    client = Client()
    if account is not None:
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_each_address_answers_only_those_with_its_role(now: datetime) -> None:
    made = assessing.scene(educated=True)
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    cohort = services.begin_cohort(
        actor=made.teacher, educator=made.educator, method=made.method, name="Spring", now=now
    )
    file = EvidenceFile.objects.get().public_id
    at, there = f"/o/{made.certifier}", f"/o/{made.educator}"
    viewer = house.member(made.certifier, "Vera View", "viewer")
    people = {
        "owner": made.owner,
        "assessor": made.assessors[0],
        "certifier": made.certifiers[0],
        "viewer": viewer,
        "teacher": made.teacher,
        "learner": made.learner,
        "stranger": house.person("No One"),
    }
    inside = {"owner", "assessor", "certifier"}
    table: list[tuple[str, set[str]]] = [
        (f"{at}/assess/", inside),
        (f"{at}/assess/methods/", inside),
        (f"{at}/assess/methods/{made.achievement}", {"owner"}),
        (f"{at}/assess/work/{work}", inside),
        (f"{at}/assess/files/{file}", inside),
        (f"{at}/cohorts/", inside),
        (f"{at}/cohorts/{cohort}", inside | {"teacher"}),
        (f"{there}/cohorts/", {"teacher"}),
        (f"{there}/cohorts/new", {"teacher"}),
        (f"{there}/assess/work/{work}", set()),
        (f"{there}/assess/files/{file}", set()),
        (f"{at}/decided/", inside),
        (f"/assessments/{work}", {"learner"}),
        (f"/assessments/files/{file}", {"learner"}),
    ]
    for address, allowed in table:
        for name, account in people.items():
            status = as_(account).get(address).status_code
            assert (status == 200) == (name in allowed), (address, name, status)
            assert status in (200, 403, 404)
        assert as_(None).get(address).status_code == 302


def test_evidence_goes_out_as_a_download_that_runs_nothing(now: datetime) -> None:
    made = assessing.scene()
    services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    file = EvidenceFile.objects.get().public_id
    answer = as_(made.learner).get(f"/assessments/files/{file}")
    assert answer.content == b"plain words"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("step", ["mark", "decide", "take", "conflict", "hear"])
def test_nobody_from_elsewhere_changes_a_work(now: datetime, step: str) -> None:
    made = assessing.scene()
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    services.mark(actor=made.assessors[0], submission=work, marks=GOOD, now=now)
    before = Submission.objects.values().get()
    form = {"outcome": "passed", "reason": "x", "why": "x", "level-message": "fully", "level-voice": "fully"}
    for who in (made.teacher, made.learner, house.person("No One")):
        for at in (made.certifier, made.educator):
            answer = as_(who).post(f"/o/{at}/assess/work/{work}/{step}", form)
            assert answer.status_code in (302, 403, 404)
    assert Submission.objects.values().get() == before
    assert not Decision.objects.exists()


def test_the_name_of_a_file_does_not_tell_a_hidden_name(now: datetime) -> None:
    made = assessing.scene(names_hidden=True)
    handed = services.Handed(text="A talk.", files=(("Amina Diallo.txt", b"plain words"),))
    work = services.hand_in(actor=made.learner, method=made.method, work=handed, now=now)
    file = EvidenceFile.objects.get().public_id
    page = as_(made.assessors[0]).get(f"/o/{made.certifier}/assess/work/{work}").content.decode()
    assert "Amina" not in page
    assert "file-1.txt" in page
    sent = as_(made.assessors[0]).get(f"/o/{made.certifier}/assess/files/{file}")
    assert sent["Content-Disposition"] == 'attachment; filename="file-1.txt"'
    own = as_(made.learner).get(f"/assessments/files/{file}")
    assert "Amina" in own["Content-Disposition"]
