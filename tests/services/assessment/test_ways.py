"""The ways of a learner: five items above, and at the foot what else is their own."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import house

pytestmark = pytest.mark.django_db
OWN = ("/enrolments", "/assessments/", "/q", "/applications")


def signed_in(account: object) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


@pytest.mark.parametrize("page", ["/home", *OWN])
def test_each_page_of_a_learner_leads_to_all_that_is_their_own(page: str) -> None:
    shown = signed_in(house.person("Ann")).get(page).content.decode()
    foot = shown.partition('<footer class="foot">')[2]
    for one in OWN:
        assert f'href="{one}"' in foot, one
    above = shown.partition("<header")[2].partition("</header>")[0]
    assert above.count("<nav") == 1
    assert above.partition("<nav")[2].partition("</nav>")[0].count("<a ") == 5


@pytest.mark.parametrize("page", ["/home", *OWN])
def test_who_acts_for_an_institution_has_the_learners_items_there_and_the_way_back(page: str) -> None:
    owner = house.person()
    at = house.institution(owner)
    client = signed_in(owner)
    shown = client.get(page).content.decode()
    assert 'href="/skills-held"' in shown
    assert "Alder College" in shown.partition('<footer class="foot">')[2]
    settings = client.get(f"/o/{at}/assess/").content.decode()
    assert 'href="/applications"' not in settings
