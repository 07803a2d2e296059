"""Pages of plans and openings as they are without scripts; and a CV that cannot be read, on its page."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import house
from tests.services.careers.test_plans import DRAWINGS, SAFETY, TABLE, aim, award, three

from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.careers import queries, services
from microcred.platform.frameworks.services import load_own_framework
from microcred.skills.plan.plan import Aim

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
CV = "/plan/start/text"
GERMAN = (
    "Ich arbeite seit zwölf Jahren als Schweißer in einer Werft und leite seit drei Jahren eine kleine Gruppe. "
    "Davor habe ich Stahlbau gelernt und auf vielen Baustellen gearbeitet, oft nachts und im Winter. "
    "Zeichnungen lese ich sicher, und auf die Sicherheit der anderen achte ich immer sehr genau."
)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def learner() -> Client:
    load_own_framework(now=NOW)
    return signed_in(house.person("Marek Sobol"))


def scanned(pages: int) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(300, 300)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("cv.pdf", scanned(200), "This document is too long to be read: at most fifty pages are."),
        ("cv.pdf", scanned(2), "This document is a picture; no words could be read from it."),
        (
            "cv.png",
            b"\x89PNG\r\n\x1a\n" + bytes(40),
            "This document is a picture; no words could be read from",
        ),
        ("cv.txt", GERMAN.encode(), "This text seems to be in a language that is not loaded here."),
        ("cv.zip", b"PK\x03\x04" + bytes(40), "This file cannot be read here."),
    ],
    ids=["of 200 pages", "scanned", "a picture", "in German", "an archive"],
)
def test_a_cv_that_cannot_be_read_is_told_so_on_its_page(
    learner: Client, name: str, given: bytes, sentence: str
) -> None:
    answer = learner.post(CV, {"file": SimpleUploadedFile(name, given)})
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert sentence in shown
    assert 'name="skill"' not in shown


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        ("I weld. " * 75_000, "This text is too long to be read in one piece."),
        (GERMAN, "This text seems to be in a language that is not loaded here."),
        ("2011 - 2019 / 4 + 4", "No words could be read from this text."),
    ],
    ids=["of 200 pages", "in German", "without words"],
)
def test_pasted_words_that_cannot_be_read_are_told_so(learner: Client, pasted: str, sentence: str) -> None:
    assert sentence in learner.post(CV, {"text": pasted}).content.decode()


def test_without_scripts_an_employer_searches_skills_and_keeps_what_is_written_and_ticked() -> None:
    load_own_framework(now=NOW)
    owner = house.person("Saskia Boon")
    employer = house.institution(owner, "Harbour Logistics")
    client = signed_in(owner)
    address = f"/o/{employer}/openings/new"
    form = {"publish": "yes", "title": "Roofer", "until": "2099-01-01"}
    found = client.post(address, {**form, "find": "yes", "q": "engineering draw"}).content.decode()
    assert 'value="Roofer"' in found
    assert f'value="{DRAWINGS}">' in found
    ticked = {"skill": [DRAWINGS], f"level {DRAWINGS}": "4"}
    more = client.post(address, {**form, **ticked, "find": "yes", "q": "health and safety"}).content.decode()
    assert f'value="{DRAWINGS}" checked' in more
    assert f'value="{SAFETY}">' in more
    both = {"skill": [DRAWINGS, SAFETY], f"level {DRAWINGS}": "4", f"optional {SAFETY}": "yes"}
    published = client.post(address, {**form, **both})
    assert published.status_code == 302
    (opening,) = queries.of_institution(owner, employer, NOW)
    assert [(one.skill, one.level, one.essential) for one in opening.wanted] == [
        (DRAWINGS, 4, True),
        (SAFETY, None, False),
    ]


def test_a_search_that_finds_nothing_says_so_and_publishes_nothing() -> None:
    load_own_framework(now=NOW)
    owner = house.person("Saskia Boon")
    employer = house.institution(owner, "Harbour Logistics")
    form = {"publish": "yes", "title": "Roofer", "until": "2099-01-01", "find": "yes", "q": "zzzz"}
    answer = signed_in(owner).post(f"/o/{employer}/openings/new", form)
    assert "No skill has a word that begins with" in answer.content.decode()
    assert queries.of_institution(owner, employer, NOW) == []


def test_a_followed_plan_opens_the_credential_with_which_a_step_was_shown() -> None:
    load_own_framework(now=NOW)
    services.load_offerings(name="here", body=TABLE, now=NOW)
    learner = house.person("Chloé Lefèvre")
    aim(learner)
    plan = three(learner)[Aim.CHEAPEST]
    followed = services.adopt(actor=learner, found=[plan], key=plan.key, now=NOW)
    client = signed_in(learner)
    before = client.get(f"/plan/{followed}").content.decode()
    arrived = award(learner, DRAWINGS, 4)
    awards.accept(actor=learner, public_id=arrived, now=NOW)
    services.follow(actor=learner, now=NOW)
    after = client.get(f"/plan/{followed}").content.decode()
    assert f"0 of {len(plan.steps)} steps are done." in before
    assert f"1 of {len(plan.steps)} steps are done." in after
    assert arrived not in before
    assert arrived in after


def test_a_list_of_skills_of_one_s_own_is_searched_and_becomes_the_goal(learner: Client) -> None:
    address = "/plan/target/list"
    found = learner.post(address, {"name": "Roofs", "find": "yes", "q": "engineering draw"}).content.decode()
    assert 'value="Roofs"' in found
    assert f'value="{DRAWINGS}">' in found
    assert "No skill was chosen yet." in learner.post(address, {"name": "Roofs"}).content.decode()
    answer = learner.post(address, {"name": "Roofs", "skill": [DRAWINGS], f"level {DRAWINGS}": "4"})
    assert answer.status_code == 302
    gap = learner.get("/plan").content.decode()
    assert "Roofs" in gap
    assert "read engineering drawings" in gap
    assert "4 wanted" in gap
