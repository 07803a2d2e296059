"""The feeds: page after page to the last row, each once, whatever comes or goes meanwhile."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from tests import house
from tests.services.catalogue.test_finding import COMING
from tests.services.catalogue.test_offerings import NOW, offered

from microcred.platform.catalogue import feeds, services

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, str, list[str]]:
    """Seven offerings of one micro-credential, and another that nothing leads to; three rows on a page."""
    monkeypatch.setattr(feeds, "EACH", 3)
    owner = house.person()
    at = house.institution(owner)
    one = house.published(owner, at)
    ids = [offered(owner, at, one, title=f"Run {n}", **COMING) for n in range(7)]
    alone = {**house.content().texts["en"].model_dump(), "name": "Something else"}
    house.published(owner, at, texts={"en": alone})
    return owner, at, ids


def pages(client: Client, form: str) -> Iterator[tuple[list[dict[str, Any]], Any]]:
    address: str | None = f"/find?format={form}"
    while address:
        answer = client.get(address)
        assert answer.status_code == 200
        link = re.match(r'<([^>]+)>; rel="next"', answer.headers.get("Link", ""))
        address = link.group(1).removeprefix("http://testserver") if link else None
        if form == "json":
            body = answer.json()
            assert body["total"] == 8
            assert (body["next"] or "").removeprefix("http://testserver") == (address or "")
            yield body["items"], body
        else:
            yield list(csv.DictReader(StringIO(answer.content.decode()))), answer


@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_next_addresses_lead_to_the_last_row_and_each_row_comes_once(
    client: Client, made: tuple[Any, str, list[str]], form: str
) -> None:
    found = [rows for rows, _ in pages(client, form)]
    assert [len(rows) for rows in found] == [3, 3, 2]
    titles = [row["title"] for rows in found for row in rows]
    assert titles == [*(f"Run {n}" for n in range(7)), "Something else"]
    last = found[-1][-1]
    assert (last["kind"], last["educator"], last["certifier"]) == ("micro-credential", "", "Alder College")
    assert all(tuple(row) == feeds.COLUMNS for rows in found for row in rows)
    assert found[0][0]["page"] == f"http://testserver/find/{made[2][0]}"


def test_what_is_closed_between_two_pages_moves_nothing(
    client: Client, made: tuple[Any, str, list[str]]
) -> None:
    owner, _, ids = made
    first = client.get("/find?format=json").json()
    services.close_offering(actor=owner, public_id=ids[0], now=NOW)
    services.close_offering(actor=owner, public_id=ids[2], now=NOW)
    second = client.get(first["next"].removeprefix("http://testserver")).json()
    assert [row["title"] for row in first["items"] + second["items"]] == [f"Run {n}" for n in range(6)]


def test_choices_and_words_stay_in_the_next_address(client: Client, made: tuple[Any, str, list[str]]) -> None:
    first = client.get("/find", {"format": "json", "q": "run", "kind": "assessed"}).json()
    assert first["total"] == 7
    assert {"q=run", "kind=assessed", "format=json"} <= set(first["next"].split("?")[1].split("&"))


@pytest.mark.parametrize("after", ["x", "!!!", "WzEsMl0", "eyJhIjoxfQ", "WyJhIiwiYiIsImMiXQ", "é"])
def test_a_place_that_no_feed_gave_is_refused(client: Client, after: str) -> None:
    assert client.get("/find", {"format": "json", "after": after}).status_code == 422


def test_an_empty_feed_still_names_its_columns(client: Client) -> None:
    text = client.get("/find", {"format": "csv", "q": "zzzz"}).content.decode()
    assert text.strip() == ",".join(feeds.COLUMNS)


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@x"])
def test_no_cell_is_a_formula(client: Client, title: str) -> None:
    owner = house.person()
    at = house.institution(owner)
    offered(owner, at, house.published(owner, at), title=title, **COMING)
    [row] = csv.DictReader(StringIO(client.get("/find?format=csv").content.decode()))
    assert row["title"] == f"'{title}"
