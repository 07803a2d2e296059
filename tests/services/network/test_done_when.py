"""The whole of it on the demo's data: taught by one, certified by another, and a right that is withdrawn."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests import house
from typer.testing import CliRunner

from microcred.cli.main import app
from microcred.platform.accounts.models import Account
from microcred.platform.assessment.models import Cohort, Submission
from microcred.platform.config.demo.building import Demo, build
from microcred.platform.config.demo.provider import COURSE, TITLE
from microcred.platform.institutions.access import by_public_id
from microcred.platform.journal.models import Entry
from microcred.platform.network.models import Right
from microcred.platform.verifier.collector import collector_document

pytestmark = pytest.mark.django_db

MARKS = {"level-attention": "fully", "level-understanding": "fully", "level-answer": "fully"}
GREEN = "Accredited for just this"
SOUND = "The right holds, and so does each that it rests on."
GIVEN = "given by Meridian Accreditation"


class Person:
    """Somebody at the site's pages."""

    def __init__(self, account: Account | None = None) -> None:
        self.client = Client()
        if account is not None:
            self.client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")

    def get(self, address: str, **query: str) -> str:
        answer = self.client.get(address, query)
        assert answer.status_code == 200, (address, answer.status_code)
        return unescape(answer.content.decode())

    def post(self, address: str, **values: Any) -> str:
        answer = self.client.post(address, values, follow=True)
        assert answer.status_code == 200, (address, answer.status_code, answer.content[-3000:])
        return unescape(answer.content.decode())


def certified(demo: Demo) -> str:
    """A learner finds Lumen's course, enrols, hands in; two assessors mark; Northlight certifies: the award."""
    learner = Person(house.person("Maren Holt"))
    cert = demo.institutions["cert"]
    found = learner.get("/find", q="listening", educator="Lumen Learning Services")
    assert TITLE in found
    offering = found[: found.index(f">{TITLE}</a>")].rpartition('href="/find/')[2].partition('"')[0]
    page = learner.get(f"/find/{offering}")
    for name in ("Lumen Learning Services", "Northlight Certification"):
        assert name in page
    learner.post(f"/enrolments/in/{offering}")
    assert TITLE in learner.get("/enrolments")

    learner.post(f"/m/{demo.achievements[COURSE]}/hand-in", text="I kept silent longer than I like to.")
    work = Submission.objects.latest("pk").public_id
    for name in ("ylva.brandt", "tomas.reiner"):
        assessor = Person(demo.staff[f"{name}@northlight.example"])
        assert "Maren Holt" not in assessor.get(f"/o/{cert}/assess/work/{work}")
        assert "Your marks are in." in assessor.post(f"/o/{cert}/assess/work/{work}/mark", **MARKS)
    certifier = Person(demo.staff["henrik.dal@northlight.example"])
    certifier.post(f"/o/{cert}/assess/work/{work}/decide", outcome="passed", reason="Both saw all of it.")
    award = Submission.objects.get(public_id=work).award
    learner.post(f"/c/{award}/answer", what="accept", visibility="public")
    return award


def report(employer: Person, award: str) -> dict[str, Any]:
    """What the employer's check says to a program."""
    answer = employer.client.post("/verify.json", {"text": address(award)})
    found: dict[str, Any] = json.loads(answer.content)
    return found


def address(award: str) -> str:
    return Person().get(f"/c/{award}").partition("Identifier</dt><dd><code>")[2].partition("</code>")[0]


def offline(folder: Path, bundle: bytes, *more: str) -> str:
    (folder / "BUNDLE.zip").write_bytes(bundle)
    (folder / "collector.json").write_text(json.dumps(collector_document()))
    given = ["verify", str(folder / "BUNDLE.zip"), "--offline", "--trust", str(folder / "collector.json")]
    return CliRunner().invoke(app, [*given, *more], standalone_mode=False).output


def parts(found: dict[str, Any]) -> list[tuple[str, str, str, str, str | None]]:
    """Role, name, outcome and reason of each part, and the verdict on its own statement."""
    return [
        (
            one["role"],
            one["name"].partition(" ")[0],
            one["accreditation"]["outcome"],
            one["accreditation"]["reason"],
            one["statement"],
        )
        for one in found["parts"]
    ]


def it_is_verified_by_a_third(demo: Demo, award: str, folder: Path) -> None:
    employer = Person(demo.staff["saskia.boon@harbour.example"])
    found = report(employer, award)
    assert found["verdict"] == "holds"
    assert parts(found) == [
        ("teach", "Lumen", "passed", "", "holds"),
        ("assess", "Northlight", "passed", "", None),
        ("certify", "Northlight", "passed", "", None),
    ]
    for page in (employer.post("/verify", text=address(award)), Person().get(f"/c/{award}")):
        for said in (
            "Taught by <bdi>Lumen Learning Services</bdi>",
            "Lumen Learning Services</bdi></a> may teach personal skills, EQF 3–6, until 1 January 2028.",
            "Its own signed statement: We taught what this micro-credential certifies.",
            "Assessed by <bdi>Northlight Certification</bdi>",
            "Certified by <bdi>Northlight Certification</bdi>",
            "may certify personal skills and management, EQF 4–6, until 1 January 2030. "
            "Given by Meridian Accreditation.",
        ):
            assert said in page
        assert page.count(GREEN) == 3

    bundle = employer.client.post("/verify.zip", {"text": address(award)}).content
    said = offline(folder, bundle)
    assert said.startswith("✓ Holds")
    assert [line for line in said.partition("By what right\n")[2].splitlines() if line.strip()] == [
        f"✓ Taught by Lumen Learning Services: {GREEN}. {SOUND}",
        f"    Lumen Learning Services may teach personal skills, EQF 3-6, until 2028-01-01, {GIVEN}",
        "    Its own signed statement: We taught what this micro-credential certifies. Holds",
        f"✓ Assessed by Northlight Certification: {GREEN}. {SOUND}",
        "    Northlight Certification may assess personal skills and management and accounting, EQF 3-6, "
        f"until 2030-01-01, {GIVEN}",
        f"✓ Certified by Northlight Certification: {GREEN}. {SOUND}",
        "    Northlight Certification may certify personal skills and management, EQF 4-6, "
        f"until 2030-01-01, {GIVEN}",
    ]
    program = json.loads(offline(folder, bundle, "--json"))
    assert parts(program) == parts(found)


def a_worker_is_certified_by_assessment_only() -> None:
    award = Submission.objects.get(at_work=True).award
    page = Person().get(f"/c/{award}")
    assert "Nobody: learned at work, without a course." in page
    assert "We taught" not in page
    assert "Assessed by 2 assessors of Northlight Certification." in page
    found = report(Person(), award)
    assert found["verdict"] == "holds"
    assert parts(found) == [
        ("assess", "Northlight", "passed", "", None),
        ("certify", "Northlight", "passed", "", None),
    ]


def a_cohort_is_certified_by_sample(demo: Demo) -> None:
    cohort = Cohort.objects.get(name="Autumn group")
    works = Submission.objects.filter(cohort=cohort)
    assert works.count() == 12
    assert len(cohort.drawn) < 12
    for drawn, who in ((True, "Northlight"), (False, "Lumen")):
        work = next(one for one in works if (one.public_id in cohort.drawn) is drawn)
        holder = next(one for one in demo.learners if one.email == work.email)
        Person(holder).post(f"/c/{work.award}/answer", what="accept", visibility="public")
        page = Person().get(f"/c/{work.award}")
        assert "Certified by sample: Lumen Learning Services marked the cohort of 12;" in page
        assert parts(report(Person(), work.award)) == [
            ("teach", "Lumen", "passed", "", "holds"),
            ("assess", who, "passed", "", None),
            ("certify", "Northlight", "passed", "", None),
        ]


def a_right_is_withdrawn_and_page_report_map_and_bundle_say_so(demo: Demo, award: str, folder: Path) -> None:
    cert, accreditor = demo.institutions["cert"], demo.institutions["accreditor"]
    assert "rights were withdrawn" not in Person().get(f"/i/{cert}/network")
    renate = Person(demo.staff["renate.falk@meridian.example"])
    right = Right.objects.get(holder_did=by_public_id(cert).did, verb="certify", lowest=4, highest=6)
    before = renate.get(f"/o/{accreditor}/rights/{right.public_id}/withdraw")
    assert "What would break" in before
    renate.post(f"/o/{accreditor}/rights/{right.public_id}/withdraw", reason="The audit was not passed.")

    employer = Person(demo.staff["saskia.boon@harbour.example"])
    found = report(employer, award)
    assert found["verdict"] == "holds"
    assert parts(found)[2] == ("certify", "Northlight", "passed", "withdrawn later", None)
    for page in (employer.post("/verify", text=address(award)), Person().get(f"/c/{award}")):
        assert page.count("A right in the chain was withdrawn on") == 1
        assert "A right in the chain was withdrawn later; the award stood in a signed log before." in page
    assert "1 right was withdrawn." in Person().get(f"/i/{cert}/network")
    assert "The audit was not passed." in Person().get(f"/rights/{right.public_id}")
    bundle = employer.client.post("/verify.zip", {"text": address(award)}).content
    said = offline(folder, bundle)
    withdrawn = datetime.now(UTC).date().isoformat()
    assert f"the award stood in a signed log before. (withdrawn on {withdrawn})" in said

    waiting = Submission.objects.filter(stage="to_decide", cohort=None).order_by("pk")[0].public_id
    henrik = Person(demo.staff["henrik.dal@northlight.example"])
    refused = henrik.post(
        f"/o/{cert}/assess/work/{waiting}/decide", outcome="passed", reason="Both saw all of it."
    )
    assert "asks for a right to certify, and none of the institution covers it" in refused
    assert Submission.objects.get(public_id=waiting).award == ""
    logged = Entry.objects.filter(kind="network.AwardRefused").latest("pk").body
    assert demo.achievements[COURSE] in logged
    assert "withdrawn" in logged


def test_taught_by_one_certified_by_another_until_a_right_is_withdrawn(settings: Any, tmp_path: Path) -> None:
    settings.DEMO = True
    demo = build()
    award = certified(demo)
    it_is_verified_by_a_third(demo, award, tmp_path)
    a_worker_is_certified_by_assessment_only()
    a_cohort_is_certified_by_sample(demo)
    a_right_is_withdrawn_and_page_report_map_and_bundle_say_so(demo, award, tmp_path)
