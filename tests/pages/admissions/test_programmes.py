"""The pages of programmes: for anybody, and for the registrar."""

from __future__ import annotations

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import house
from tests.services.admissions.scene import scene, stored

from microcred.platform.qualifications import queries

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
