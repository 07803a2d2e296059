"""Who could certify what I teach, and what would break if one right ended: as a person at the pages sees it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests import house
from tests.services.catalogue.test_offerings import terms

from microcred.platform.accounts.models import Account
from microcred.platform.catalogue import services as catalogue
from microcred.platform.institutions.access import by_public_id
from microcred.platform.network import services, words
from microcred.platform.network.forms import branches
from microcred.platform.network.scope import Branch, Scope
from microcred.platform.network.scope.branches import ISCED_F

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC).replace(microsecond=0)
PERSONAL = Branch(f"{ISCED_F}0031", "personal skills")
TALKS = Scope("certify", NOW - timedelta(days=1), NOW + timedelta(days=900), (PERSONAL,), 5, 5, passes_on=1)


@dataclass
class Web:
    """An accreditor, a body and a college with something that is awarded only under a right."""

    ida: Account
    accreditor: str
    body: str
    college: str
    design: str
    client: Client

    def give(self, holder: str, scope: Scope = TALKS, giver: str = "", rests_on: str = "") -> str:
        return services.give(
            actor=self.ida,
            giver=giver or self.accreditor,
            holder=holder,
            scope=scope,
            rests_on=rests_on,
            now=NOW,
        )

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.status_code
        return unescape(answer.content.decode())

    def breaks(self, right: str) -> str:
        """What the page of the withdrawal says would break."""
        page = self.page(f"/o/{self.accreditor}/rights/{right}/withdraw")
        return page.partition("What would break")[2].partition("<form")[0]


@pytest.fixture
def web() -> Web:
    ida = house.person()
    accreditor, body, college = (house.institution(ida, name) for name in ("Anchor", "Body", "College"))
    services.list_accreditor(actor=None, did=by_public_id(accreditor).did, name="Anchor", now=NOW)
    design = house.published(ida, college, name="Talks that land", requires_accreditation=True)
    house.published(ida, college, name="Needs no right")
    client = Client()
    client.force_login(ida, backend="django.contrib.auth.backends.ModelBackend")
    return Web(ida, accreditor, body, college, design, client)


def test_what_could_be_awarded_no_more_is_named_with_its_institution(web: Web) -> None:
    right = web.give(web.college)
    said = web.breaks(right)
    assert f'href="/m/{web.design}"><bdi>Talks that land</bdi>' in said
    assert "Needs no right" not in said
    assert "Left without any right of this kind: <strong>College</strong>" in said
    assert "Talks that land" in web.page(f"/rights/{right}").partition("If it ended")[2]


def test_what_another_right_covers_too_does_not_break(web: Web) -> None:
    right = web.give(web.college)
    web.give(web.college, replace(TALKS, lowest=1, highest=8))
    said = web.breaks(right)
    assert "Talks that land" not in said
    assert "Nobody would be left without a right of this kind." in said


def test_what_rests_on_a_right_that_was_passed_on_breaks_with_the_one_above(web: Web) -> None:
    above = web.give(web.body)
    web.give(web.college, replace(TALKS, passes_on=0, starts=NOW), giver=web.body, rests_on=above)
    said = web.breaks(above)
    assert "Talks that land" in said
    assert "Body, College" in said


def test_who_teaches_asks_for_certifiers_of_just_that(web: Web) -> None:
    made = catalogue.draft_offering(
        actor=web.ida, institution=web.college, achievement=web.design, terms=terms(), now=NOW
    )
    catalogue.publish_offering(actor=web.ida, public_id=made, now=NOW)
    web.give(web.body, replace(TALKS, methods=frozenset({"written"})))
    web.page(f"/o/{web.college}/rights/")
    page = web.page("/who-may-certify")
    assert f'href="?about={web.design}"' in page
    assert "Nobody in this network may certify “Talks that land” today." in web.page(
        f"/who-may-certify?about={web.design}"
    )
    web.give(web.body)
    page = web.page(f"/who-may-certify?about={web.design}")
    assert "1 institution may certify “Talks that land” today" in page
    assert "Body</bdi></strong>" in page


def test_a_visitor_asks_by_field_and_level_in_words(web: Web) -> None:
    web.give(web.body)
    page = unescape(Client().get("/who-may-certify", {"field": "0031", "level": "5"}).content.decode())
    assert '<option value="0031" selected>Personal skills and development (0031)</option>' in page
    assert "What you teach" not in page
    assert "1 institution may certify it today" in page
    assert Client().get("/who-may-certify", {"about": "nowhere"}).status_code == 404


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("0411", "en", "may certify Accounting and taxation"),
        ("0411", "fr", "Comptabilité et fiscalité"),
        ("0411 bookkeeping", "en", "may certify bookkeeping"),
        ("0619", "en", "may certify Information and communication technologies"),
        ("2099", "en", "may certify 2099"),
    ],
)
def test_a_field_is_said_in_words(written: str, language: str, said: str) -> None:
    from django.utils.translation import override

    with override(language):
        scope: Any = Scope("certify", NOW, branches=branches(written), countries=frozenset({"IE"}))
        assert said in words.scope(scope)


def test_a_right_says_methods_and_countries_in_words() -> None:
    scope = Scope("certify", NOW, methods=frozenset({"oral", "portfolio"}), countries=frozenset({"IE", "FR"}))
    assert words.scope(scope) == (
        "may certify every field, assessed by oral examination or portfolio, in France and Ireland, "
        "without an end"
    )
