"""Recognition in a browser: what would count, an application, a condition, an appeal, admitted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Locator, Page, expect
from tests import house
from tests.pages.admissions.test_nothing_stored import programme, rows
from tests.pages.verifier import site as world
from tests.services.admissions.scene import scene, stored
from tests.services.admissions.test_credit_steps import used


def test_a_visitor_sees_at_once_what_would_count_and_nothing_is_kept(
    page: Page,
    site: str,
    tmp_path: Path,
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    here, learner = scene(), house.person()
    file = tmp_path / "data.json"
    file.write_bytes(stored(here.award(learner, "data")))
    page.goto("/programmes")
    page.get_by_role("link", name="Bachelor of Care").click()
    accessible()
    stays_inside()
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="See what would count").press("Enter")
    expect(page.get_by_text("This would not give entry yet.")).to_be_visible()
    expect(page.get_by_role("cell", name="Birch City College")).to_be_visible()
    accessible()
    stays_inside()


def test_decided_with_a_condition_appealed_and_admitted(
    page: Page,
    site: str,
    sign_in: Callable[..., None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    here, learner = scene(), house.person()
    other = house.member(here.at, "Ruth Amsel", "registrar")
    here.award(learner)
    sign_in(learner)
    page.goto(f"/programmes/{here.programme}/apply")
    accessible()
    page.get_by_role("button", name="Hand in the application").click()
    expect(page.get_by_text("Your application is in.")).to_be_visible()
    mine = page.url

    for who, outcome in ((here.registrar, "Admitted with a condition"), (other, "Admitted")):
        sign_in(who)
        page.goto(f"/o/{here.at}/cases/")
        accessible()
        page.get_by_role("link", name="Ida Storm").click()
        accessible()
        stays_inside()
        page.get_by_label(outcome, exact=True).check()
        page.get_by_label("Reasons, which the applicant reads").fill("Looked at with care.")
        page.get_by_role("button", name="Decide", exact=True).click()
        expect(page.get_by_text("Decided: 1.")).to_be_visible()
        sign_in(learner)
        page.goto(mine)
        expect(page.get_by_role("heading", name=outcome, exact=True)).to_be_visible()
        accessible()
        stays_inside()
        if outcome != "Admitted":
            page.get_by_label("What should be looked at again, and why").fill("My practice counts.")
            page.get_by_role("button", name="Hand in the appeal").click()
            expect(page.get_by_text("Your appeal is in.")).to_be_visible()


def test_credit_moves_from_one_registrar_to_another(
    page: Page,
    site: str,
    sign_in: Callable[..., None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    at = used()
    sign_in(at.here.registrar)
    page.goto(f"/o/{at.here.at}/credits")
    accessible()
    stays_inside()
    page.get_by_role("link", name="Ida Storm").click()
    page.get_by_text("Transfer it to another institution", exact=True).click()
    page.get_by_label("Institution", exact=True).select_option(label="Birch City College")
    page.get_by_label("Reason, which the learner reads").last.fill("They study there now.")
    page.get_by_role("button", name="Propose the transfer").click()
    expect(page.get_by_text("The credit stays here until the other side accepts.")).to_be_visible()
    accessible()
    stays_inside()

    sign_in(at.here.other)
    page.goto(f"/o/{at.here.elsewhere}/credits")
    expect(page.get_by_text("Alder College proposes to move 2 credits here")).to_be_visible()
    accessible()
    stays_inside()
    page.get_by_role("button", name="Accept").press("Enter")
    expect(page.get_by_text("Taken over. The credit counts here now.")).to_be_visible()
    accessible()
    stays_inside()

    sign_in(at.learner)
    page.goto("/applications/credit")
    expect(page.get_by_text("It moved from Alder College to Birch City College.")).to_be_visible()
    accessible()
    stays_inside()


def test_by_keyboard_a_visitor_learns_what_a_credential_issued_elsewhere_counts_for(
    page: Page,
    site: str,
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    cache.clear()
    address = f"/programmes/{programme()}"
    with world.elsewhere() as elsewhere:
        data = elsewhere.signed().decode()
        Client().get(address)  # the first page of a process is slow to come where the machine is busy
        page.goto(address)
        page.keyboard.press("Tab")
        before = rows()
        tab_to(page, page.get_by_label("Or paste one credential, or its address"))
        page.keyboard.insert_text(data)
        tab_to(page, page.get_by_role("button", name="See what would count"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="What would count, and why")).to_be_visible()
    expect(page.get_by_text("This would exempt from all that is named.")).to_be_visible()
    expect(page.get_by_text("Not known here: Alder College.")).to_be_visible()
    assert rows() == before
    accessible()
    stays_inside()


def tab_to(page: Page, wanted: Locator) -> None:
    """Moves on by the Tab key until this has the focus."""
    for _ in range(60):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not reach {wanted}")
