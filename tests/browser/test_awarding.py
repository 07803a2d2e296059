"""The main job in a browser: a sheet of results in, credentials out, accepted, and checked by a stranger."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests import house

from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.journal import worker
from microcred.platform.journal.models import Mail
from microcred.platform.journal.services import send_due

SHEET = """Name,Email,Points
Amina Diallo,amina@learners.example,81
Bjørn Håkonsen,bjorn@learners.example,44
Chloé Lefèvre,chloe@gmial.com,92
No Result,no.result@learners.example,
李明,li.ming@learners.example,70
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "results.csv"
    file.write_text(SHEET, "utf-8")
    return file


def test_from_a_sheet_to_credentials_that_a_stranger_can_check(
    page: Page,
    site: str,
    sheet: Path,
    sign_in: Callable[..., None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
    settings: object,
) -> None:
    settings.KEEP_MAILS = True  # type: ignore[attr-defined]
    owner = house.person()
    at = house.institution(owner, "Northlight Certification")
    house.published(owner, at)
    sign_in(owner)

    page.goto(f"/o/{at}/awards/")
    page.get_by_role("link", name="Award from a sheet").click()
    page.set_input_files("input[type=file]", sheet)
    accessible()
    page.get_by_role("button", name="Read the sheet").click()

    expect(page.get_by_role("heading", name="Which column holds what?")).to_be_visible()
    page.get_by_label("Whoever reaches a number").check()
    page.locator("#id_limit").fill("60")
    stays_inside()
    accessible()
    page.get_by_role("button", name="Check the rows").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("3 to award, 1 not passed, 1 needs you")
    stays_inside()
    accessible()
    page.get_by_role("button", name="Use “chloe@gmail.com”").click()
    page.get_by_role("button", name="Leave out this row").click()
    page.get_by_role("link", name="Go on to the release").click()

    accessible()
    page.get_by_role("button", name="Release 3 awards").click()
    expect(page.get_by_role("button", name="Undo all 3 awards")).to_be_visible()
    page.get_by_role("button", name="Undo all 3 awards").click()
    expect(page.get_by_text("Nothing was signed and nothing was sent")).to_be_visible()

    page.get_by_role("link", name="Go on to the release").click()
    page.get_by_label("Now: it cannot be undone").check()
    page.get_by_role("button", name="Release 3 awards").click()
    worker.run_due(datetime.now(UTC))
    page.goto(page.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 awards of “Presenting to an audience”")
    stays_inside()
    accessible()

    send_due(datetime.now(UTC), 10)
    mail = Mail.objects.get(to="amina@learners.example")
    link = re.search(r"http\S+key=\S+", mail.text)
    assert link is not None
    page.context.clear_cookies()
    page.goto(link[0])
    expect(page.get_by_text("Holds", exact=True)).to_be_visible()
    accessible()
    page.get_by_label("Everybody, search engines too").check()
    page.get_by_role("button", name="Accept").click()
    address = page.url.partition("?")[0]

    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("can present to an audience at level 5")
    stays_inside()
    accessible()

    page.goto("/verify")
    page.get_by_role("textbox").first.fill(address)
    page.get_by_role("button", name="Check").first.click()
    expect(page.get_by_text("Holds", exact=True)).to_be_visible()
    stays_inside()


def test_a_withdrawn_credential_says_so_on_its_page(
    page: Page, site: str, sign_in: Callable[..., None], stays_inside: Callable[[], None]
) -> None:
    owner, learner = house.person(), house.person("Amina Diallo")
    at = house.institution(owner)
    now = datetime.now(UTC)
    made = awards.award_one(
        actor=owner,
        achievement=house.published(owner, at),
        values={"name": learner.name, "email": learner.email},
        identity=Identity(),
        now=now,
    )
    awards.accept(actor=learner, public_id=made, now=now, visibility="public")
    sign_in(owner)
    page.goto(f"/o/{at}/awards/{made}/")
    page.get_by_role("link", name="Change the status").click()
    page.get_by_label("Reason").fill("Awarded to somebody else by mistake.")
    page.get_by_role("button", name="Withdraw for good").click()
    expect(page.get_by_text("1 award was withdrawn.")).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"/c/{made}")
    expect(page.get_by_text("Withdrawn or suspended by its issuer", exact=True)).to_be_visible()
    stays_inside()
