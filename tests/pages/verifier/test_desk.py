"""The desk's pages: a run from start to the files that are taken away."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.pages.verifier import site
from tests.unit.vc.examine import institution as college

from microcred.platform.verifier.desk.export import safe

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


def test_links_ask_before_anything_goes_out(client: Client, elsewhere: site.Elsewhere) -> None:
    given: dict[str, Any] = {"text": elsewhere.address("/badge")}
    html = client.get(client.post("/desk", given)["Location"]).content.decode()
    assert "this would tell the issuer" in html
    assert elsewhere.seen == []
