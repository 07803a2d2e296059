"""The registrar's page of credit, as it is read: filters, CSV, and what stands where nothing is used."""

from __future__ import annotations

import csv
import html
import io

import pytest
from django.test import Client
from tests.services.admissions.test_credit_steps import Used, used

pytestmark = pytest.mark.django_db


def signed_in(account: object) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


def text_of(client: Client, address: str) -> str:
    return html.unescape(client.get(address).content.decode())


def rows(at: Used, query: str) -> list[list[str]]:
    answer = signed_in(at.here.registrar).get(f"/o/{at.here.at}/credits.csv?{query}")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]


FILTERS = {
    "everything": ("", 1),
    "a part of the name": ("learner=sto", 1),
    "somebody else": ("learner=bruno", 0),
    "what is used": ("state=used", 1),
    "what is released": ("state=released", 0),
    "since the day": ("since=2026-05-14", 1),
    "since the day after": ("since=2026-05-15", 0),
    "until the day before": ("until=2026-05-13", 0),
}


@pytest.mark.parametrize(("query", "count"), FILTERS.values(), ids=FILTERS.keys())
def test_credit_is_filtered_alike_on_the_page_and_in_the_file(query: str, count: int) -> None:
    at = used()
    page = text_of(signed_in(at.here.registrar), f"/o/{at.here.at}/credits?{query}")
    assert len(rows(at, query)) == count
    assert page.count('/credits/1"') == count
    assert ("No credit is like this." in page) == (count == 0)


def test_the_file_has_the_learner_the_state_and_the_digest() -> None:
    at = used()
    ((line, learner, title, amount, programme, case, state, _since, _until, far, digest),) = rows(at, "")
    assert (line, learner, title, amount) == ("1", "Ida Storm", "Presenting to an audience", "2")
    assert (programme, case, state, far) == ("Bachelor of Care", at.case, "Used", "")
    assert len(digest) == 64


def test_where_nothing_is_used_the_page_says_what_will_stand_there_and_how_far_it_reaches() -> None:
    at = used()
    page = text_of(signed_in(at.here.other), f"/o/{at.here.elsewhere}/credits")
    assert "No credit is used here yet." in page
    assert "the 2 institutions that share the record: Alder College, Birch City College." in page


def test_a_case_of_another_institution_is_never_a_link() -> None:
    at = used()
    at.accept(at.propose())
    for who, own, other in (
        (at.here.registrar, at.here.at, at.there),
        (at.here.other, at.here.elsewhere, at.case),
    ):
        client = signed_in(who)
        for address in (f"/o/{own}/credits", f"/o/{own}/credits/2"):
            page = text_of(client, address)
            assert f"/cases/{other}" not in page
            for case in (at.case, at.there):
                if f"/o/{own}/cases/{case}" in page:
                    assert client.get(f"/o/{own}/cases/{case}").status_code == 200


def test_reasons_are_asked_for_beside_the_field() -> None:
    at = used()
    answer = signed_in(at.here.registrar).post(f"/o/{at.here.at}/credits/1/step", {"what": "release"})
    assert answer.status_code == 422
    assert 'id="release_reason_error"' in answer.content.decode()
