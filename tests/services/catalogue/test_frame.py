"""Which item of the navigation a page of the catalogue or of enrolments stands in."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests import house
from tests.services.catalogue.test_finding import COMING
from tests.services.catalogue.test_offerings import offered

pytestmark = pytest.mark.django_db
PAGES = {
    "the search": ("", "/find", "Find"),
    "an offering": ("", "/find/{offering}", "Find"),
    "side by side": ("", "/find/compare?o={offering}", "Find"),
    "a micro-credential": ("", "/m/{achievement}", "Find"),
    "own offerings": ("owner", "/o/{at}/offerings/", "Micro-credentials"),
    "a new offering": ("owner", "/o/{at}/offerings/new", "Micro-credentials"),
    "an own offering": ("owner", "/o/{at}/offerings/{offering}", "Micro-credentials"),
    "enrolments": ("owner", "/o/{at}/enrolments", "Micro-credentials"),
    "who is enrolled": ("owner", "/o/{at}/enrolments/{offering}", "Micro-credentials"),
    "own micro-credentials": ("owner", "/o/{at}/micro-credentials/", "Micro-credentials"),
    "your enrolments": ("learner", "/enrolments", "Your enrolments"),
}


@pytest.mark.parametrize(("who", "address", "item"), PAGES.values(), ids=PAGES)
def test_one_item_is_marked_as_where_one_is(client: Client, who: str, address: str, item: str) -> None:
    owner, learner = house.person(), house.person("Amina Diallo")
    at = house.institution(owner)
    achievement = house.published(owner, at)
    offering = offered(owner, at, achievement, **COMING)
    if who:
        client.force_login(owner if who == "owner" else learner)
    page = client.get(address.format(at=at, offering=offering, achievement=achievement)).content.decode()
    marked = re.findall(r'<a [^>]*aria-current="[a-z]+"[^>]*>([^<]+)</a>', page)
    assert [one.strip() for one in marked if one.strip() not in ("English", "Français")] == [item]
