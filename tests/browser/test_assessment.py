"""Assessment in a browser: a learner hands in, two assessors mark, a certifier decides, a stranger checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests import assessing

from microcred.platform.assessment import services
from microcred.platform.assessment.models import Submission
from microcred.platform.awards import services as awards
from microcred.ports.clock import SystemClock

Check = Callable[[], None]
SignIn = Callable[..., None]


@pytest.fixture
def looked_at(page: Page, stays_inside: Check, accessible: Check) -> Check:
    def check() -> None:
        stays_inside()
        accessible()

    return check


def verified(page: Page, award: str) -> None:
    """A stranger opens the public page and has it checked."""
    page.context.clear_cookies()
    page.goto("/verify")
    page.get_by_role("textbox").first.fill(f"{page.url.partition('/verify')[0]}/c/{award}")
    page.get_by_role("button", name="Check").first.click()
    expect(page.get_by_text("Holds", exact=True)).to_be_visible()


def test_a_learner_hands_in_two_mark_and_a_certifier_decides(
    page: Page, site: str, sign_in: SignIn, looked_at: Check, tmp_path: Path
) -> None:
    made = assessing.scene(assessors=2, names_hidden=True, tolerance=6)
    notes = tmp_path / "notes.txt"
    notes.write_text("What I said, in order.", "utf-8")

    sign_in(made.learner)
    page.goto(f"/m/{made.achievement}/hand-in")
    looked_at()
    page.get_by_label("Your text").fill("A talk to forty people.")
    page.set_input_files("input[type=file]", notes)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Handed in. The assessors have it.")).to_be_visible()
    looked_at()

    for number, assessor in enumerate(made.assessors[:2]):
        sign_in(assessor)
        page.goto(f"/o/{made.certifier}/assess/")
        looked_at()
        expect(page.get_by_text("Amina")).to_have_count(0)
        page.get_by_role("link", name="Candidate").click()
        looked_at()
        page.locator("#id_level-message_0").focus()
        page.keyboard.press("3")
        page.keyboard.press("3" if number else "2")
        page.get_by_label("Feedback").fill("One message, well told.")
        page.get_by_role("button", name="Give these marks").click()
        expect(page.get_by_text("Your marks are in.")).to_be_visible()

    sign_in(made.certifiers[0])
    page.goto(f"/o/{made.certifier}/assess/")
    page.get_by_role("link", name="Candidate").click()
    expect(page.get_by_text("14 of 20 points")).to_have_count(2)
    looked_at()
    page.get_by_label("Passed: award it now").check()
    page.get_by_label("Reason").fill("Both saw one message.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Decided and awarded.")).to_be_visible()
    looked_at()
    page.goto(f"/o/{made.certifier}/decided/")
    expect(page.get_by_text("Both saw one message.")).to_be_visible()
    looked_at()

    award = Submission.objects.get().award
    awards.accept(actor=made.learner, public_id=award, now=SystemClock().now(), visibility="public")
    sign_in(made.learner)
    page.goto("/assessments/")
    looked_at()
    page.get_by_role("link", name="Presenting to an audience").click()
    looked_at()
    page.get_by_role("link", name="Open your credential").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("can present to an audience at level 5")
    expect(page.get_by_text("Assessed by 2 assessors of Northlight Certification.")).to_be_visible()
    verified(page, award)


def test_a_worker_is_certified_without_a_course(
    page: Page, site: str, sign_in: SignIn, looked_at: Check
) -> None:
    made = assessing.scene(educated=True)
    sign_in(made.learner)
    page.goto(f"/m/{made.achievement}/hand-in")
    page.get_by_label("Your text").fill("Ten years of talks at the harbour.")
    page.get_by_label("I learned this at work").check()
    page.get_by_role("button", name="Hand in").click()

    now = SystemClock().now()
    work = Submission.objects.get()
    services.mark(actor=made.assessors[0], submission=work.public_id, marks=assessing.GOOD, now=now)
    sign_in(made.certifiers[0])
    page.goto(f"/o/{made.certifier}/assess/work/{work.public_id}")
    expect(page.get_by_text("learned at work, assessment only")).to_be_visible()
    page.get_by_label("Passed: award it now").check()
    page.get_by_label("Reason").fill("Shown at work.")
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("link", name="Open the credential").click()
    expect(page.get_by_text("Learned at work, and certified without a course.")).to_be_visible()
    award = Submission.objects.get().award
    awards.accept(actor=made.learner, public_id=award, now=now, visibility="public")
    verified(page, award)


def test_a_cohort_is_certified_by_sample(
    page: Page, site: str, sign_in: SignIn, looked_at: Check, tmp_path: Path
) -> None:
    made = assessing.scene(educated=True)
    sheet = tmp_path / "marks.csv"
    rows = "".join(f"Learner {n},l{n}@learners.example,Fully,Partly\n" for n in range(8))
    sheet.write_text(f"Name,Email,One message,Voice\n{rows}", "utf-8")

    sign_in(made.teacher)
    page.goto(f"/o/{made.educator}/cohorts/")
    looked_at()
    page.get_by_role("link", name="Begin a cohort").click()
    looked_at()
    page.get_by_label("Name of the cohort").fill("Spring")
    page.get_by_role("button", name="Begin").click()
    looked_at()
    page.set_input_files("input[type=file]", sheet)
    page.get_by_role("button", name="Check each row").click()
    expect(page.get_by_role("heading", name="8 rows can be taken")).to_be_visible()
    looked_at()
    page.get_by_role("button", name="Take these marks").click()
    expect(page.get_by_text("8 people were marked.")).to_be_visible()
    looked_at()
    page.get_by_role("button", name="Hand over to the certifier").click()

    sign_in(made.certifiers[0])
    page.goto(f"/o/{made.certifier}/cohorts/")
    looked_at()
    page.get_by_role("link", name="Spring").click()
    page.get_by_role("button", name="Draw the sample").click()
    expect(page.get_by_text("5 works were drawn.")).to_be_visible()
    page.get_by_text("Where the seed comes from").click()
    expect(page.get_by_text("Nobody chose it")).to_be_visible()
    expect(page.get_by_text("hidden until marked again")).to_have_count(5)
    looked_at()
    now = SystemClock().now()
    for work in Submission.objects.all():
        if work.cohort and work.public_id in work.cohort.drawn:
            services.mark(actor=made.assessors[0], submission=work.public_id, marks=assessing.FAIR, now=now)
    page.reload()
    expect(page.get_by_text("nothing speaks against releasing")).to_be_visible()
    looked_at()
    page.get_by_label("Release: award everybody").check()
    page.get_by_label("Reason").fill("Five of five agree.")
    page.get_by_role("button", name="Decide on the cohort").click()
    expect(page.get_by_text("8 awards were made.")).to_be_visible()
    page.get_by_role("link", name="Credential", exact=True).first.click()
    expect(page.get_by_text("Certified by sample: Alder College marked the cohort of 8")).to_be_visible()
    looked_at()


def test_a_method_is_set_and_an_appeal_is_heard(
    page: Page, site: str, sign_in: SignIn, looked_at: Check
) -> None:
    made = assessing.scene()
    sign_in(made.owner)
    page.goto(f"/o/{made.certifier}/assess/methods/")
    looked_at()
    page.get_by_role("link", name="Presenting to an audience").click()
    looked_at()
    page.get_by_label("Criterion 3").fill("Time kept")
    page.get_by_role("button", name="Set the method").click()
    expect(page.get_by_text("The method is set.")).to_be_visible()

    now = SystemClock().now()
    work = services.hand_in(actor=made.learner, method=made.method, work=assessing.WORK, now=now)
    marks = {"one-message": "not-shown", "voice": "fully", "time-kept": "fully"}
    services.mark(actor=made.assessors[0], submission=work, marks=marks, now=now)
    services.decide(
        actor=made.certifiers[0], submission=work, outcome="failed", reason="No message.", now=now
    )
    sign_in(made.learner)
    page.goto(f"/assessments/{work}")
    page.get_by_text("Appeal against the decision").click()
    page.get_by_label("What was overlooked?").fill("It was in the second part.")
    looked_at()
    page.get_by_role("button", name="Appeal").click()
    expect(page.get_by_text("Your appeal is being heard.")).to_be_visible()
    sign_in(made.certifiers[1])
    page.goto(f"/o/{made.certifier}/assess/")
    page.get_by_role("link", name="Amina Diallo").click()
    looked_at()
    for name in ("one-message", "voice", "time-kept"):
        page.locator(f"#id_level-{name}_2").check()
    page.get_by_label("Passed, by the levels above").check()
    page.get_by_label("Reason").fill("It was there.")
    page.get_by_role("button", name="Decide on the appeal").click()
    expect(page.get_by_text("The appeal was heard.")).to_be_visible()
    assert Submission.objects.get().award


def test_a_difference_is_moderated_and_a_work_handed_in_again(
    page: Page, site: str, sign_in: SignIn, looked_at: Check
) -> None:
    made = assessing.scene(assessors=2)
    now = SystemClock().now()
    work = services.hand_in(actor=made.learner, method=made.method, work=assessing.WORK, now=now)
    for assessor, marks in zip(made.assessors, (assessing.GOOD, assessing.POOR), strict=False):
        services.mark(actor=assessor, submission=work, marks=marks, now=now)
    sign_in(made.assessors[2])
    page.goto(f"/o/{made.certifier}/assess/")
    expect(page.get_by_text("To moderate: the assessors differ")).to_be_visible()
    page.get_by_role("link", name="Amina Diallo").click()
    expect(page.get_by_role("button", name="Give these marks")).to_be_visible()
    looked_at()
    for name in ("message", "voice"):
        page.locator(f"#id_level-{name}_0").check()
    page.get_by_role("button", name="Give these marks").click()
    expect(page.get_by_text("Your marks are in.")).to_be_visible()
    sign_in(made.certifiers[0])
    page.goto(f"/o/{made.certifier}/assess/work/{work}")
    expect(page.get_by_label("To be handed in again")).to_be_visible()
    looked_at()
    page.get_by_label("To be handed in again").check()
    page.get_by_label("Reason").fill("One message, please.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Decided.")).to_be_visible()
    sign_in(made.learner)
    page.goto(f"/assessments/{work}")
    expect(page.get_by_text("One message, please.")).to_be_visible()
    page.get_by_role("link", name="Hand in again").click()
    expect(page.get_by_role("heading", name="Hand in your work")).to_be_visible()
    page.get_by_label("Your text").fill("The same talk with one message.")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("attempt 2 of 2")).to_be_visible()
    looked_at()
