"""The pages of programmes: for anybody, and for the registrar."""

from __future__ import annotations

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdfium2 import PdfDocument
from tests import house
from tests.services.admissions.scene import NOW, scene, stored

from microcred.platform.admissions import services
from microcred.platform.qualifications import queries
from microcred.platform.qualifications.holdings import holdings

pytestmark = pytest.mark.django_db


def signed_in(account: object) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


def text_of(answer: object) -> str:
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def test_a_visitor_drops_credentials_and_sees_what_would_count() -> None:
    here, learner = scene(), house.person()
    files = [
        SimpleUploadedFile(f"{name}.json", stored(here.award(learner, name))) for name in ("talk", "data")
    ]
    client = Client()
    assert "Bachelor of Care" in text_of(client.get("/programmes"))
    page = text_of(client.get(f"/programmes/{here.programme}"))
    assert "The micro-credential “Presenting to an audience”" in page
    answer = client.post(f"/programmes/{here.programme}", {"file": files})
    assert "This would give entry." in text_of(answer)
    assert "Nothing was stored" in text_of(answer)


def test_nothing_dropped_is_said_beside_the_field() -> None:
    here = scene()
    answer = Client().post(f"/programmes/{here.programme}", {})
    assert answer.status_code == 422
    assert "There is nothing to count yet." in text_of(answer)


def test_a_programme_that_is_not_open_is_not_there() -> None:
    here = scene(open=False)
    assert Client().get(f"/programmes/{here.programme}").status_code == 404


def test_the_editor_shows_words_traps_and_refuses_what_is_no_rule() -> None:
    here = scene()
    client = signed_in(here.registrar)
    assert "Bachelor of Care" in text_of(client.get(f"/o/{here.at}/rules/"))
    assert "Bachelor of Care" in text_of(client.get(f"/o/{here.at}/programmes/"))
    book = queries.of_institution(here.registrar, here.at)[0].public_id
    address = f"/o/{here.at}/rules/{book}"
    bad = '{"id": "x", "version": 1, "title": "T", "requirement": {"kind": "not-held", "where": {"fields": ["09"]}}}'
    assert "In words" in text_of(client.get(address))
    trap = bad.replace('"not-held", "where": {"fields": ["09"]}', '"group", "credits": 1')
    assert "It cannot be published like this" in text_of(client.post(address, {"what": "look", "body": trap}))
    answer = text_of(client.post(address, {"what": "save", "body": '{"id": 1}'}))
    assert "A part of this rule is not as the rule language has it." in answer
    client.post(address, {"what": "publish", "body": bad})
    assert "version 2" in text_of(client.get(f"/o/{here.at}/programmes/{here.programme}"))
    assert Client().get(f"/rules/{book}").status_code == 200


def test_the_examiner_reads_the_seven_questions_in_words_and_the_letter_says_who_decided() -> None:
    here, learner = scene(), house.person()
    here.award(learner)
    case = services.apply(
        actor=learner, programme=here.programme, read=holdings(learner, NOW), papers=(), now=NOW
    )
    page = text_of(signed_in(here.registrar).get(f"/o/{here.at}/cases/{case}"))
    for words in ("Supervised on site, identity verified", "Oral examination", "Quality-assured institution"):
        assert f"<dd>{words}</dd>" in page
    services.decide(actor=here.registrar, public_id=case, outcome="refused", reasons="Too little.", now=NOW)
    answer = signed_in(learner).get(f"/applications/{case}/1/letter.pdf")
    text = PdfDocument(answer.content)[0].get_textpage().get_text_bounded()
    assert "Decided by Rhea Strand" in text
    assert "You can appeal once" in text
