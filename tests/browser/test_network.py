"""An accreditor's journey: a right given, seen on the map, withdrawn, and the map and the report say so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import Page, expect
from tests import house

from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.institutions.access import by_public_id
from microcred.platform.network import services


def test_a_right_is_given_withdrawn_and_the_map_says_so(
    page: Page,
    site: str,
    sign_in: Callable[..., None],
    stays_inside: Callable[[], None],
    accessible: Callable[[], None],
) -> None:
    owner, other = house.person("Renate Falk"), house.person("Ida Storm")
    anchor = house.institution(owner, "Meridian Accreditation")
    college = house.institution(other, "Northlight Certification")
    now = datetime.now(UTC)
    did = by_public_id(anchor).did
    services.list_accreditor(actor=None, did=did, name="Meridian Accreditation", now=now)
    achievement = house.published(other, college, requires_accreditation=True)
    sign_in(owner)

    page.goto(f"/o/{anchor}/rights/")
    accessible()
    page.get_by_role("link", name="Give a right").click()
    page.get_by_label("To which institution").select_option("Northlight Certification")
    page.get_by_label("Fields").fill("0031 personal skills")
    page.get_by_label("From EQF level").select_option("4")
    page.get_by_label("To EQF level").select_option("5")
    page.get_by_label("From", exact=True).fill(now.date().isoformat())
    page.get_by_label("Until").fill("2090-01-01")
    stays_inside()
    accessible()
    page.get_by_role("button", name="Sign and give it").click()
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

    page.goto(f"/i/{college}/network")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 right to certify")
    expect(page.get_by_role("cell", name="Accreditor: Certify 1")).to_be_visible()
    stays_inside()
    accessible()

    page.goto(right)
    page.get_by_role("link", name="Withdraw it").click()
    expect(page.get_by_text("Left without any right of this kind")).to_be_visible()
    stays_inside()
    accessible()
    page.get_by_label("Reason").fill("The audit was not passed.")
    page.get_by_role("button", name="Withdraw it from now on").click()
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
