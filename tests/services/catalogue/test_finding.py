from __future__ import annotations

import pytest
from django.test import Client
from tests import house
from tests.services.catalogue.test_offerings import NOW, offered

from microcred.platform.catalogue import finding, services

pytestmark = pytest.mark.django_db


def test_a_search_counts_each_facet_under_the_choices_in_the_others(client: Client) -> None:
    owner = house.person()
    at = house.institution(owner)
    achievement = house.published(owner, at)
    free = offered(owner, at, achievement, title="Free evenings", price="0", mode="onsite", place="Cork")
    offered(owner, at, achievement, title="=Paid days", price="150", mode="online")
    found = finding.find(text="", language="en", chosen={"mode": ["onsite"]})
    assert len(found.ids) == 1
    assert dict(found.counts["mode"]) == {"onsite": 1, "online": 1}
    assert dict(found.counts["price"]) == {"0": 1}
    assert len(finding.find(text="présenter", language="fr", chosen={}).ids) == 2
    assert len(finding.find(text="présenter public zzz", language="fr", chosen={}).ids) == 0
    page = client.get("/find", {"q": "evening", "mode": "onsite"})
    assert page.status_code == 200 and "Free evenings" in page.content.decode()
    assert client.get("/find", {"format": "json"}).json()["total"] == 2
    assert "'=Paid days" in client.get("/find", {"format": "csv"}).content.decode()
    assert client.get("/find/compare", {"o": [free]}).status_code == 200
    data = client.get(f"/find/{free}", headers={"accept": "application/ld+json"}).json()
    assert (data["@type"], data["offers"]["price"]) == ("Course", "0.00")
    assert "Cork" in client.get(f"/find/{free}").content.decode()
    services.close_offering(actor=owner, public_id=free, now=NOW)
    assert len(finding.find(text="", language="en", chosen={}).ids) == 1


@pytest.mark.parametrize("text", ['"', "' OR 1=1 --", "a:* & !b", "NEAR(", "*", "<script>", "\x00"])
def test_signs_of_a_query_language_are_no_words(client: Client, text: str) -> None:
    assert client.get("/find", {"q": text}).status_code == 200
