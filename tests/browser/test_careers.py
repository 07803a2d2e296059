"""From the job one has to a plan, and an opening answered, by keyboard; axe on every page at both widths."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests import house
from tests.services.careers.test_plans import DRAWINGS, HEAD, SAFETY, SOLAR, award, occupation

from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.careers import services
from microcred.platform.frameworks.services import load_own_framework
from microcred.skills.gap.target import Wanted

Check = Callable[[], None]
ADVERT = "You read engineering drawings, install photovoltaic systems and work in a team."


@pytest.fixture
def at() -> datetime:
    """Pages ask the clock; what they show has to begin after it."""
    return datetime.now(UTC)


@pytest.fixture
def learner(transactional_db: None, at: datetime) -> Account:
    load_own_framework(now=at)
    first, last = (at + timedelta(days=10)).date(), (at + timedelta(days=60)).date()
    rows = [
        f"solar,Solar power,{SOLAR}@4,500,{first},{last},5,solar,en,onsite,no",
        f"safety,Safety test,{SAFETY}@4,40,{first},{first},2,safety,en,onsite,yes",
    ]
    services.load_offerings(name="here", body=HEAD + "\n".join(rows), now=at)
    return house.person("Marek Sobol")


@pytest.fixture
def sound(accessible: Check, stays_inside: Check) -> Check:
    def check() -> None:
        accessible()
        stays_inside()

    return check


def press(page: Page, role: str, name: str) -> None:
    """Reaches something by the keyboard alone and presses it."""
    found = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    found.focus()
    page.keyboard.press("Enter")


def choose(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).focus()
    page.keyboard.press("Space")


def test_a_worker_without_credentials_gets_from_the_job_they_have_to_a_plan(
    page: Page, learner: Account, sign_in: Callable[[Account], None], sound: Check
) -> None:
    sign_in(learner)
    page.goto("/plan")
    sound()
    press(page, "link", "Start from the job you have")
    page.get_by_role("searchbox", name="Occupation").press_sequentially("weld")
    page.keyboard.press("Enter")
    choose(page, "welder")
    sound()
    press(page, "button", "Offer me its skills")
    expect(page.get_by_role("heading", name="What of this can you do?")).to_be_visible()
    page.get_by_role("checkbox", name="apply health and safety rules").focus()
    page.keyboard.press("Space")
    page.get_by_label("Level of apply health and safety rules").select_option("4")
    sound()
    press(page, "button", "Declare what is ticked")
    expect(page.get_by_role("heading", level=1)).to_contain_text("something that you have")
    sound()
    press(page, "button", "Show me the gap to solar installer")
    expect(page.get_by_role("heading", level=1)).to_contain_text("0 of the 5 essential skills")
    expect(page.get_by_text("No graded soft profile")).to_be_visible()
    sound()
    press(page, "link", "Find the way there")
    expect(page.get_by_role("heading", name="Cheapest")).to_be_visible()
    expect(page.get_by_role("heading", name="What stays open")).to_be_visible()
    press(page, "button", "Take this plan Quickest")
    expect(page.get_by_role("heading", level=1)).to_contain_text("0 of 2 steps are done")
    sound()
    press(page, "button", "Drop this plan")
    press(page, "button", "Undo")
    expect(page.get_by_text("You follow this plan again.")).to_be_visible()
    page.goto("/plan/options")
    page.get_by_text("Your limits: money").press("Enter")
    page.get_by_label("At most to pay").press_sequentially("10")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("No offering within these limits")
    sound()


def test_a_cv_is_read_and_a_picture_of_one_gets_a_sentence(
    page: Page, learner: Account, sign_in: Callable[[Account], None], sound: Check
) -> None:
    sign_in(learner)
    page.goto("/plan/start/text")
    page.set_input_files(
        "input[type=file]", {"name": "cv.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    )
    press(page, "button", "Look for skills")
    expect(page.get_by_role("alert")).to_contain_text("is a picture")
    sound()
    page.get_by_label("Paste the words").fill(ADVERT)
    press(page, "button", "Look for skills")
    page.get_by_role("checkbox", name="read engineering drawings").focus()
    page.keyboard.press("Space")
    sound()
    press(page, "button", "Declare what is ticked")
    expect(page.get_by_text("1 skill is declared as yours.")).to_be_visible()


def test_an_opening_is_published_answered_seen_and_withdrawn(
    page: Page, learner: Account, at: datetime, sign_in: Callable[[Account], None], sound: Check
) -> None:
    owner = house.person("Saskia Boon")
    employer = house.institution(owner, "Harbour Logistics")
    awards.accept(actor=learner, public_id=award(learner, DRAWINGS, 4), now=at)
    sign_in(owner)
    page.goto(f"/o/{employer}/openings")
    sound()
    press(page, "link", "Publish an opening")
    page.get_by_label("Paste the words").fill(ADVERT)
    press(page, "button", "Look for skills")
    page.get_by_role("checkbox", name="read engineering drawings").first.focus()
    page.keyboard.press("Space")
    page.get_by_label("Level of read engineering drawings").select_option("4")
    page.get_by_label("Title").fill("Roofer")
    sound()
    press(page, "button", "Publish")
    expect(page.get_by_role("heading", name="Roofer")).to_be_visible()
    sound()
    address = page.url
    sign_in(learner)
    page.goto("/openings")
    sound()
    press(page, "link", "Roofer")
    expect(page.get_by_role("checkbox")).to_be_checked()
    sound()
    press(page, "button", "Send the answer")
    expect(page.get_by_text("Below is exactly what they see.")).to_be_visible()
    sound()
    mine = page.locator(".gap").first.inner_text()
    sign_in(owner)
    page.goto(address)
    press(page, "link", "Marek Sobol")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marek Sobol shows 1 of 1 essential skill")
    assert page.locator(".gap").first.inner_text() == mine
    sound()
    sign_in(learner)
    page.goto(address.replace(f"/o/{employer}", ""))
    press(page, "button", "Withdraw your answer")
    expect(page.get_by_text("they see nothing of it any more").first).to_be_visible()


def test_with_nothing_yet_each_page_offers_a_next_step(
    page: Page, learner: Account, at: datetime, sign_in: Callable[[Account], None], sound: Check
) -> None:
    sign_in(learner)
    for address, step in (
        ("/plan", "Start from the job you have"),
        ("/plan/closest", "Start from the job you have"),
        ("/openings", "See what you are closest to"),
    ):
        page.goto(address)
        expect(page.get_by_role("link", name=step)).to_be_visible()
        sound()
    services.aim_at_list(actor=learner, name="Own", wanted=[Wanted(SOLAR)], now=at)
    services.aim_at_occupation(actor=learner, address=occupation("baker"), now=at)
    page.goto("/plan")
    expect(page.get_by_text("Nothing is known of you yet")).to_be_visible()
