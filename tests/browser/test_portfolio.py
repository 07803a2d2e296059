"""A learner in a browser: what they hold, how they grew, and a page for an employer that ends when they say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from tests import house
from tests.services.portfolio.test_portfolio import foreign

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


def test_by_keyboard_a_learner_brings_a_credential_and_declares_a_skill(
    page: Page,
    sign_in: Callable[[Account], None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    sign_in(holder())
    page.goto("/credentials/add")
    reach(page, page.locator("#id_text"))
    page.keyboard.insert_text(foreign().decode())
    reach(page, page.get_by_role("button", name="Check and keep"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Not counted yet")).to_be_visible()
    stays_inside()
    accessible()
    reach(page, page.get_by_role("button", name="Count it in my private view"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Count it no more")).to_be_visible()

    page.goto("/skills-held")
    expect(page.get_by_text("weld metal")).to_have_count(0)
    reach(page, page.get_by_role("link", name="See the private view"))
    page.keyboard.press("Enter")
    skill = page.locator("details.skill", has_text="weld metal").locator("summary").first
    reach(page, skill)
    page.keyboard.press("Enter")
    opened = page.locator("details.skill", has_text="weld metal")
    expect(opened.get_by_role("link", name="Welding")).to_be_visible()
    stays_inside()
    accessible()

    page.goto("/skills-held/declare")
    reach(page, page.locator("#id_label"))
    page.keyboard.type("Bread baking")
    reach(page, page.get_by_role("button", name="Add it"))
    page.keyboard.press("Enter")
    expect(page.locator("details.skill", has_text="Bread baking")).to_contain_text("Declared by you")
    accessible()


def test_by_keyboard_a_learner_writes_what_changed_and_links_a_collection(
    page: Page,
    sign_in: Callable[[Account], None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    sign_in(holder())
    page.goto("/timeline")
    reach(page, page.get_by_role("link", name="Write"))
    page.keyboard.press("Enter")
    expect(page.locator("#id_sentence")).to_be_visible()
    accessible()
    stays_inside()
    reach(page, page.locator("#id_sentence"))
    page.keyboard.type("I speak up now.")
    reach(page, page.get_by_role("button", name="Keep it"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Read and change")).to_be_visible()

    page.goto("/collections/new")
    page.locator("#id_name").fill("Best")
    box = page.get_by_role("checkbox").first
    reach(page, box)
    page.keyboard.press("Space")
    reach(page, page.get_by_role("button", name="Make the collection"))
    page.keyboard.press("Enter")
    reach(page, page.locator("summary", has_text="Make a link"))
    page.keyboard.press("Enter")
    accessible()
    reach(page, page.get_by_role("button", name="Open the link"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="See it as others do")).to_be_visible()
    stays_inside()
    page.get_by_role("link", name="See it as others do").click()
    expect(page.get_by_text("Shown by")).to_be_visible()
    stays_inside()
    accessible()
    page.get_by_role("link", name="Presenting to an audience").click()
    expect(page.get_by_text("Holds").first).to_be_visible()
    stays_inside()
    accessible()


def reach(page: Page, wanted: Locator) -> None:
    """Goes on by the tab key until the element has the focus."""
    expect(wanted).to_be_visible()
    for _ in range(60):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tab key does not reach {wanted}")
