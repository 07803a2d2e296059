"""A learner in a browser: what they hold, how they grew, and a page for an employer that ends when they say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect
from tests import house

from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity


def holder() -> Account:
    """Amina, who accepted one credential and has another one waiting."""
    owner, amina = house.person(), house.person("Amina Diallo", "amina@learners.example")
    at = house.institution(owner, "Northlight Certification")
    for accepted, days in ((True, 10), (False, 40)):
        now = timezone.now() - timedelta(days=days)
        made = awards.award_one(
            actor=owner,
            achievement=house.published(owner, at),
            values={"name": "Amina Diallo", "email": "amina@learners.example"},
            identity=Identity(),
            now=now,
        )
        if accepted:
            awards.accept(actor=amina, public_id=made, now=now, visibility="private")
    return amina


def test_a_learner_shows_chosen_credentials_and_takes_the_page_back(
    page: Page,
    site: str,
    sign_in: Callable[[Account], None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    sign_in(holder())
    for address in ("/home", "/skills-held", "/timeline", "/collections", "/shares", "/credentials/add"):
        page.goto(address)
        stays_inside()
        accessible()

    page.goto("/credentials")
    stays_inside()
    accessible()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Show them to somebody").click()
    accessible()
    page.locator("#id_title").fill("For Sorrel")
    page.get_by_role("button", name="Open the page").click()
    expect(page.get_by_text("For Sorrel").first).to_be_visible()
    stays_inside()
    accessible()

    link = page.get_by_role("link", name="See it as others do").get_attribute("href") or ""
    stranger = page.context.browser.new_context(base_url=site)  # type: ignore[union-attr]
    seen = stranger.new_page()
    seen.goto(link)
    expect(seen.get_by_text("Presenting to an audience").first).to_be_visible()

    page.get_by_role("button", name="Withdraw").first.click()
    seen.goto(link)
    expect(seen.get_by_text("Presenting to an audience")).to_have_count(0)
    stranger.close()


def test_without_any_credential_every_page_says_where_to_begin(
    page: Page, sign_in: Callable[[Account], None], accessible: Callable[[], None]
) -> None:
    sign_in(house.person("New Person"))
    for address in ("/home", "/credentials", "/skills-held", "/timeline"):
        page.goto(address)
        accessible()
        assert page.locator("main a").count() > 0, address
