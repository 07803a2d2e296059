"""Skills in a browser: found by keyboard while typing, read, suggested from an advert, imported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.unit.skills.files import esco

from microcred.platform.accounts.models import Account
from microcred.platform.frameworks import memory, services
from microcred.platform.journal.worker import run_due

ADVERT = "You weld steel pipes, negotiate with suppliers and lead a small team in the workshop."


@pytest.fixture
def own(transactional_db: None, now: datetime) -> memory.Loaded:
    services.load_own_framework(now=now)
    return memory.loaded()


def test_a_skill_is_found_while_one_types_and_leads_to_who_needs_it(
    page: Page, own: memory.Loaded, stays_inside: Callable[[], None], accessible: Callable[[], None]
) -> None:
    page.goto("/skills")
    page.get_by_role("searchbox", name="Skill").press_sequentially("weld")
    expect(page.get_by_role("status").filter(has_text="found")).to_have_text("2 skills found")
    accessible()
    stays_inside()
    for _ in ("the button", "the language", "the first skill"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Who needs it")).to_be_visible()
    accessible()
    stays_inside()
    page.get_by_role("link", name="welder", exact=True).click()
    expect(page.get_by_role("heading", name="Soft skills")).to_be_visible()
    accessible()
    stays_inside()


def test_an_advert_becomes_skills_that_the_author_ticks(
    page: Page,
    own: memory.Loaded,
    sign_in: Callable[[Account], None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    sign_in(Account.objects.create_user("author@example.org"))
    page.goto("/skills/suggest")
    page.get_by_label("Description or job advert").fill(ADVERT)
    page.get_by_role("button", name="Suggest skills").click()
    accessible()
    stays_inside()
    page.get_by_role("checkbox").first.check()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the ticked skills as CSV").click()
    assert Path(taken.value.path()).read_text("utf-8-sig").count("\n") == 2


def test_an_operator_sees_what_an_import_would_change(
    page: Page,
    site: str,
    now: datetime,
    sign_in: Callable[[Account], None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
    tmp_path: Path,
) -> None:
    files = []
    for file in esco():
        (tmp_path / file.name).write_bytes(file.data)
        files.append(tmp_path / file.name)
    sign_in(Account.objects.create_superuser("operator@example.org"))
    page.goto("/skills/import")
    page.set_input_files("input[type=file]", files)
    page.get_by_text("What the files do not say themselves").click()
    page.get_by_label("Release").fill("1.1.1")
    accessible()
    stays_inside()
    page.get_by_role("button", name="Read the files").click()
    expect(page.get_by_role("heading", name="The files are being read")).to_be_visible()
    run_due(now)
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    accessible()
    stays_inside()
