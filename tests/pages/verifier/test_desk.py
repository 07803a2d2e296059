"""The desk's pages: a run from start to the files that are taken away."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import gettext, override
from tests.pages.verifier import site
from tests.properties import seeds
from tests.unit.vc.examine import institution as college

from microcred.platform.verifier.desk.export import safe
from microcred.vc.report import PART
from microcred.vc.verdicts import Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(client: Client, own: site.Own, elsewhere: site.Elsewhere) -> str:
    """A run with three credentials, its address."""
    evil = elsewhere.signed(recipient=college.Recipient(name='=HYPERLINK("https://evil.example")'))
    files = {"own.json": own.body, "evil.json": evil, "bad.json": site.tampered(own.body)}
    given = {
        "files": [SimpleUploadedFile(name, data) for name, data in files.items()],
        "skills": "Structure a talk\nWelding",
    }
    answer = client.post("/desk", given)
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    return str(answer["Location"])


def test_people_are_shown_with_what_needs_a_look_on_top(client: Client, run: str) -> None:
    html = client.get(run).content.decode()
    assert "3 people, 1 with a credential that holds, 1 to look at." in html
    assert html.index("Not genuine or changed") < html.index("Máire Ní Bhriain")
    assert "Structure a talk" in html


def test_names_can_be_hidden_on_the_page_and_in_the_files(client: Client, run: str) -> None:
    for path in (f"{run}?names=hidden", *(f"{run}/{one}?names=hidden" for one in FILES)):
        text = client.get(path).content.decode()
        assert "Bhriain" not in text
        assert "own.json" not in text
    assert "Person 1" in client.get(f"{run}?names=hidden").content.decode()


FILES = ("people.csv", "credentials.csv", "report.json")


def test_a_spreadsheet_runs_nothing_of_it(client: Client, run: str) -> None:
    for name in FILES[:2]:
        text = client.get(f"{run}/{name}").content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) == 4
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
        assert "evil.example" in text


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", " =1", "\r=1"])
def test_formulas_are_made_harmless(cell: str) -> None:
    assert safe(cell).startswith("'")
    assert safe("plain") == "plain"


def test_people_are_filtered_and_ordered(client: Client, run: str) -> None:
    html = client.get(run, {"show": "holds", "order": "name"}).content.decode()
    assert "Máire Ní Bhriain" in html
    assert "evil.example" not in html
    assert "Nobody here with this choice." in client.get(run, {"skill": "Welding"}).content.decode()


def test_people_are_filtered_by_verdict_and_by_skill(client: Client, run: str) -> None:
    html = client.get(run, {"show": "not-genuine"}).content.decode()
    assert "Presenting to every audience" in html
    assert html.count('<th scope="row">') == 1
    html = client.get(run, {"skill": "Structure a talk"}).content.decode()
    assert "Máire Ní Bhriain" in html
    assert "Presenting to every audience" not in html
    assert "<option selected>Structure a talk</option>" in html


def test_a_part_is_called_a_part_on_the_page_and_in_the_files(client: Client, own: site.Own) -> None:
    files = {"whole.json": own.body, "part.json": seeds.data_integrity()["ecdsa-sd-2023, a part"]}
    given = {"files": [SimpleUploadedFile(name, data) for name, data in files.items()]}
    at = client.post("/desk", given)["Location"]
    html = client.get(at).content.decode()
    assert html.count("a part of a credential</span>") == html.count(PART) == 1
    rows = [
        row for person in client.get(f"{at}/report.json").json()["people"] for row in person["credentials"]
    ]
    assert [(row["file"], row["part"], row["notes"]) for row in rows] == [
        ("whole.json", False, []),
        ("part.json", True, [PART]),
    ]
    text = client.get(f"{at}/credentials.csv").content.decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert [(row["File"], row["A part only"], row["Notes"]) for row in table] == [
        ("whole.json", "0", ""),
        ("part.json", "1", PART),
    ]


def test_what_is_no_credential_is_called_so(client: Client, own: site.Own) -> None:
    at = client.post("/desk", {"files": [SimpleUploadedFile("letter.txt", b"Dear Sir or Madam")]})["Location"]
    html = client.get(at).content.decode()
    assert "Not a credential" in html
    assert "Not a credential" in client.get(f"{at}/credentials.csv").content.decode()


def test_the_sheet_speaks_the_language_of_the_reader(client: Client, run: str) -> None:
    client.get(run)
    text = client.get(f"{run}/credentials.csv", headers={"accept-language": "fr"}).content.decode()
    with override("fr"):
        word = gettext(Verdict.NOT_GENUINE.word)
    assert word != Verdict.NOT_GENUINE.word
    assert word in text
    assert Verdict.NOT_GENUINE.word not in text


def test_many_people_stand_on_pages_or_on_one(client: Client, own: site.Own) -> None:
    sheet = "name,link\n" + "".join(f"Person of the sheet {n:02},\n" for n in range(60))
    at = client.post("/desk", {"files": [SimpleUploadedFile("people.csv", sheet.encode())]})["Location"]
    first = client.get(at).content.decode()
    assert ("1 to 50 of 60" in first, first.count('<th scope="row">')) == (True, 50)
    assert "This paper has people 1 to 50 of 60." in first
    whole = client.get(at, {"size": "all", "names": "hidden"}).content.decode()
    assert ("1 to 50 of 60" in whole, whole.count('<th scope="row">')) == (False, 60)
    assert "Person of the sheet" not in whole


def test_nothing_usable_is_said_with_the_way_on(client: Client) -> None:
    at = client.post("/desk", {"files": [SimpleUploadedFile("notes.csv", b"a,b\n1,2\n")]})["Location"]
    html = client.get(at).content.decode()
    assert "Nothing of what was given could be checked." in html
    assert "notes.csv" in html
    assert "Give something else" in html
    assert "<table" not in html


def test_a_signed_in_person_finds_their_runs_again_and_nobody_elses(client: Client, own: site.Own) -> None:
    given = {"files": [SimpleUploadedFile("a.json", own.body)]}
    assert client.post("/desk", given)["Location"] not in client.get("/desk").content.decode()
    client.force_login(own.owner)
    at = client.post("/desk", {"files": [SimpleUploadedFile("a.json", own.body)]})["Location"]
    html = client.get("/desk").content.decode()
    assert html.count('href="/desk/') == 1
    assert f'href="{at}"' in html
    assert "1 of 1 checked" in html
    client.post(f"{at}/forget")
    assert "The results were deleted." in (gone := client.get("/desk").content.decode())
    assert 'href="/desk/' not in gone


def test_progress_is_told_and_ends(client: Client, run: str) -> None:
    html = client.get(f"{run}/progress").content.decode()
    assert "3 of 3 checked" in html
    assert "data-poll" not in html


def test_results_are_deleted_when_asked(client: Client, run: str) -> None:
    assert client.post(f"{run}/forget").status_code == 302
    assert client.get(run).status_code == 404


def test_nothing_given_is_said(client: Client) -> None:
    answer = client.post("/desk", {"text": ""})
    assert answer.status_code == 422
    assert "There is nothing to check yet." in answer.content.decode()


@pytest.mark.parametrize(("length", "offered"), [(299, True), (300, False)])
def test_only_a_link_that_is_kept_whole_is_offered_again(
    client: Client, db: None, length: int, offered: bool
) -> None:
    link = "https://college.example/".ljust(length, "a")
    html = client.get(client.post("/desk", {"text": link})["Location"]).content.decode()
    assert ("/verify?address=" in html) is offered


def test_links_ask_before_anything_goes_out(client: Client, elsewhere: site.Elsewhere) -> None:
    given: dict[str, Any] = {"text": elsewhere.address("/badge")}
    html = client.get(client.post("/desk", given)["Location"]).content.decode()
    assert "</span>Not checked: this would tell the issuer</span>" in html
    assert Verdict.UNCHECKED.word not in html.partition("<table")[2]
    assert "/verify?address=http%3A%2F%2F127.0.0.1" in html
    assert elsewhere.seen == []
