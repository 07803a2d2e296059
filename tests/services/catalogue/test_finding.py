from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import house
from tests.services.catalogue.test_offerings import NOW, offered, terms

from microcred.platform.accounts.models import Account
from microcred.platform.catalogue import finding, queries, services
from microcred.platform.catalogue.finding import Found
from microcred.platform.catalogue.finding.memory import FEW, Memory
from microcred.platform.catalogue.services import publish

pytestmark = pytest.mark.django_db
COMING = {
    "starts_on": f"{timezone.localdate().year + 1}-03-02",
    "ends_on": f"{timezone.localdate().year + 1}-04-26",
    "apply_by": None,
}
"""Open whatever day it is."""


@pytest.fixture
def college() -> tuple[Account, str, str]:
    owner = house.person()
    at = house.institution(owner)
    return owner, at, house.published(owner, at)


def find(**asked: Any) -> Found:
    return finding.find(now=NOW, **asked)


def names(found: Found) -> list[str]:
    offerings = queries.offerings_by_id([one for one in found.items if one > 0])
    alone = queries.published_by_id([-one for one in found.items if one < 0])
    return [offerings[one].name if one > 0 else alone[-one].content.name for one in found.items]


def test_a_search_counts_each_facet_under_the_choices_in_the_others(
    client: Client, college: tuple[Account, str, str]
) -> None:
    free = offered(*college, title="Free evenings", price="0", mode="onsite", place="Cork", **COMING)
    offered(*college, title="=Paid days", price="150", mode="online", **COMING)
    found = find(chosen={"mode": ["onsite"]})
    assert names(found) == ["Free evenings"]
    assert dict(found.counts["mode"]) == {"onsite": 1, "online": 1}
    assert dict(found.counts["price"]) == {"0": 1}
    page = client.get("/find", {"q": "evening", "mode": "onsite"})
    assert page.status_code == 200 and "Free evenings" in page.content.decode()
    assert "Cork" in client.get(f"/find/{free}").content.decode()
    services.close_offering(actor=college[0], public_id=free, now=NOW)
    assert names(find()) == ["=Paid days"]


TEXTS = {
    "en": house.content().texts["en"].model_dump(),
    "fr": {"name": "Présenter devant un public", "description": "Des exposés qui portent."},
    "da": {"name": "At holde oplæg", "description": "Foredrag på dansk for små forsamlinger."},
}
IN_EVERY_LANGUAGE = {
    "the title, in the page's language": ("présenter", "fr"),
    "the title in another": ("présenter", "en"),
    "without its accents": ("presenter", "en"),
    "an English title on a French page": ("presenting audience", "fr"),
    "a description in a third language": ("foredrag forsamlinger", "fr"),
    "the first letters of a word": ("forsaml", "en"),
    "a skill": ("public presentations", "fr"),
    "who teaches": ("alder college", "fr"),
    "the offering's own title, in its language": ("abendkurs", "en"),
    "words of the offering and of the micro-credential": ("abendkurs oplæg", "en"),
}


@pytest.mark.parametrize(("text", "language"), IN_EVERY_LANGUAGE.values(), ids=IN_EVERY_LANGUAGE)
def test_it_is_found_by_its_words_in_every_language_it_has(text: str, language: str) -> None:
    owner = house.person()
    at = house.institution(owner)
    offered(owner, at, house.published(owner, at, texts=TEXTS), title="Abendkurs", language="de")
    assert names(find(text=text, language=language)) == ["Abendkurs"]
    assert names(find(text=f"{text} zzz", language=language)) == []


def test_what_has_the_words_in_the_pages_language_comes_first() -> None:
    owner = house.person()
    at = house.institution(owner)
    english = {"en": {**TEXTS["en"], "name": "Public speaking"}}
    both = {**english, "fr": {"name": "Discours public"}}
    offered(
        owner,
        at,
        house.published(owner, at, texts=english),
        title="In English, earlier",
        starts_on="2026-03-01",
    )
    offered(
        owner, at, house.published(owner, at, texts=both), title="In French, later", starts_on="2026-03-09"
    )
    said = [names(find(text="public", language=one)) for one in ("en", "fr")]
    assert said == [
        ["In English, earlier", "In French, later"],
        ["In French, later", "In English, earlier"],
    ]


def test_a_micro_credential_without_an_open_offering_is_found_too_and_says_so(
    client: Client, college: tuple[Account, str, str]
) -> None:
    owner, _, achievement = college
    found = find(text="audience")
    assert names(found) == ["Presenting to an audience"] and dict(found.counts["kind"]) == {"alone": 1}
    assert dict(found.counts["certifier"]) == {"Alder College": 1} and found.counts["educator"] == []
    page = client.get("/find").content.decode()
    assert f'href="/m/{achievement}"' in page and "Micro-credential, no offering now" in page
    made = offered(*college, title="Evenings", **COMING)
    assert names(find()) == ["Evenings"]
    services.close_offering(actor=owner, public_id=made, now=NOW)
    assert names(find()) == ["Presenting to an audience"]
    services.retire(actor=owner, public_id=achievement, now=NOW)
    assert names(find()) == []


def test_the_days_alone_close_an_offering_and_bring_back_what_it_leads_to(
    college: tuple[Account, str, str],
) -> None:
    offered(*college, title="Evenings", apply_by=date(2026, 2, 20))
    days = (NOW, NOW.replace(month=3), NOW)
    assert [names(finding.find(now=day)) for day in days] == [
        ["Evenings"],
        ["Presenting to an audience"],
        ["Evenings"],
    ]


def test_a_change_is_found_and_counted_like_what_is_read_anew(
    college: tuple[Account, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, at, achievement = college
    made = [offered(*college, title=f"Run {n}", price=str(n * 90), place="Cork") for n in range(4)]
    find()
    services.close_offering(actor=owner, public_id=made[0], now=NOW)
    services.edit_offering(
        actor=owner,
        public_id=made[1],
        terms=terms(title="Run 1, moved", place="Lyon", mode="onsite"),
        now=NOW,
    )
    services.new_version(actor=owner, public_id=achievement, now=NOW)
    draft = queries.achievement(owner, achievement)[0]
    services.edit(
        actor=owner,
        public_id=achievement,
        content=house.content(eqf_level=6, stackability="standalone"),
        revision=draft.revision,
        now=NOW,
    )
    publish(actor=owner, public_id=achievement, now=NOW)
    house.published(owner, at, texts={"en": {**TEXTS["en"], "name": "Something else"}})
    turned = find()
    monkeypatch.setattr("microcred.platform.catalogue.finding.searching._memory", Memory())
    monkeypatch.setattr("microcred.platform.catalogue.finding.memory.FEW", -1)
    assert FEW > 4 and find() == turned
    assert dict(turned.counts["place"]) == {"Cork": 2, "Lyon": 1}
    assert dict(turned.counts["level"]) == {"6": 3, "5": 1}


@pytest.mark.parametrize("text", ['"', "' OR 1=1 --", "a:* & !b", "NEAR(", "*", "<script>", "\x00"])
def test_signs_of_a_query_language_are_no_words(client: Client, text: str) -> None:
    assert client.get("/find", {"q": text}).status_code == 200
