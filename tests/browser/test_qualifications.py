"""A qualification in a browser: begun, completed part by part, confirmed by its certifier."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests import house
from tests.services.admissions.scene import scene


def test_a_learner_completes_a_qualification_and_its_certifier_confirms_it(
    page: Page,
    site: str,
    sign_in: Callable[..., None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    here, learner = scene(), house.person()
    house.published(here.registrar, here.at, name="Speaker with figures")
    sign_in(here.registrar)
    page.goto(f"/o/{here.at}/qualifications/new")
    accessible()
    page.get_by_label("The micro-credential that it gives").select_option(label="Speaker with figures")
    required = page.get_by_role("group", name="Required: all of these")
    required.get_by_label("Presenting to an audience (Alder College)").check()
    required.get_by_label("Analysing data (Birch City College)").check()
    page.get_by_role("button", name="Draw it").click()
    accessible()
    stays_inside()
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("link", name="Its public page").click()
    place = page.url

    here.award(learner)
    sign_in(learner)
    page.goto(place)
    page.get_by_role("button", name="Begin it").click()
    expect(page.get_by_role("heading", name="1 of 2 parts met")).to_be_visible()
    page.get_by_label("Analysing data").check()
    page.get_by_role("button", name="See", exact=True).click()
    expect(page.get_by_text("With these the qualification would be complete.")).to_be_visible()
    accessible()
    stays_inside()
    here.award(learner, "data")
    page.goto(place)
    expect(page.get_by_text("Complete, to be confirmed")).to_be_visible()

    sign_in(here.registrar)
    page.goto(f"/o/{here.at}/qualifications/")
    accessible()
    page.get_by_role("button", name="Confirm and award").click()
    expect(page.get_by_text("It is awarded.")).to_be_visible()
    sign_in(learner)
    page.goto(place)
    expect(page.get_by_role("link", name="Open your qualification")).to_be_visible()
