"""Found, enrolled in, handed in, marked by two and certified: each person's way by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests import assessing
from tests.browser.keys import enter, tab_to, write
from tests.services.assessment.test_enrolled import offered

from microcred.platform.assessment import services
from microcred.platform.assessment.models import Cohort, Decision, Submission
from microcred.platform.awards.models import Award
from microcred.ports.clock import SystemClock

Check = Callable[[], None]
SignIn = Callable[..., None]
ROWS = "".join(f"Learner {n},l{n}@learners.example,Fully,Fully\n" for n in range(3))
SHEET = f"Name,Email,One message,Voice\n{ROWS}".encode()


@pytest.fixture
def looked_at(page: Page, stays_inside: Check, accessible: Check) -> Check:
    def check() -> None:
        stays_inside()
        accessible()

    return check


def test_by_keyboard_a_learner_enrols_and_hands_in_two_mark_and_a_certifier_decides(
    page: Page, site: str, sign_in: SignIn, looked_at: Check
) -> None:
    made = assessing.scene(assessors=2, enrolled=True, without_course=False, tolerance=6)
    offered(made, title="Evenings of speaking", places=3)
    sign_in(made.learner)
    page.goto("/find")
    write(page, page.get_by_role("searchbox"), "speaking")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 offering")).to_be_visible()
    enter(page, page.get_by_role("link", name="Evenings of speaking"))
    expect(page.get_by_role("heading", name="Evenings of speaking")).to_be_visible()
    enter(page, page.get_by_role("link", name="Enrol", exact=True))
    expect(page.get_by_role("button", name="Take a place")).to_be_visible()
    looked_at()
    enter(page, page.get_by_role("button", name="Take a place"))
    expect(page.get_by_text("It is noted. You find it among your enrolments.")).to_be_visible()
    looked_at()
    enter(page, page.get_by_role("link", name="Hand in Presenting to an audience"))
    expect(page.get_by_role("heading", name="Hand in your work")).to_be_visible()
    write(page, page.get_by_label("Your text"), "A talk to forty people.")
    enter(page, page.get_by_role("button", name="Hand in"))
    expect(page.get_by_text("Handed in. The assessors have it.")).to_be_visible()

    for assessor in made.assessors[:2]:
        sign_in(assessor)
        page.goto(f"/o/{made.certifier}/assess/")
        enter(page, page.get_by_role("link", name="Amina Diallo"))
        expect(page.get_by_role("button", name="Give these marks")).to_be_visible()
        tab_to(page, page.locator("#id_level-message_0"))
        page.keyboard.press("3")
        page.keyboard.press("2")
        expect(page.locator("#id_level-voice_1")).to_be_checked()
        write(page, page.get_by_label("Feedback"), "One message, well told.")
        enter(page, page.get_by_role("button", name="Give these marks"))
        expect(page.get_by_text("Your marks are in.")).to_be_visible()

    sign_in(made.certifiers[0])
    page.goto(f"/o/{made.certifier}/assess/")
    enter(page, page.get_by_role("link", name="Amina Diallo"))
    expect(page.get_by_role("button", name="Decide")).to_be_visible()
    tab_to(page, page.get_by_label("Passed: award it now"))
    page.keyboard.press("Space")
    write(page, page.get_by_label("Reason"), "Both saw one message.")
    enter(page, page.get_by_role("button", name="Decide"))
    expect(page.get_by_text("Decided and awarded.")).to_be_visible()
    looked_at()
    assert Decision.objects.get().outcome == "passed"
    sign_in(made.learner)
    page.goto("/enrolments")
    enter(page, page.get_by_role("link", name="Your credential Evenings of speaking"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("can present to an audience")


def test_by_keyboard_a_cohort_is_drawn_marked_again_and_released(
    page: Page, site: str, sign_in: SignIn, looked_at: Check
) -> None:
    made, now = assessing.scene(educated=True), SystemClock().now()
    cohort = services.begin_cohort(
        actor=made.teacher, educator=made.educator, method=made.method, name="Spring", now=now
    )
    services.take_results(actor=made.teacher, cohort=cohort, data=SHEET, now=now)
    services.hand_over(actor=made.teacher, cohort=cohort, now=now)
    sign_in(made.certifiers[0])
    page.goto(f"/o/{made.certifier}/cohorts/")
    enter(page, page.get_by_role("link", name="Spring"))
    enter(page, page.get_by_role("button", name="Draw the sample"))
    expect(page.get_by_text("3 works were drawn.")).to_be_visible()
    looked_at()
    sign_in(made.assessors[0])
    for left in (2, 1, 0):
        page.goto(f"/o/{made.certifier}/assess/")
        enter(page, page.get_by_role("main").get_by_role("link", name="Learner").first)
        expect(page.get_by_role("button", name="Give these marks")).to_be_visible()
        tab_to(page, page.locator("#id_level-message_0"))
        page.keyboard.press("3")
        page.keyboard.press("3")
        expect(page.locator("#id_level-voice_2")).to_be_checked()
        enter(page, page.get_by_role("button", name="Give these marks"))
        expect(page.get_by_text("Your marks are in.")).to_be_visible()
        open_ = Submission.objects.exclude(markings__round="sample").count()
        assert open_ == left
    sign_in(made.certifiers[0])
    page.goto(f"/o/{made.certifier}/cohorts/{cohort}")
    tab_to(page, page.get_by_label("Release: award everybody"))
    page.keyboard.press("Space")
    write(page, page.get_by_label("Reason"), "Three of three agree.")
    enter(page, page.get_by_role("button", name="Decide on the cohort"))
    expect(page.get_by_text("3 awards were made.")).to_be_visible()
    looked_at()
    assert (Cohort.objects.get().state, Award.objects.count()) == ("released", 3)
