"""The demo from a course that is found to a right that is withdrawn, in a browser from end to end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests import house

from microcred.platform.accounts.models import Account
from microcred.platform.assessment.models import Cohort, Submission
from microcred.platform.awards import services as awards
from microcred.platform.config.demo.building import Demo, build
from microcred.platform.config.demo.provider import COURSE, TITLE
from microcred.platform.institutions.access import by_public_id
from microcred.platform.network.models import Right
from microcred.ports.clock import SystemClock

SignIn = Callable[..., None]
Check = Callable[[], None]
GREEN = "Accredited for just this"


@pytest.mark.parametrize("page", [(1280, 900)], indirect=True, ids=["desk"])
def test_taught_by_one_certified_by_another_until_a_right_is_withdrawn(
    page: Page, site: str, sign_in: SignIn, accessible: Check, settings: Any
) -> None:
    settings.DEMO = True
    demo = build()
    page.set_default_timeout(30_000)
    _is_found_and_handed_in(page, demo, sign_in, accessible)
    work = Submission.objects.latest("pk").public_id
    _is_assessed_by_two_and_certified(page, demo, sign_in, accessible, work)
    award = Submission.objects.get(public_id=work).award
    _is_accepted_and_verified(page, demo, sign_in, accessible, award)
    _a_worker_is_certified_by_assessment_only(page)
    _a_cohort_is_certified_by_sample(page, demo)
    _a_right_is_withdrawn(page, demo, sign_in, accessible, award)


def _is_found_and_handed_in(page: Page, demo: Demo, sign_in: SignIn, accessible: Check) -> None:
    sign_in(house.person("Maren Holt"))
    page.goto("/find")
    page.get_by_label("What do you want to be able to do?").fill("listening")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=TITLE, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    accessible()
    page.get_by_role("link", name="Enrol", exact=True).click()
    page.get_by_role("button", name="Take a place").click()
    expect(page.get_by_text("It is noted. You find it among your enrolments.")).to_be_visible()
    accessible()
    page.goto(f"/m/{demo.achievements[COURSE]}/hand-in")
    page.get_by_label("Your text").fill("I kept silent longer than I like to.")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Handed in. The assessors have it.")).to_be_visible()


def _is_assessed_by_two_and_certified(
    page: Page, demo: Demo, sign_in: SignIn, accessible: Check, work: str
) -> None:
    cert = demo.institutions["cert"]
    for name in ("ylva.brandt", "tomas.reiner"):
        sign_in(demo.staff[f"{name}@northlight.example"])
        page.goto(f"/o/{cert}/assess/work/{work}")
        expect(page.get_by_text("Maren Holt")).to_have_count(0)
        accessible()
        for criterion in ("attention", "understanding", "answer"):
            page.locator(f"input[name='level-{criterion}'][value='fully']").check()
        page.get_by_role("button", name="Give these marks").click()
        expect(page.get_by_text("Your marks are in.")).to_be_visible()
    sign_in(demo.staff["henrik.dal@northlight.example"])
    page.goto(f"/o/{cert}/assess/work/{work}")
    page.get_by_label("Passed: award it now").check()
    page.get_by_label("Reason").fill("Both saw all of it.")
    accessible()
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("Decided and awarded.")).to_be_visible()


def _is_accepted_and_verified(page: Page, demo: Demo, sign_in: SignIn, accessible: Check, award: str) -> None:
    learner = Account.objects.get(name="Maren Holt")
    awards.accept(actor=learner, public_id=award, now=SystemClock().now(), visibility="public")
    sign_in(demo.staff["saskia.boon@harbour.example"])
    _checked(page, award)
    for said in (
        "Taught by Lumen Learning Services",
        "Assessed by Northlight Certification",
        "Certified by Northlight Certification",
    ):
        expect(page.get_by_text(said).first).to_be_visible()
    expect(page.get_by_text(GREEN)).to_have_count(3)
    accessible()


def _checked(page: Page, award: str) -> None:
    page.goto("/verify")
    page.get_by_role("textbox").first.fill(f"{page.url.partition('/verify')[0]}/c/{award}")
    page.get_by_role("button", name="Check").first.click()
    expect(page.get_by_text("Holds", exact=True).first).to_be_visible()


def _a_worker_is_certified_by_assessment_only(page: Page) -> None:
    page.goto(f"/c/{Submission.objects.get(at_work=True).award}")
    expect(page.get_by_text("Nobody: learned at work, without a course.")).to_be_visible()
    expect(page.get_by_text(GREEN)).to_have_count(2)


def _a_cohort_is_certified_by_sample(page: Page, demo: Demo) -> None:
    cohort = Cohort.objects.get(name="Autumn group")
    work = Submission.objects.filter(cohort=cohort, public_id__in=cohort.drawn).order_by("pk")[0]
    holder = next(one for one in demo.learners if one.email == work.email)
    awards.accept(actor=holder, public_id=work.award, now=SystemClock().now(), visibility="public")
    page.goto(f"/c/{work.award}")
    expect(page.get_by_text("Certified by sample: Lumen Learning Services marked the cohort")).to_be_visible()
    expect(page.get_by_text(GREEN)).to_have_count(3)


def _a_right_is_withdrawn(page: Page, demo: Demo, sign_in: SignIn, accessible: Check, award: str) -> None:
    """Renate Falk withdraws what the award rests on: page, report and map say so."""
    cert = by_public_id(demo.institutions["cert"])
    right = Right.objects.get(holder_did=cert.did, verb="certify", lowest=4, highest=6)
    sign_in(demo.staff["renate.falk@meridian.example"])
    page.goto(f"/rights/{right.public_id}")
    page.get_by_role("link", name="Withdraw it").click()
    expect(page.get_by_role("heading", name="What would break")).to_be_visible()
    expect(page.get_by_role("link", name="Active listening")).to_be_visible()
    accessible()
    page.get_by_label("Reason").fill("The audit was not passed.")
    page.get_by_role("button", name="Withdraw it from now on").click()
    expect(page.get_by_text("The audit was not passed.")).to_be_visible()

    shown = "A right in the chain was withdrawn later; the award stood in a signed log before."
    sign_in(demo.staff["saskia.boon@harbour.example"])
    _checked(page, award)
    expect(page.get_by_text(shown)).to_be_visible()
    accessible()
    page.goto(f"/c/{award}")
    expect(page.get_by_text(shown)).to_be_visible()
    page.goto(f"/i/{cert.public_id}/network")
    expect(page.get_by_text("1 right was withdrawn.")).to_be_visible()
    accessible()
