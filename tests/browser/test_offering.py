"""From an author's editor to a learner's place: skills picked, an offering published, found, compared, taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests import house

from microcred.platform.catalogue import queries
from microcred.platform.frameworks import services as frameworks

Check = Callable[[], None]


@pytest.fixture
def own(transactional_db: None, now: datetime) -> None:
    frameworks.load_own_framework(now=now)


def test_an_author_picks_skills_while_typing_and_from_the_description(
    page: Page, own: None, sign_in: Callable[..., None], stays_inside: Check, accessible: Check
) -> None:
    author = house.person()
    at = house.institution(author, "Northlight Certification")
    sign_in(author)
    page.goto(f"/o/{at}/micro-credentials/new")
    page.get_by_label("Title").fill("Welding pipes")
    page.get_by_role("searchbox", name="Search a skill").press_sequentially("weld")
    expect(page.locator("#count")).to_have_text("2 skills found")
    page.get_by_role("checkbox").filter(visible=True).and_(page.locator("[name=pick]")).first.check()
    accessible()
    stays_inside()
    page.get_by_role("button", name="Add the ticked skills").click()
    expect(page.get_by_text("Added. Choose its level.")).to_be_visible()
    page.get_by_label("Level").filter(visible=True).first.select_option("4")
    page.locator("#id_description").fill("You negotiate with suppliers and lead a team in the workshop.")
    page.get_by_role("button", name="Suggest from the description").click()
    expect(page.get_by_text("Tick those that are meant.")).to_be_visible()
    page.locator("[name=pick]").first.check()
    page.get_by_role("button", name="Add the ticked skills").click()
    expect(page.locator("#skills .level")).to_have_count(2)
    accessible()
    stays_inside()
    page.get_by_role("button", name="Save the draft").filter(visible=True).last.click()
    expect(page.get_by_role("heading", name="Welding pipes")).to_be_visible()
    [row] = queries.of_institution(author, at)
    [version] = queries.achievement(author, row.public_id)
    assert [one.level for one in version.content.skills] == [4, None]
    assert all(one.address for one in version.content.skills)


def test_an_offering_is_published_found_compared_taken_and_given_back(
    page: Page, site: str, sign_in: Callable[..., None], stays_inside: Check, accessible: Check
) -> None:
    author, learner = house.person(), house.person("Amina Diallo")
    at = house.institution(author, "Northlight Certification")
    house.published(author, at)
    day = timezone.localdate()
    sign_in(author)
    page.goto(f"/o/{at}/micro-credentials/")
    page.get_by_role("link", name="Offerings").click()
    accessible()
    page.get_by_role("link", name="Plan the first one").click()
    page.get_by_label("It leads to").select_option("Presenting to an audience")
    page.get_by_label("Title of its own").fill("Speaking in the evening")
    page.get_by_label("First day").fill((day + timedelta(14)).isoformat())
    page.get_by_label("Last day", exact=True).fill((day + timedelta(70)).isoformat())
    accessible()
    stays_inside()
    page.get_by_role("button", name="Save the draft").click()
    accessible()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("It is published: everybody finds it now.")).to_be_visible()
    stays_inside()

    sign_in(learner)
    page.goto("/find")
    page.get_by_role("searchbox").fill("speaking")
    page.get_by_role("button", name="Search").click()
    accessible()
    stays_inside()
    page.get_by_role("checkbox", name="Compare Speaking in the evening").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="Side by side")).to_be_visible()
    accessible()
    stays_inside()
    page.get_by_role("link", name="Speaking in the evening").click()
    accessible()
    stays_inside()
    page.get_by_role("link", name="Enrol", exact=True).click()
    accessible()
    stays_inside()
    page.get_by_role("button", name="Take a place").click()
    expect(page.get_by_role("heading", name="Your enrolments")).to_be_visible()
    accessible()
    stays_inside()
    page.get_by_role("button", name="Withdraw Speaking in the evening").click()
    expect(page.get_by_role("heading", name="What is over")).to_be_visible()
    expect(page.locator("main li").filter(has_text="Speaking in the evening")).to_contain_text(
        "You have withdrawn"
    )
