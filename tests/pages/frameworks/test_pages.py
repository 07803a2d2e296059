"""Skills are found, read, suggested and imported on pages that work without scripts."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.unit.skills.files import esco

from microcred.platform.frameworks.memory import Loaded
from microcred.platform.frameworks.models import CourseTable, Framework, ImportRun
from microcred.platform.journal.worker import run_due
from microcred.skills.own import own_framework

ADVERT = "You will negotiate contracts with suppliers, weld steel pipes and write technical reports."


def shown(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return html.unescape(re.sub(r"\s+", " ", answer.content.decode()))


def test_the_picker_answers_in_json_with_the_source(client: Client, loaded: Loaded) -> None:
    found = client.get("/skills/pick", {"q": "weld"}).json()
    assert found["results"] and all("weld" in hit["hit"].lower() for hit in found["results"])
    first = found["results"][0]
    assert first["framework"] == "Microcred" and first["url"].endswith(f"/skills/{first['id']}")
    assert found["credits"] == [own_framework().credit]


def test_the_picker_answers_htmx_with_a_list_and_a_form_with_boxes(client: Client, loaded: Loaded) -> None:
    plain = client.get("/skills/pick", {"q": "weld"}, headers={"HX-Request": "true"})
    assert "<li>" in shown(plain) and "checkbox" not in shown(plain) and "HX-Request" in plain["Vary"]
    page = shown(
        client.get("/skills/pick", {"q": "weld", "choose": "skills"}, headers={"HX-Request": "true"})
    )
    assert 'type="checkbox" name="skills" value="http://data.europa.eu/esco/skill/' in page


def test_another_loaded_language_is_found_and_shown(client: Client, loaded: Loaded) -> None:
    skill = next(each for each in own_framework().skills.values() if "fr" in each.labels)
    found = client.get("/skills/pick", {"q": skill.labels["fr"], "lang": "fr"}).json()
    assert found["results"][0]["label"] == skill.labels["fr"]
    english = client.get("/skills/pick", {"q": skill.labels["fr"], "lang": "en"}).json()
    assert english["results"][0]["label"] == skill.labels["en"]


def test_a_search_without_scripts_shows_the_same(client: Client, loaded: Loaded) -> None:
    page = shown(client.get("/skills", {"q": "weld"}))
    hits = client.get("/skills/pick", {"q": "weld"}).json()["results"]
    assert all(f'href="/skills/{hit["id"]}"' in page for hit in hits)
    assert own_framework().credit in page


@pytest.mark.parametrize("typed", ["", "zzzz", "<script>", "%", "a" * 5000, "\x00", "東京"])
def test_whatever_is_typed_gets_an_answer(client: Client, loaded: Loaded, typed: str) -> None:
    page = shown(client.get("/skills", {"q": typed}))
    assert "<script>" not in page.replace("<script src", "").split("<main")[1].split('value="')[0]
    assert client.get("/skills/pick", {"q": typed}).status_code == 200


def test_without_any_framework_the_pages_say_so(client: Client, db: None) -> None:
    assert "once the operator has imported" in shown(client.get("/skills"))
    assert "once the operator has imported" in shown(client.get("/occupations"))
    assert client.get("/skills/pick", {"q": "weld"}).json()["results"] == []


def test_every_skill_and_occupation_has_a_page(client: Client, loaded: Loaded) -> None:
    for address, number in loaded.skill_ids.items():
        assert loaded.everything.skill(address).label() in shown(client.get(f"/skills/{number}"))
    for address, number in loaded.occupation_ids.items():
        page = shown(client.get(f"/occupations/{number}"))
        assert loaded.everything.occupation(address).label() in page
        assert "Hard skills" in page and "Soft skills" in page and own_framework().credit in page
        assert "No graded soft profile" in page


@pytest.mark.parametrize("path", ["/skills/999999", "/occupations/999999"])
def test_what_is_not_there_is_404(client: Client, loaded: Loaded, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_text_brings_suggestions_with_its_words_and_the_ticked_ones_come_back(
    signed_in: Client, loaded: Loaded
) -> None:
    page = shown(signed_in.post("/skills/suggest", {"text": ADVERT}))
    offered = re.findall(r'name="skill" id="s\d+" value="([^"]+)"', page)
    assert offered and "<q>weld" in page
    answer = signed_in.post(
        "/skills/suggest", {"confirm": "yes", "skill": [offered[0], "https://nowhere.example"],
                            f"words {offered[0]}": "=weld"}
    )  # fmt: skip
    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["address"] for row in rows] == [offered[0]]
    assert rows[0]["words"] == "'=weld"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "This field is required."), ("12345 67", "No words could be read"), ("x" * 400_001, "at most")],
)
def test_a_text_that_cannot_be_read_is_told_beside_the_field(
    signed_in: Client, loaded: Loaded, text: str, sentence: str
) -> None:
    assert sentence in shown(signed_in.post("/skills/suggest", {"text": text}))


def test_a_table_of_courses_becomes_one_table_to_confirm(
    signed_in: Client, loaded: Loaded, now: datetime
) -> None:
    table = f'code,title,description\nW1,Welding,"{ADVERT}"\nX1,,—\n'
    answer = signed_in.post("/skills/courses", {"table": SimpleUploadedFile("courses.csv", table.encode())})
    address = answer["Location"]
    assert "data-poll" in shown(signed_in.get(address))
    run_due(now)
    page = shown(signed_in.get(address))
    assert "2 courses were read. For 1 of them no skill was recognised." in page
    keys = re.findall(r'name="skill" value="(\d+-\d+)"', page)
    answer = signed_in.post(address, {"skill": keys[:2]})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["code"], row["title"]) for row in rows] == [("W1", "Welding")] * 2
    assert all(row["words"] and row["address"] for row in rows)


def test_hundreds_of_courses_are_confirmed_page_by_page_as_one_table(
    signed_in: Client, loaded: Loaded, now: datetime
) -> None:
    number = 900
    rows = [f'C{at},Course {at},"{ADVERT}"' for at in range(number)]
    rows[5] = (
        'C5,Schweißen,"' + "Sie schweißen Rohre aus Stahl und leiten nachts eine kleine Gruppe. " * 8 + '"'
    )
    rows += ["C901,,"]
    table = "code,title,description\n" + "\n".join(rows)
    sent = SimpleUploadedFile("courses.csv", table.encode())
    address = signed_in.post("/skills/courses", {"table": sent})["Location"]
    run_due(now)
    first, taken = address, 0
    while True:
        answer = signed_in.get(address)
        assert len(answer.content) < 120_000
        keys = re.findall(r'name="skill" value="(\d+-\d+)"', shown(answer))
        taken += len(keys)
        answer = signed_in.post(address, {"skill": keys, "go": "on"})
        if answer.status_code == 200:
            break
        address = answer["Location"]
    sheet = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(sheet) == taken > 5_000
    assert len({row["code"] for row in sheet}) >= number - 1
    page = shown(signed_in.get(first))
    assert "900 courses were read." in page
    assert "Row 901: A value that is needed is empty." in page
    assert "This text seems to be in a language that is not loaded here." in page
    keys = re.findall(r'name="skill" value="(\d+-\d+)" checked', page)
    signed_in.post(first, {"skill": keys[1:], "go": "on"})
    sheet = list(csv.DictReader(io.StringIO(signed_in.post(address, {}).content.decode("utf-8-sig"))))
    left = len(re.findall(r'name="skill" value="', shown(signed_in.get(address))))
    assert len(sheet) == taken - 1 - left
    assert "courses.csv</bdi></a>" in shown(signed_in.get("/skills/courses"))


@pytest.mark.parametrize("table", ["", "name\nx\n", "title,description\n"])
def test_a_table_that_cannot_be_read_is_told_beside_the_field(
    signed_in: Client, loaded: Loaded, table: str
) -> None:
    sent = SimpleUploadedFile("courses.csv", table.encode())
    page = shown(signed_in.post("/skills/courses", {"table": sent}))
    assert 'id="id_table_error"' in page and not CourseTable.objects.exists()


def test_a_table_is_its_author_s(signed_in: Client, operator: Any, loaded: Loaded, now: datetime) -> None:
    table = CourseTable.objects.create(author=operator.pk, name="a", asked_at=now, courses=[], report={})
    assert signed_in.get(f"/skills/courses/{table.pk}").status_code == 404


def archive(tmp_path: Path) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(file.name, file.data) for file in esco()]


def test_an_operator_imports_with_a_dry_run_first(operating: Client, now: datetime, tmp_path: Path) -> None:
    sent = {"release": "1.1.1", "dry_run": "on"}
    address = operating.post("/skills/import", {**sent, "sources": archive(tmp_path)})["Location"]
    assert "The files are being read" in shown(operating.get(address))
    run_due(now)
    page = shown(operating.get(address))
    assert "What would change" in page and "8 skills, 2 occupations, 3 relations" in page
    assert not Framework.objects.exists()
    address = operating.post("/skills/import", {"release": "1.1.1", "sources": archive(tmp_path)})["Location"]
    run_due(now)
    assert "<h1>Imported</h1>" in shown(operating.get(address))
    assert "This service uses the ESCO classification" in shown(operating.get("/skills/import"))
    assert not list((tmp_path / "imports").iterdir())


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("skills_en.csv", b"conceptUri,label\n", "This part was refused"),
        ("ours.csv", b"label\nweld\n", "This framework has no name yet."),
        ("a.zip", b"PK\x03\x04 no archive", "These framework files cannot be opened."),
        ("../../a.png", b"\x89PNG", "None of these files is a framework"),
    ],
)
def test_what_cannot_be_imported_is_told_with_the_remedy(
    operating: Client, now: datetime, name: str, data: bytes, sentence: str
) -> None:
    sent = {"sources": [SimpleUploadedFile(name, data)], "release": "1", "name": ""}
    if name == "skills_en.csv":
        sent["sources"].append(SimpleUploadedFile("occupations_en.csv", b"conceptUri,preferredLabel\n"))
    address = operating.post("/skills/import", sent)["Location"]
    run_due(now)
    page = shown(operating.get(address))
    assert "Nothing was imported" in page and sentence in page
    assert ImportRun.objects.get().finished_at is not None


@pytest.mark.parametrize("path", ["/skills/import", "/skills/import/x", "/skills/import/x/progress"])
def test_only_operators_import(signed_in: Client, path: str) -> None:
    assert signed_in.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/skills/import", "/skills/suggest", "/skills/courses"])
def test_strangers_are_asked_to_sign_in(client: Client, db: None, path: str) -> None:
    assert client.get(path)["Location"].startswith("/accounts/login/")
