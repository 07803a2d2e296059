"""The verifier in a browser: the six verdicts, the desk and whom we trust; by keyboard, and through axe.

With `MICROCRED_PICTURES` naming a folder, the pictures of `docs/how-to/read-a-report.md` are made anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from tests.pages.verifier import site as world
from tests.unit.ports.servers import body

from microcred.cli.main import main
from microcred.platform.accounts import services as accounts
from microcred.platform.credentials import services as credentials
from microcred.vc.verdicts import Verdict

PICTURES = os.environ.get("MICROCRED_PICTURES", "")


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    cache.clear()
    world.sources.outside.cache_clear()
    yield
    world.sources.outside.cache_clear()


@pytest.fixture
def own(site: str) -> world.Own:
    return world.own()


@pytest.fixture
def elsewhere(site: str) -> Iterator[world.Elsewhere]:
    with world.elsewhere() as found:
        yield found


def given(verdict: Verdict, elsewhere: world.Elsewhere) -> bytes:
    """A document that comes to this verdict."""
    if verdict is Verdict.EXPIRED:
        return world.own(valid_until=datetime(2026, 6, 1, tzinfo=UTC)).body
    if verdict is Verdict.ISSUER_UNKNOWN:
        return elsewhere.signed()
    if verdict is Verdict.UNCHECKED:
        data = elsewhere.signed()
        elsewhere.answers["/.well-known/did.json"] = body(b"", 503)
        return data
    found = world.own()
    if verdict is Verdict.WITHDRAWN:
        credentials.revoke(
            actor=found.owner,
            institution=found.institution,
            public_ids=[found.credential],
            reason="Awarded by mistake.",
            now=datetime.now(UTC),
        )
    return world.tampered(found.body) if verdict is Verdict.NOT_GENUINE else found.body


@pytest.mark.parametrize("verdict", list(Verdict), ids=lambda one: one.value)
def test_each_verdict_is_told_by_shape_and_word(
    page: Page,
    elsewhere: world.Elsewhere,
    verdict: Verdict,
    tmp_path: Path,
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    file = tmp_path / "credential.json"
    file.write_bytes(given(verdict, elsewhere))
    page.goto("/verify")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_text(verdict.word, exact=True).first).to_be_visible()
    stays_inside()
    accessible()
    size = page.viewport_size
    if PICTURES and size and size["width"] > 1000:
        page.screenshot(path=Path(PICTURES) / f"{verdict.value}.png", clip=_top(page))


def _top(page: Page) -> Any:
    """The report from its verdict to the end of the six steps, without the rest of the page."""
    main = page.locator("main").bounding_box()
    steps = page.locator("h2", has_text="The six steps").bounding_box()
    assert main and steps
    return {"x": 0, "y": main["y"] - 24, "width": 1280, "height": min(steps["y"] + 330, 900) - main["y"] + 24}


def test_one_check_by_keyboard_alone(page: Page, own: world.Own, accessible: Callable[[], None]) -> None:
    page.goto("/verify")
    accessible()
    _tab_to(page, "#id_text")
    page.keyboard.insert_text(own.body.decode())
    _tab_to(page, "main button.filled")
    page.keyboard.press("Enter")
    expect(page.get_by_text(Verdict.HOLDS.word, exact=True).first).to_be_visible()
    _tab_to(page, "form[action='/verify.zip'] button")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.startswith("evidence-")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement && document.activeElement.matches(one)", selector):
            return
    raise AssertionError(f"{selector} is not reached by the tabulator key")


def test_the_desk_by_keyboard_alone(
    page: Page,
    own: world.Own,
    elsewhere: world.Elsewhere,
    tmp_path: Path,
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    elsewhere.answers["/badge"] = body(elsewhere.signed())
    sheet = tmp_path / "applicants.csv"
    sheet.write_text(f"Name,E-mail,Links\nMáire Ní Bhriain,m@example.org,{elsewhere.address('/badge')}\n")
    held = tmp_path / "held.json"
    held.write_bytes(own.body)
    page.goto("/desk")
    accessible()
    page.set_input_files("#id_files", [sheet, held])
    _tab_to(page, "#id_skills")
    page.keyboard.insert_text("Structure a talk\nWelding")
    _tab_to(page, "main button.filled")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 people, 1 with a credential that holds")
    expect(page.get_by_text("1 was not checked: this would tell the issuer")).to_be_visible()
    stays_inside()
    accessible()
    assert elsewhere.seen == []
    _tab_to(page, "form[action$='/allow'] button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 was not checked")).to_have_count(0)
    expect(page.get_by_text("2 of 2 checked")).to_be_visible(timeout=15_000)
    expect(page.get_by_text(Verdict.ISSUER_UNKNOWN.word).first).to_be_visible()
    accessible()
    page.get_by_role("link", name="Hide names").click()
    expect(page.get_by_text("Máire")).to_have_count(0)
    accessible()


def test_trust_is_recorded_from_a_report_by_keyboard_alone(
    page: Page,
    elsewhere: world.Elsewhere,
    tmp_path: Path,
    sign_in: Callable[..., None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    sign_in(accounts.create(email="hr@employer.example", name="Hanna Roe", now=datetime.now(UTC)))
    file = tmp_path / "credential.json"
    file.write_bytes(elsewhere.signed())

    def check() -> None:
        page.goto("/verify")
        page.set_input_files("input[type=file]", file)
        page.get_by_role("button", name="Check it").click()

    check()
    _tab_to(page, "section details > summary")
    page.keyboard.press("Enter")
    _tab_to(page, "#trust_reason")
    page.keyboard.insert_text("Presenting; we know their examiners.")
    _tab_to(page, "#trust_ends")
    page.keyboard.type("06302031")
    accessible()
    _tab_to(page, "form[action='/verify/trust'] button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Recorded.")).to_be_visible()
    stays_inside()
    accessible()
    page.get_by_role("link", name="Decided by us").click()
    expect(page.get_by_text("we know their examiners")).to_be_visible()
    stays_inside()
    accessible()
    check()
    expect(page.get_by_text(Verdict.HOLDS.word, exact=True).first).to_be_visible()
    expect(page.get_by_text("Trusted until")).to_be_visible()


def test_a_bundle_is_taken_from_a_report_and_checked_again_here_and_on_the_command_line(
    page: Page,
    site: str,
    own: world.Own,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    accessible: Callable[[], None],
) -> None:
    file = tmp_path / "credential.json"
    file.write_bytes(own.body)
    page.goto("/verify")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_text(Verdict.HOLDS.word, exact=True).first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Evidence bundle (ZIP)").click()
    bundle = tmp_path / download.value.suggested_filename
    download.value.save_as(bundle)
    page.goto("/verify")
    page.set_input_files("input[type=file]", bundle)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_text(Verdict.HOLDS.word, exact=True).first).to_be_visible()
    accessible()
    collector = tmp_path / "collector.json"
    collector.write_bytes(page.request.get("/.well-known/did.json").body())
    asked = ["verify", str(bundle), "--at", datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "--offline"]
    assert main([*asked, "--trust", str(collector)]) == 0
    assert Verdict.HOLDS.word in capsys.readouterr().out
    assert main(asked) == 2
