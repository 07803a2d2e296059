"""The verifier in a browser: the six verdicts, the desk and whom we trust; by keyboard, and through axe.

With `MICROCRED_PICTURES` naming a folder, the pictures of `docs/how-to/read-a-report.md` and of
`docs/how-to/check-many-at-once.md` are made anew there, from the pages as they are now.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from tests.pages.verifier import site as world
from tests.unit.ports.servers import body
from tests.unit.vc.examine import institution as college

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
def test_each_verdict_is_asked_for_and_read_by_keyboard_alone(
    page: Page,
    elsewhere: world.Elsewhere,
    verdict: Verdict,
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    data = given(verdict, elsewhere)
    page.goto("/verify")
    _tab_to(page, "#id_text")
    page.keyboard.insert_text(data.decode())
    _tab_to(page, "main button.filled")
    page.keyboard.press("Enter")
    shown = page.locator(".verdict")
    expect(shown).to_contain_text(verdict.word)
    expect(shown).to_contain_text(verdict.sentence)
    expect(shown.locator("svg")).to_be_visible()
    expect(page.locator(".checks > li")).to_have_count(6)
    stays_inside()
    accessible()
    _picture(page, verdict.value, page.locator(".checks"))
    step = page.locator(".checks details").first
    assert step.get_attribute("open") is None
    _tab_to(page, ".checks summary")
    page.keyboard.press("Enter")
    expect(step.locator("code")).to_be_visible()
    accessible()
    _tab_to(page, ".technical > summary")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The document as it was given")).to_be_visible()
    stays_inside()
    accessible()


def _picture(page: Page, name: str, last: Locator) -> None:
    """The page from its top to the end of `last`, in few colours; only where pictures are asked for."""
    size = page.viewport_size
    if not (PICTURES and size and size["width"] > 1000):
        return
    main, end = page.locator("main").bounding_box(), last.bounding_box()
    assert main and end
    file, top = Path(PICTURES) / f"{name}.png", main["y"] - 24
    clip: Any = {"x": 0, "y": top, "width": 1280, "height": end["y"] + end["height"] + 16 - top}
    page.screenshot(path=file, clip=clip, full_page=True)
    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(96, method=Image.Quantize.MAXCOVERAGE)
        few.save(file, optimize=True)


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
    expect(page.locator(".people .chip", has_text=Verdict.ISSUER_UNKNOWN.word)).to_be_visible()
    accessible()
    page.get_by_role("link", name="Hide names").click()
    expect(page.get_by_text("Máire")).to_have_count(0)
    accessible()


VERDICTS_OF_MANY = ("not-genuine", "expired", "issuer-unknown", "issuer-unknown", "issuer-unknown")


def many(elsewhere: world.Elsewhere, count: int) -> bytes:
    """A ZIP of so many credentials of so many people, by turns with one of `VERDICTS_OF_MANY`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(count):
            kind = VERDICTS_OF_MANY[number % len(VERDICTS_OF_MANY)]
            ends = datetime(2026 if kind == "expired" else 2030, 6, 1, tzinfo=UTC)
            data = elsewhere.signed(
                recipient=college.Recipient(name=f"{NAMES[number % len(NAMES)]} {number}"), valid_until=ends
            )
            archive.writestr(
                f"intake/{number:03}.json", world.tampered(data) if kind == "not-genuine" else data
            )
    return made.getvalue()


NAMES = ("Wolfeschlegelsteinhausenbergerdorff Hubert-Blaine", "李伟", "محمد الأحمد", "Máire Ní Bhriain", "Jo")


def test_five_hundred_at_the_desk_by_keyboard_alone(
    page: Page,
    elsewhere: world.Elsewhere,
    tmp_path: Path,
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    archive = tmp_path / "intake.zip"
    archive.write_bytes(many(elsewhere, 500))
    page.set_default_timeout(60_000)
    page.goto("/desk")
    page.set_input_files("#id_files", archive)
    _tab_to(page, "#id_skills")
    page.keyboard.insert_text("Structure a talk\nWelding")
    _tab_to(page, "main button.filled")
    page.keyboard.press("Enter")
    expect(page.get_by_text("500 of 500 checked").first).to_be_visible(timeout=240_000)
    expect(page.get_by_text("Deleted at")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "500 people, 0 with a credential that holds, 100 to look at."
    )
    expect(page.locator(".people tbody > tr")).to_have_count(50)
    stays_inside()
    accessible()
    _picture(page, "desk", page.locator(".people tbody > tr").nth(6))
    _tab_to(page, "select[name=show]")
    page.keyboard.type("Expired")
    _tab_to(page, "select[name=order]")
    page.keyboard.type("By name")
    _tab_to(page, "form.row button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 to 50 of 100")).to_have_count(2, timeout=60_000)
    expect(page.locator(".people .chip").first).to_contain_text("Expired")
    _tab_to(page, ".people summary")
    page.keyboard.press("Enter")
    expect(page.locator(".people code").first).to_be_visible()
    stays_inside()
    accessible()
    page.goto(page.url.partition("?")[0] + "?size=all")
    expect(page.locator(".people tbody > tr")).to_have_count(500, timeout=60_000)
    stays_inside()
    page.emulate_media(media="print")
    expect(page.locator(".tools")).to_be_hidden()
    expect(page.locator(".inprint")).to_have_count(0)
    stays_inside()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_empty_desk_and_one_of_which_nothing_can_be_used(
    page: Page,
    site: str,
    scheme: Any,
    tmp_path: Path,
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/desk")
    stays_inside()
    accessible()
    sheet = tmp_path / "notes.csv"
    sheet.write_text("a,b\n1,2\n")
    page.set_input_files("#id_files", sheet)
    _tab_to(page, "main button.filled")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing of what was given could be checked.")).to_be_visible()
    stays_inside()
    accessible()
    _tab_to(page, "main a.filled")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Check many at once")).to_be_visible()


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
