"""An accreditor's journey and the map by keyboard: a right given, withdrawn, and map and report say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from playwright.sync_api import Locator, Page, expect
from tests import house
from tests.browser.keys import enter, write

from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.institutions.access import by_public_id
from microcred.platform.network import services
from microcred.platform.network.scope import Scope


def test_by_keyboard_an_accreditor_gives_a_right_sees_what_would_break_and_withdraws_it(
    page: Page,
    site: str,
    sign_in: Callable[..., None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    owner, other = house.person("Renate Falk"), house.person("Ida Storm")
    anchor = house.institution(owner, "Meridian Accreditation")
    house.institution(other, "Alder College")
    college = house.institution(other, "Northlight Certification")
    now = datetime.now(UTC)
    did = by_public_id(anchor).did
    services.list_accreditor(actor=None, did=did, name="Meridian Accreditation", now=now)
    achievement = house.published(other, college, requires_accreditation=True)
    sign_in(owner)

    page.goto(f"/o/{anchor}/rights/")
    accessible()
    enter(page, page.get_by_role("link", name="Give a right"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Give a right")
    write(page, page.get_by_label("To which institution"), "North")
    expect(page.get_by_label("It may", exact=True)).to_have_value("certify")
    write(page, page.get_by_label("Fields"), "0031 personal skills")
    write(page, page.get_by_label("From EQF level"), "4")
    write(page, page.get_by_label("To EQF level"), "5")
    write(page, page.get_by_label("Until"), "01012090")
    stays_inside()
    accessible()
    enter(page, page.get_by_role("button", name="Sign and give it"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "Northlight Certification may certify personal skills, EQF 4–5, until 1 January 2090."
    )
    stays_inside()
    accessible()
    right = page.url

    made = awards.award_one(
        actor=other,
        achievement=achievement,
        values={"name": "Amina Diallo", "email": "amina@learners.example"},
        identity=Identity(),
        now=datetime.now(UTC),
    )
    awards.accept(
        actor=house.person("Amina Diallo", "amina@learners.example"),
        public_id=made,
        now=datetime.now(UTC),
        visibility="public",
    )
    page.goto(f"/c/{made}")
    expect(page.get_by_text("Accredited for just this")).to_be_visible()

    page.goto(right)
    enter(page, page.get_by_role("link", name="Withdraw it"))
    expect(page.get_by_role("heading", name="What would break")).to_be_visible()
    expect(page.get_by_text("These could be awarded no more")).to_be_visible()
    expect(page.get_by_role("link", name="Presenting to an audience")).to_be_visible()
    expect(page.get_by_text("Left without any right of this kind")).to_be_visible()
    stays_inside()
    accessible()
    write(page, page.get_by_label("Reason"), "The audit was not passed.")
    enter(page, page.get_by_role("button", name="Withdraw it from now on"))
    expect(page.get_by_text("The audit was not passed.")).to_be_visible()
    accessible()

    page.goto(f"/i/{college}/network")
    expect(page.get_by_text("1 right was withdrawn.")).to_be_visible()
    page.goto("/verify")
    page.get_by_role("textbox").first.fill(f"{site}/c/{made}")
    page.get_by_role("button", name="Check").first.click()
    expect(page.get_by_text("A right in the chain was withdrawn on")).to_be_visible()
    stays_inside()
    accessible()


def test_by_keyboard_the_map_is_filtered_and_walked_from_one_institution_to_the_next(
    page: Page,
    site: str,
    sign_in: Callable[..., None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    ida, now = house.person("Ida Storm"), datetime.now(UTC)
    anchor, body, college = (house.institution(ida, name) for name in ("Meridian", "Northlight", "Elm"))
    services.list_accreditor(actor=None, did=by_public_id(anchor).did, name="Meridian", now=now)
    scope = Scope("certify", now, passes_on=1)
    first = services.give(actor=ida, giver=anchor, holder=body, scope=scope, now=now)
    under = replace(scope, passes_on=0)
    services.give(actor=ida, giver=body, holder=college, scope=under, rests_on=first, now=now)
    assess = replace(under, verb="assess")
    services.give(actor=ida, giver=anchor, holder=body, scope=assess, now=now)
    house.agreed(ida, body, ida, college)

    page.goto(f"/i/{body}/network")
    expect(page.get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("cell", name="Accreditor: Certify 1, Assess 1")).to_be_visible()
    expect(page.get_by_role("cell", name="Accredited: Certify 1 Partner: 1 agreement")).to_be_visible()
    drawn = page.locator(".network-picture a[href*='/network']:not([href$='verb='])")
    listed = page.locator("table a")
    assert sorted(_targets(drawn)) == sorted(_targets(listed))
    stays_inside()
    accessible()

    enter(page, page.get_by_role("link", name="Assess", exact=True))
    expect(page.get_by_role("cell", name="Accreditor: Assess 1")).to_be_visible()
    expect(page.get_by_role("link", name="Assess", exact=True)).to_have_attribute("aria-current", "page")
    enter(page, page.get_by_role("link", name="Certify", exact=True))
    expect(page.get_by_role("cell", name="Accreditor: Certify 1")).to_be_visible()
    wide = page.locator(".network-picture").is_visible()
    on = page.locator(".network-picture a").filter(has_text="Elm") if wide else listed.filter(has_text="Elm")
    enter(page, on)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Elm holds no right to teach")
    expect(page.get_by_role("link", name="Certify", exact=True)).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("cell", name="Accreditor: Certify 1")).to_be_visible()
    enter(page, page.get_by_role("table").get_by_role("link", name="Northlight"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Northlight holds no right to teach")
    enter(page, page.get_by_role("table").get_by_role("link", name="Meridian"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Meridian has given 1 right to 1 institution.")
    stays_inside()
    accessible()


def _targets(links: Locator) -> list[str]:
    return [str(one.get_attribute("href")) for one in links.all()]


def test_an_agreement_is_proposed_accepted_and_ended(
    page: Page,
    site: str,
    sign_in: Callable[..., None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    orla, jonas = house.person("Orla Keane"), house.person("Jonas Wout")
    alder, birch = house.institution(orla, "Alder College"), house.institution(jonas, "Birch City College")
    sign_in(orla)
    page.goto(f"/o/{alder}/agreements/")
    accessible()
    page.get_by_role("link", name="Propose an agreement").click()
    page.get_by_label("What is agreed").select_option("recognise")
    page.get_by_label("Until").fill("2090-01-01")
    stays_inside()
    accessible()
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("Alder College recognises what Birch City College awards")).to_be_visible()
    sign_in(jonas)
    page.goto(f"/o/{birch}/agreements/")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Holds", exact=True)).to_be_visible()
    stays_inside()
    accessible()
    page.get_by_role("button", name="End it today").click()
    expect(page.get_by_text("Ended", exact=True)).to_be_visible()
