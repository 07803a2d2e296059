"""From parts to a qualification: pinned versions, confirmation, references to the parts, a withdrawn part."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import house
from tests.services.admissions.scene import NOW, Scene, entry, scene, stored

from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.addresses import achievement_address
from microcred.platform.awards.sheets.xlsx import write_workbook
from microcred.platform.credentials import queries as credentials
from microcred.platform.credentials.events import StatusChanged
from microcred.platform.institutions.errors import NotAllowed
from microcred.platform.institutions.queries import institution
from microcred.platform.journal.models import Mail
from microcred.platform.qualifications import queries, services
from microcred.platform.qualifications.errors import AlreadyAwarded, NotComplete
from microcred.platform.qualifications.mails import reopened

pytestmark = pytest.mark.django_db


def made(here: Scene, *, automatic: bool = False) -> str:
    gives = house.published(here.registrar, here.at, name="Speaker with figures", ects="5")
    parts = [
        {"kind": "micro-credential", "microCredential": achievement_address(one)}
        for one in (here.talk, here.data)
    ]
    found = services.new_qualification(
        actor=here.registrar,
        achievement=gives,
        now=NOW,
        parts={"requirement": {"kind": "all-of", "parts": parts}},
        automatic=automatic,
    )
    services.publish(actor=here.registrar, public_id=queries.qualification(found).book, now=NOW)
    return found


def awarded(here: Scene, learner: Account, one: str) -> tuple[str, str, str]:
    talk, _ = here.award(learner), here.award(learner, "data")
    progress = services.start(actor=learner, public_id=one, now=NOW)
    assert services.review(progress=progress, now=NOW) == "complete"
    return progress, services.confirm(actor=here.registrar, progress=progress, now=NOW), talk


def test_a_complete_one_is_awarded_after_a_person_confirms_and_names_its_parts() -> None:
    here, learner = scene(), house.person()
    one = made(here)
    progress, award, talk = awarded(here, learner, one)
    document = json.loads(stored(award))
    assert document["credentialSubject"]["achievement"]["name"] == "Speaker with figures"
    evidence = next(one for one in document["evidence"] if one.get("id", "").endswith(progress))
    assert f"/c/{talk}" in evidence["narrative"]
    titles = {title for _, title in queries.parts(progress).parts}
    assert titles == {"Presenting to an audience", "Analysing data"}
    with pytest.raises(AlreadyAwarded):
        services.confirm(actor=here.registrar, progress=progress, now=NOW)


def test_an_automatic_one_is_awarded_on_completion_once() -> None:
    here, learner = scene(), house.person()
    one = made(here, automatic=True)
    progress = services.start(actor=learner, public_id=one, now=NOW)
    here.award(learner)
    assert services.review(progress=progress, now=NOW) == "under_way"
    here.award(learner, "data")
    assert services.review(progress=progress, now=NOW) == "awarded"
    assert services.review(progress=progress, now=NOW) == "awarded"


def test_an_incomplete_one_and_a_stranger_award_nothing() -> None:
    here, learner = scene(), house.person()
    progress = services.start(actor=learner, public_id=made(here), now=NOW)
    with pytest.raises(NotComplete):
        services.confirm(actor=here.registrar, progress=progress, now=NOW)
    with pytest.raises(NotAllowed):
        services.confirm(actor=house.member(here.at, "Vera Blick", "viewer"), progress=progress, now=NOW)


def test_who_started_under_a_version_finishes_under_it() -> None:
    here, learner = scene(), house.person()
    one = made(here)
    progress = services.start(actor=learner, public_id=one, now=NOW)
    harder = {"id": "x", "version": 1, "title": "Harder", "requirement": entry(here.talk, 40)}
    book = queries.qualification(one).book
    services.save(actor=here.registrar, public_id=book, text=json.dumps(harder), now=NOW)
    services.publish(actor=here.registrar, public_id=book, now=NOW)
    here.award(learner)
    here.award(learner, "data")
    assert services.review(progress=progress, now=NOW) == "complete"
    later = house.person("Bo Berg")
    other = services.start(actor=later, public_id=one, now=NOW)
    assert queries.progress_of(later, one).version == 2  # type: ignore[union-attr]
    assert services.review(progress=other, now=NOW) == "under_way"


def test_a_withdrawn_part_reopens_the_question_tells_the_certifier_and_takes_nothing_away() -> None:
    here, learner = scene(), house.person()
    certifier = house.member(here.at, "Cora Tiefer", "certifier")
    progress, award, talk = awarded(here, learner, made(here))
    awards.revoke(actor=here.registrar, institution=here.at, public_ids=[talk], reason="Mixed up.", now=NOW)
    event = StatusChanged((talk,), "revoked", institution(here.at).id, NOW, None, "Mixed up.")
    services.hear_status_changed(event, now=NOW)
    services.hear_status_changed(event, now=NOW)
    (row,) = queries.cohort(certifier, here.at)
    assert row.stage == "reopened"
    assert credentials.status(award).state == "active"  # type: ignore[union-attr]
    (mail,) = Mail.objects.filter(kind="qualifications.reopened")
    assert reopened(mail.reference).to == certifier.email  # type: ignore[union-attr]
    services.keep(actor=certifier, progress=progress, now=NOW)
    assert queries.cohort(certifier, here.at)[0].stage == "awarded"
    assert reopened(mail.reference) is None


def as_csv(rows: list[list[str]]) -> bytes:
    return "\n".join(";".join(row) for row in rows).encode()


@pytest.mark.parametrize("written", [as_csv, write_workbook], ids=["CSV", "XLSX"])
def test_a_table_of_equivalences_becomes_rules_with_a_report(
    written: Callable[[list[list[str]]], bytes],
) -> None:
    here = scene()
    book = queries.qualification(made(here)).book
    table = written(
        [
            ["held", "counts as", "ECTS"],
            ["https://other.example/m/1", achievement_address(here.talk), "2"],
            ["https://other.example/m/2", achievement_address(here.talk), "-1"],
            ["", "", ""],
        ]
    )
    read = services.import_table(actor=here.registrar, public_id=book, data=table, now=NOW)
    assert (len(read.equivalences), [note.fault.code for note in read.notes]) == (1, ["negative"])
    draft = queries.book(here.registrar, book).draft
    assert draft is not None
    assert draft.rule.equivalences == read.equivalences


def test_the_pages_of_designer_learner_and_certifier() -> None:
    here, learner = scene(), house.person()
    one = made(here)
    client = Client()
    assert b"Sign in to see what you have" in client.get(f"/q/{one}").content
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    here.award(learner)
    assert b"1 of 2 parts met" in client.get(f"/q/{one}").content
    assert b"would be complete" in client.get(f"/q/{one}?take={here.data}").content
    client.post(f"/q/{one}/begin")
    here.award(learner, "data")
    assert b"to be confirmed" in client.get(f"/q/{one}").content
    staff = Client()
    staff.force_login(here.registrar, backend="django.contrib.auth.backends.ModelBackend")
    gives = house.published(here.registrar, here.at, name="Another")
    form = {"achievement": gives, "required": [here.talk], "electives": [here.data], "choose": "1"}
    answer = staff.post(f"/o/{here.at}/qualifications/new", form, follow=True)
    assert b'<svg class="map"' in answer.content
    assert answer.redirect_chain
    address = answer.redirect_chain[-1][0]
    assert b"Published" in staff.post(f"{address}/publish", follow=True).content
    book = queries.qualification(one).book
    file = SimpleUploadedFile("table.csv", b"held,counts as\na,b\n")
    assert b"1 of one row" in staff.post(f"/o/{here.at}/rules/{book}/table", {"table": file}).content
    (row,) = queries.cohort(here.registrar, here.at)
    answer = staff.post(
        f"/o/{here.at}/qualifications/", {"progress": row.public_id, "what": "confirm"}, follow=True
    )
    assert b"It is awarded." in answer.content
    assert Client().get(f"/q/parts/{row.public_id}").status_code == 200
    assert client.get("/q").status_code == 200


def test_next_steps_leave_out_electives_of_which_enough_are_held() -> None:
    here, learner = scene(), house.person()
    talk, data, spare, last = (
        {"kind": "micro-credential", "microCredential": achievement_address(one)}
        for one in (
            here.talk,
            here.data,
            house.published(here.registrar, here.at, name="Spare elective"),
            house.published(here.registrar, here.at, name="Still required"),
        )
    )
    electives = {"kind": "n-of", "n": 1, "parts": [talk, data, spare]}
    one = services.new_qualification(
        actor=here.registrar,
        achievement=house.published(here.registrar, here.at, name="Speaker"),
        now=NOW,
        parts={"requirement": {"kind": "all-of", "parts": [electives, last]}},
    )
    services.publish(actor=here.registrar, public_id=queries.qualification(one).book, now=NOW)
    client = Client()
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")

    def steps() -> str:
        page = client.get(f"/q/{one}").content.decode()
        return page.partition("Next steps")[2].partition("</ul>")[0]

    assert all(title in steps() for title in ("Spare elective", "Still required"))
    here.award(learner)
    assert "Still required" in steps()
    assert "Spare elective" not in steps()
