"""The demo's recognition from end to end: a qualification completed, an application appealed and admitted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from microcred.platform.admissions import services as admissions
from microcred.platform.admissions.models import Case
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.config.demo.building import Demo, build
from microcred.platform.config.demo.recognition import DEGREE, QUALIFICATIONS

SignIn = Callable[..., None]


@pytest.mark.parametrize("page", [(1280, 900)], indirect=True, ids=["desk"])
def test_one_learner_completes_a_qualification_and_one_is_admitted_on_appeal(
    page: Page, site: str, sign_in: SignIn, accessible: Callable[[], None], settings: Any
) -> None:
    settings.DEMO = True
    demo = build()
    _completes(page, demo, sign_in, accessible)
    _is_admitted(page, demo, sign_in, accessible)


def _completes(page: Page, demo: Demo, sign_in: SignIn, accessible: Callable[[], None]) -> None:
    """Amina lacks one part; she accepts it, and Henrik Dal confirms the whole."""
    learner, title = demo.learners[0], QUALIFICATIONS[0][1]
    last = awards.award_one(
        actor=demo.owners[demo.certifiers["clean-data"]],
        achievement=demo.achievements["clean-data"],
        values={"name": learner.name, "email": learner.email},
        identity=Identity("sign-in"),
        now=datetime.now(UTC),
    )
    sign_in(learner)
    page.goto("/q")
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.get_by_text("On the way")).to_be_visible()
    qualification = page.url
    page.goto(f"/c/{last}")
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_role("button", name="Accept", exact=True)).to_have_count(0)
    page.goto(qualification)
    expect(page.get_by_text("Complete, to be confirmed")).to_be_visible()
    accessible()

    sign_in(demo.staff["henrik.dal@northlight.example"])
    page.goto(f"/o/{demo.institutions['cert']}/qualifications/")
    row = page.get_by_role("row").filter(has_text=title).filter(has_text=learner.name)
    row.get_by_role("button", name="Confirm and award").click()
    expect(page.get_by_text("It is awarded.")).to_be_visible()

    sign_in(learner)
    page.goto(qualification)
    page.get_by_role("link", name="Open your qualification").click()
    said = f"{learner.name} can {QUALIFICATIONS[0][2]} at level 5."
    expect(page.get_by_role("heading", name=said)).to_be_visible()
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_role("button", name="Accept", exact=True)).to_have_count(0)
    accessible()


def _is_admitted(page: Page, demo: Demo, sign_in: SignIn, accessible: Callable[[], None]) -> None:
    """Chloé applies; Ruth Amsel decides with a condition; on appeal Orla Keane admits her."""
    learner = demo.learners[2]
    sign_in(learner)
    page.goto("/programmes")
    page.get_by_role("link", name=DEGREE).click()
    page.get_by_role("link", name="Apply with your credentials").click()
    page.get_by_role("button", name="Hand in the application").click()
    expect(page.get_by_text("Your application is in.")).to_be_visible()
    expect(page.get_by_text("To be decided by")).to_be_visible()
    expect(page.get_by_text("It is suspended.")).to_be_visible()
    mine = page.url
    steps = (
        ("ruth.amsel@alder.example", "Admitted with a condition", "The talk is suspended."),
        ("orla.keane@alder.example", "Admitted", "The practice shown outweighs it."),
    )
    for who, outcome, reasons in steps:
        sign_in(demo.staff[who])
        page.goto(f"/o/{demo.institutions['alder']}/cases/")
        page.get_by_role("link", name=learner.name).click()
        accessible()
        page.get_by_label(outcome, exact=True).check()
        page.get_by_label("Reasons, which the applicant reads").fill(reasons)
        if outcome != "Admitted":
            page.get_by_label("Conditions, if any").fill("Bring the talk again by September.")
        page.get_by_role("button", name="Decide", exact=True).click()
        expect(page.get_by_text("Decided: 1.")).to_be_visible()
        sign_in(learner)
        page.goto(mine)
        expect(page.get_by_role("heading", name=outcome, exact=True)).to_be_visible()
        expect(page.get_by_text(reasons)).to_be_visible()
        if outcome != "Admitted":
            expect(page.get_by_text("Bring the talk again by September.")).to_be_visible()
            page.get_by_label("What should be looked at again, and why").fill("I give talks every week.")
            page.get_by_role("button", name="Hand in the appeal").click()
            expect(page.get_by_text("Your appeal is in.")).to_be_visible()
    accessible()
    lines = admissions.replay(Case.objects.get(applicant=learner).public_id)
    assert len(lines) == 6
    assert all("same result" in line for line in lines)
